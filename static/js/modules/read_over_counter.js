// The last word at a counter (review_here.js): read over or read aloud, printed and signed by both; then it is sent.
import { helping, mandate } from "../offline/helping.js";
import { icon, make } from "./parts.js";

const part = (page, name) => page.querySelector(`[data-part="${name}"]`);

export function guard(page) {
  const { asked, print: words, theirs, clerks } = helping();
  const form = part(page, "sign");
  part(page, "pad").hidden = true; // they sign on paper
  const button = form.querySelector("button.btn:not(.ghost)");
  button.firstChild.textContent = asked;
  button.addEventListener("click", () => { for (const box of form.querySelectorAll("input[type=checkbox]")) if (box.checkVisibility()) box.checked = true; });
  const paper = make("button", "btn ghost", icon("print"), words, " ", make("kbd", "", "F7"));
  paper.type = "button";
  paper.dataset.print = "";
  paper.addEventListener("click", () => print());
  form.before(paper);
  form.after(make("div", "print-only to-sign-here", make("p", "", theirs), make("p", "", clerks)));
  form.hidden = false;
  button.focus();
}

export const signed = () => location.assign(`/khach/don#gui/${mandate()}`);
