// Papers page: choosing a picture or file is enough; it is made smaller, sent with «Đang gửi… 60 %», and tried again by itself.
// <form data-module="upload" data-slot data-sending data-waiting data-checking data-sent data-failed data-again>, posted as usual without this.
import { newId } from "../offline/ids.js";
import { icon, fill, make } from "./parts.js";
import { sendFile } from "./sending.js";
import { shrink } from "./shrink.js";

let queue = Promise.resolve(); // one after another, whichever paper they are for: a weak signal is not shared
let under = 0; // chosen and not yet settled
let refused = false;

addEventListener("beforeunload", (event) => { if (under) event.preventDefault(); });

function panel(form, file) {
  const words = make("div", "muted");
  const bar = make("progress", "");
  words.setAttribute("role", "status");
  bar.max = 100;
  bar.setAttribute("aria-label", file.name);
  const box = make("div", "sending", make("b", "", file.name), words, bar);
  form.append(box);
  const say = (text) => { if (words.textContent !== text) words.textContent = text ?? ""; };
  return {
    box,
    tell(part) {
      bar.hidden = false;
      if (part === null || part === 1) bar.removeAttribute("value");
      else bar.value = part * 100;
      // in tens: a screen reader need not read every step
      if (part === null) say(form.dataset.waiting);
      else if (part === 1) say(form.dataset.checking);
      else say(fill(form.dataset.sending, { n: `${Math.floor(part * 10) * 10} %` }));
    },
    done() {
      bar.hidden = true;
      say(form.dataset.sent);
    },
    fail(why, again) {
      bar.hidden = true;
      words.removeAttribute("role");
      const trouble = make("p", "error", icon("alert"), make("span", "", why));
      trouble.setAttribute("role", "alert");
      words.replaceChildren(trouble);
      if (!again) return;
      const button = make("button", "btn ghost small", form.dataset.again);
      button.type = "button";
      button.addEventListener("click", () => { box.remove(); again(); });
      words.append(button);
    },
  };
}

// The page again, with what has arrived; after an error page its address is one that cannot be reloaded.
function renew(form) {
  const page = new URL(form.action).pathname.replace(/\/[^/]*$/, "");
  const address = `${page}#giay-${form.dataset.slot}`;
  if (location.pathname !== page) { location.replace(address); return; }
  history.replaceState(history.state, "", address);
  location.reload();
}

async function send(form, file, id) {
  const shown = panel(form, file);
  const body = new FormData();
  const small = await shrink(file);
  body.append("document_id", id); // made here: sent twice, kept once
  body.append("file", small, small.name);
  const { status, said } = await sendFile(form.action, body, shown.tell);
  under -= 1;
  if (status >= 200 && status < 300) {
    shown.done();
    if (!under && !refused) renew(form);
    return;
  }
  refused = true;
  // a refusal is final for this file; silence is not: it may be tried once more with the same id
  const again = () => { refused = false; line(form, file, id); };
  shown.fail((status && said.what) || form.dataset.failed, status >= 400 && status < 500 ? null : again);
}

function line(form, file, id = newId()) {
  under += 1;
  queue = queue.then(() => send(form, file, id)).catch(() => { under -= 1; refused = true; });
}

// The bare file inputs become buttons with words («Chụp ảnh»); the one to send with is not needed, choosing sends.
function dress(form) {
  const send = form.querySelector("button:not([type=button])");
  [...form.querySelectorAll("input[type=file]")].forEach((input, n) => {
    input.closest(".q")?.setAttribute("class", "pick");
    input.labels[0]?.setAttribute("class", n ? "btn ghost" : send.className);
  });
  send.hidden = true;
}

export default function upload(form) {
  dress(form);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "file") return;
    for (const old of form.querySelectorAll(".sending .error")) old.closest(".sending").remove();
    refused = false;
    for (const file of target.files) line(form, file);
    target.value = "";
  });
}
