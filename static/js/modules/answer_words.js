// The answers of a form in words, as its own labels say them: [[group, [[question, answer], …]], …].
import { controlsOf, wrappersOf } from "./answers.js";
import { wardsOf } from "./wards.js";

const CARD = ["full_name", "id_number", "old_id_number", "birth_date", "gender", "residence", "id_issue_date"];

const bare = (element) => {
  const copy = element?.cloneNode(true);
  copy?.querySelectorAll(".opt,.sr").forEach((part) => part.remove());
  return copy?.textContent.trim() ?? "";
};

const title = (wrapper) => bare(wrapper.querySelector(":scope > legend,:scope > label,:scope > .label"));
const chosen = (select) => (select?.value ? select.selectedOptions[0].textContent.trim() : "");

async function ward(wrapper) {
  const select = wrapper.querySelector("[data-ward]");
  const code = select.value || select.dataset.wanted;
  if (!code) return wrapper.querySelector("[data-typed] input")?.value.trim() ?? "";
  if (select.value) return chosen(select);
  const found = (await wardsOf(wrapper.dataset.url, wrapper.querySelector("[data-province]").value).catch(() => [])).find(([one]) => one === code);
  return found?.[1] ?? code;
}

async function address(wrapper) {
  const detail = controlsOf(wrapper).find(({ name }) => name.endsWith("-detail"))?.value.trim();
  const place = await ward(wrapper);
  if (!place && !detail) return "";
  return [detail, place, chosen(wrapper.querySelector("[data-province]"))].filter(Boolean).join(", ");
}

async function answer(wrapper, yes) {
  const controls = controlsOf(wrapper);
  const { kind } = wrapper.dataset;
  if (kind === "address") return address(wrapper);
  if (kind === "checkbox") return controls[0].checked ? yes : "";
  const ticked = controls.filter(({ type }) => type === "radio" || type === "checkbox");
  if (ticked.length) return ticked.filter(({ checked }) => checked).map((one) => bare(one.closest("label"))).join(", ");
  return controls.map((control) => (control.matches("select") ? chosen(control) : control.value.trim())).filter(Boolean).join(", ");
}

async function lines(place, yes, before = "") {
  const said = [];
  for (const wrapper of wrappersOf(place).filter(({ hidden }) => !hidden)) {
    if ("repeat" in wrapper.dataset) {
      for (const row of wrapper.querySelector("[data-rows]").children) said.push(...await lines(row, yes, `${bare(row.querySelector("legend"))}: `));
    } else {
      const words = wrapper.matches(".note") ? "" : await answer(wrapper, yes);
      if (words) said.push([before + title(wrapper), words]);
    }
  }
  return said;
}

export async function inWords(form, groups, yes) {
  const all = [];
  for (const group of groups) {
    const said = group.matches("[data-group=nop]") ? await filing(group) : await lines(group, yes);
    if (said.length) all.push([bare(group.querySelector("legend")), said]);
  }
  return all;
}

// Where to and what lowers the fee: asked beside the official form.
function filing(group) {
  const selects = [...group.querySelectorAll("select")].filter(({ value }) => value);
  const ticked = [...group.querySelectorAll("input:checked")].map((one) => bare(one.closest("label")));
  const questions = selects.map((select) => [bare(group.ownerDocument.querySelector(`label[for="${select.id}"]`)), chosen(select)]);
  return ticked.length ? [...questions, [bare(group.querySelector("fieldset legend")), ticked.join(", ")]] : questions;
}

// What the form says of the person it is for, under the names of the card; null without a name.
export function factsIn(form, draft) {
  const facts = { source: draft.card ? "card" : "typed" };
  for (const wrapper of wrappersOf(form)) {
    const name = wrapper.dataset.fill?.split(".")[1];
    if (!wrapper.dataset.fill?.startsWith("person.") || !CARD.includes(name) || wrapper.hidden) continue;
    const control = controlsOf(wrapper).find(({ type, checked, value }) => (type === "radio" ? checked : value));
    if (control && wrapper.dataset.kind !== "address") facts[name] = control.value;
  }
  return facts.full_name ? facts : null;
}
