// <form data-module="counter_form">: what a card says goes to the server without becoming a page of the browser's history, which would
// keep on the disk what was posted. The answer takes the place of what is on the screen.
import { start } from "../app.js";

const place = () => document.querySelector("main");

function show(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  document.title = page.title;
  place().replaceChildren(...page.querySelector("main").childNodes);
  start(place());
  place().querySelector("[autofocus]")?.focus();
  scrollTo({ top: 0 });
}

export default function stayHere(form) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    try {
      const body = new URLSearchParams(new FormData(form, event.submitter));
      const answer = await fetch(form.action, { method: "POST", body, credentials: "same-origin", headers: { Accept: "text/html", Stays: "1" } });
      const said = await answer.text();
      if (answer.headers.get("Content-Type")?.startsWith("application/json")) location.replace(JSON.parse(said).to);
      else show(said);
    } catch {
      document.documentElement.classList.add("off"); // the line is cut: said on top of the page, and what was scanned is still there
    } finally { busy = false; }
  });
}
