// The page that a citizen reads over on a helper's phone (review_here.js): handed over with a tap, signed by the citizen's own hand, left
// with the helper's PIN only. Reloading it, going back or another address lead here again (helping_bar.js).
import { mandate } from "../offline/helping.js";
import { proven } from "./round_start.js";

const root = document.documentElement;
const HELD = "held";

const part = (page, name) => page.querySelector(`[data-part="${name}"]`);
const shown = (page, names, yes) => { for (const name of names) if (part(page, name)) part(page, name).hidden = !yes; };

// Back leads nowhere while the phone is theirs.
function trap() {
  history.pushState({ held: true }, "");
  addEventListener("popstate", () => { if (sessionStorage.getItem(HELD)) history.pushState({ held: true }, ""); });
}

function handOver(page) {
  sessionStorage.setItem(HELD, location.pathname + location.hash);
  localStorage.setItem(HELD, "1"); // in other tabs too
  root.classList.add("held");
  root.requestFullscreen?.().catch(() => { /* asked for by a reload: the page fills the window */ });
  shown(page, ["hand-over", "edit", "papers"], false);
  shown(page, ["theirs", "sign", "give-back"], true);
  trap();
  scrollTo({ top: 0 });
}

function giveBack() {
  for (const storage of [sessionStorage, localStorage]) storage.removeItem(HELD);
  if (document.fullscreenElement) document.exitFullscreen().catch(() => { /* gone already */ });
  location.replace(`/giup/buoi#${mandate()}`);
}

// They have signed: thanked, and the phone goes back.
export function signed(page) {
  shown(page, ["theirs", "sign", "read", "price"], false);
  shown(page, ["thanks"], true);
  part(page, "give-back").open = true;
  scrollTo({ top: 0 });
}

export function guard(page) {
  shown(page, ["sign"], false);
  shown(page, ["hand-over"], true);
  part(page, "pad").querySelector(".opt").hidden = true; // here it is not
  part(page, "hand").addEventListener("click", () => handOver(page));
  const pin = part(page, "give-back").querySelector("form");
  pin.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await proven(pin, page.dataset)) giveBack();
  });
  if (sessionStorage.getItem(HELD)) handOver(page);
}
