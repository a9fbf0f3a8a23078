// Rows of the same questions, «Người thứ 2»: add, take away, and make again those that were kept.
import { start } from "../app.js";
import { controlsOf } from "./answers.js";

const rowsOf = (field) => [...field.querySelector("[data-rows]").children];
const numberOf = (field, name) => Number(new RegExp(`^${CSS.escape(field.dataset.repeat)}-(\\d+)-`).exec(name)?.[1] ?? -1);
const indexOf = (field, row) => numberOf(field, controlsOf(row)[0]?.name ?? "");
const filled = (row) => controlsOf(row).some((control) => (control.type === "radio" || control.type === "checkbox"
  ? control.checked
  : control.value && !control.matches("[data-province]")));

// Numbers in the headings follow the order on the page; names keep theirs, so that nothing typed moves.
function tidy(field) {
  const words = field.querySelector("[data-blank]").content.querySelector("legend").textContent;
  const rows = rowsOf(field);
  rows.forEach((row, n) => { row.querySelector("legend").textContent = words.replace("__n__", n + 1); });
  field.querySelector("[data-add]").hidden = rows.length >= Number(field.dataset.max);
}

function add(field, index) {
  const copy = document.createElement("template");
  copy.innerHTML = field.querySelector("[data-blank]").innerHTML.replaceAll("__n__", index);
  const row = copy.content.querySelector("[data-row]");
  field.querySelector("[data-rows]").append(row);
  start(row);
  return row;
}

const next = (field) => Math.max(-1, ...rowsOf(field).map((row) => indexOf(field, row))) + 1;

// Without JavaScript three empty rows stand ready; with it as many as are needed.
function trim(field) {
  for (const row of rowsOf(field).reverse().filter((one) => !filled(one))) {
    if (rowsOf(field).length <= Number(field.dataset.min)) break;
    row.remove();
  }
  while (rowsOf(field).length < Number(field.dataset.min)) add(field, next(field));
  tidy(field);
}

// Before kept values are put back: a row for every number among them.
export function makeRows(form, fields) {
  for (const field of form.querySelectorAll("[data-repeat]")) {
    const there = new Set(rowsOf(field).map((row) => indexOf(field, row)));
    const wanted = new Set(Object.keys(fields).map((name) => numberOf(field, name)).filter((n) => n >= 0));
    for (const n of [...wanted].sort((a, b) => a - b)) if (!there.has(n)) add(field, n);
  }
}

export const trimRows = (form) => form.querySelectorAll("[data-repeat]").forEach(trim);

// `changed` is called after a row came or went.
export function watchRows(form, changed) {
  form.addEventListener("click", (event) => {
    const field = event.target.closest("[data-repeat]");
    if (!field) return;
    if (event.target.closest("[data-add]")) {
      const row = add(field, next(field));
      tidy(field);
      changed();
      controlsOf(row).find((control) => !control.disabled)?.focus();
    } else if (event.target.closest("[data-remove]")) {
      const row = event.target.closest("[data-row]");
      if (filled(row) && form.dataset.sure && !confirm(form.dataset.sure)) return;
      row.remove();
      tidy(field);
      changed();
      field.querySelector("[data-add]").focus();
    }
  });
}
