// A thing that only a word of the person gets on: why, and what can be done. `words`: data-needs, -again, -drop, -sure, -at, -resign.
import * as acts from "../offline/acts.js";
import { pump } from "../offline/pump.js";
import * as round from "../offline/round.js";
import { drop } from "../offline/round_end.js";
import { fill, icon, make } from "./parts.js";

export const day = (iso) => new Intl.DateTimeFormat(document.documentElement.lang || "vi", { day: "2-digit", month: "2-digit", year: "numeric" }).format(new Date(iso));
export const place = (words, office) => (office ? ` ${fill(words.at, { office })}` : "");

function button(words, name, act, kind = "ghost") {
  const made = make("button", `btn small ${kind}`, icon(name), make("span", "", words));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export function reason(words, { why, what, on, at }) {
  const reasons = JSON.parse(words.needs);
  return what || fill(reasons[why] ?? why ?? reasons[""], { on: on ? day(on) : "", at: place(words, at) });
}

export function trouble(words, act) {
  const { why } = act.refused;
  const doing = [];
  if (why === "filed") doing.push(button(words.again, "send", async () => { await acts.change(act, { state: "waiting", refused: null, again: true }); await pump(); }));
  if (act.kind === "mandate" && why !== "badge") doing.push(button(words.resign, "edit", async () => {
    await round.beginWith({ fields: { ...act.signed.who, phone: act.signed.phone, called: act.signed.called, days: String(act.signed.days) }, source: act.signed.who.source, again: act.mandate });
    location.hash = "moi";
  }));
  doing.push(button(words.drop, "trash", async () => {
    if (!confirm(words.sure)) return;
    await drop(act);
    dispatchEvent(new Event("hashchange"));
  }));
  return make("div", "note bad", make("p", "", make("b", "", act.title ?? ""), " ", reason(words, act.refused)), make("p", "btns", ...doing));
}

