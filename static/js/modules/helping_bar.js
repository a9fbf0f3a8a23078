// On every page of a phone with a helper's evening (app.js): whom this tab helps, always in sight; nothing but the page that the citizen
// reads while it is theirs; at midnight all that can be read goes.
import { atCounter, helping, home, lock, mandate } from "../offline/helping.js";
import { icon, make } from "./parts.js";

const LONGEST_MS = 2 ** 31 - 1;
const root = document.documentElement;

const read = (name) => { try { return sessionStorage.getItem(name) ?? ""; } catch { return ""; } };
const here = () => location.pathname + location.hash;

function stylesheet() {
  const sheet = Object.assign(document.createElement("link"), { rel: "stylesheet", href: new URL("../../css/round.css", import.meta.url).pathname });
  if (!document.querySelector(`link[href="${sheet.getAttribute("href")}"]`)) document.head.append(sheet);
}

// Says whom this tab helps, or no longer does.
export function bar() {
  document.querySelector(".helping")?.remove();
  root.classList.toggle("is-helping", Boolean(mandate()));
  if (!mandate()) return;
  stylesheet();
  if (atCounter()) { import("./counter_bar.js").then(({ bar: ofCounter }) => ofCounter(helping())); return; }
  const { words, back } = helping();
  const made = make("aside", "helping", icon("hands"), make("span", "", words ?? ""));
  made.setAttribute("aria-label", words ?? "");
  if (location.pathname !== home()) {
    const link = make("a", "", back ?? "");
    link.href = `${home()}#${mandate()}`;
    made.append(link);
  }
  document.querySelector(".skip").after(made);
}

// The phone is in the citizen's hands: whatever page was opened, theirs comes back (read_over_locked.js); another tab asks for the PIN.
function hold() {
  const held = read("held");
  if (held && held !== here()) location.replace(held);
  else if (!held && localStorage.getItem("held") && location.pathname !== home()) location.replace(home());
}

// `struck`: midnight came while this page was open; what could not be sent is shut then, and the PIN sends it.
async function over(struck) {
  const { tidy } = await import("../offline/round_end.js");
  await tidy();
  if (!struck && !mandate()) return;
  const there = home();
  lock();
  if (location.pathname === there) location.reload();
  else location.replace(there);
}

function midnight(struck = false) {
  const left = Number(localStorage.getItem("evening")) - Date.now();
  if (left > 0) setTimeout(midnight, Math.min(left, LONGEST_MS), true);
  else over(struck);
}

hold();
bar();
midnight();
addEventListener("pageshow", hold);
addEventListener("hashchange", hold);
