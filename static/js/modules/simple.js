// «Mỗi lần một câu»: within a step of a form one question at a time, with a picture. What is asked, checked and kept stays the form's
// own matter: its other questions are only out of sight (css/ways.css), and «Tiếp tục» leads through them first.
import { check } from "./check.js";
import { fill, icon, make } from "./parts.js";

const SHEET = new URL("../../css/ways.css", import.meta.url).pathname;
const PICTURES = {
  personal_id: "card", date: "cal", date_partial: "cal", phone: "phone", commune: "pin", address: "pin", money: "coin", email: "message",
  choice: "list", many: "list", checkbox: "check", repeat: "user", number: "edit",
};
const { count, before } = document.querySelector("footer.end").dataset;
const form = document.querySelector("#don");
let current = null;

const group = () => form.querySelector("[data-group]:not([hidden])");
const questions = () => [...(group()?.querySelectorAll(".q,p.note") ?? [])].filter((one) => !one.hidden && !one.parentElement.closest(".q,[data-row]"));

function head(all) {
  const number = all.indexOf(current);
  const picture = make("span", "picture", icon(PICTURES[current.dataset.kind] ?? "edit"));
  const made = make("div", "one-of", picture, make("p", "over", fill(count, { n: number + 1, all: all.length })));
  if (!number) return made;
  const back = make("button", "btn link small", icon("back"), before);
  back.type = "button";
  back.addEventListener("click", () => show(all[number - 1]));
  made.prepend(back);
  return made;
}

export function show(question = null, focus = true) {
  const all = questions();
  if (!all.length) return;
  current = all.includes(question) ? question : all[0];
  for (const one of form.querySelectorAll(".q,p.note")) one.classList.toggle("later", all.includes(one) && one !== current);
  form.querySelector(".one-of")?.remove();
  if (all.length > 1) current.before(head(all));
  if (!focus) return;
  current.querySelector("input:not([type=hidden]),select,textarea")?.focus({ preventScroll: true });
  scrollTo({ top: 0 });
}

// «Tiếp tục» and Enter: the next question, when this one stands; after the last the form goes on by itself.
function onward(event) {
  if (event.target !== form || event.submitter?.matches("[data-later]")) return;
  const all = questions();
  const next = all[all.indexOf(current) + 1];
  if (!next) return;
  event.preventDefault();
  event.stopPropagation();
  const wrong = check(form, current);
  if (wrong) wrong.focus();
  else show(next);
}

export default function simple() {
  if (!form) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET }));
  addEventListener("submit", onward, true);
  form.addEventListener("moved", () => show());
  form.addEventListener("focusin", ({ target }) => {
    const question = target.closest(".later");
    if (question) show(question); // the form leads to what is wrong
  });
  form.addEventListener("change", () => setTimeout(() => show(current, false)));
  show(null, false);
}
