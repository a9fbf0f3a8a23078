// <div data-module="last_answers" data-url="…">: what the same person answered last time, offered on a form while nothing is typed.
// With data-url the offer is fetched (the page itself is everybody's); without, it stands there already.
import { load, unsent } from "../offline/drafts.js";
import { mandate } from "../offline/helping.js";
import { whoAmI } from "../offline/sync.js";
import { place } from "./wizard_steps.js";

const draftId = (form) => form.elements.id.value || place().id || "";

// Typed in before, on this phone: it goes on with that.
async function begun(form) {
  const kept = await load(draftId(form));
  return Boolean(kept && (unsent(kept) || kept.revision !== null));
}

async function ask(box, form) {
  if (mandate() || await begun(form) || !(await whoAmI())?.signed_in) return;
  const address = `${box.dataset.url}?ho_so=${encodeURIComponent(draftId(form))}`;
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", headers: { Accept: "application/json" } });
    const { html } = answer.ok ? await answer.json() : {};
    if (html) box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.children);
  } catch {
    // no signal: nothing is offered
  }
}

// «Không»: said to the server, while the form stays as it is.
async function refuse(box, offer) {
  const body = new URLSearchParams(new FormData(offer));
  box.replaceChildren();
  try {
    await fetch(offer.action, { method: "POST", credentials: "same-origin", body });
  } catch {
    // no signal: it will be asked once more another time
  }
}

export default async function start(box) {
  const form = document.querySelector("#don");
  let typed = false;
  for (const kind of ["input", "submit"]) form.addEventListener(kind, () => { typed = true; box.replaceChildren(); });
  box.addEventListener("submit", (event) => {
    if ("fillAgain" in event.target.dataset) event.target.elements.id.value = draftId(form);
    if (!("refuse" in event.target.dataset)) return;
    event.preventDefault();
    refuse(box, event.target);
  });
  if (box.dataset.url) await ask(box, form);
  if (typed) box.replaceChildren();
}
