// The last word at a counter (review_here.js): read over or read aloud, signed on the sheet that lies there; then it is sent.
import { helping, mandate } from "../offline/helping.js";

const part = (page, name) => page.querySelector(`[data-part="${name}"]`);

export function guard(page) {
  const form = part(page, "sign");
  part(page, "pad").hidden = true; // they sign on paper
  const button = form.querySelector("button.btn:not(.ghost)");
  button.firstChild.textContent = helping().asked;
  button.addEventListener("click", () => { for (const box of form.querySelectorAll("input[type=checkbox]")) if (box.checkVisibility()) box.checked = true; });
  form.hidden = false;
  button.focus();
}

export const signed = () => location.assign(`/khach/don#gui/${mandate()}`);
