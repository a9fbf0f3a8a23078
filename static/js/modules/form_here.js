// The form of a procedure as this phone keeps it, filled with a draft's answers but not shown: which papers it asks for, what it says.
import { load } from "../offline/drafts.js";
import { answersOf, put } from "./answers.js";
import { ask } from "./asking.js";
import { holds } from "./conditions.js";
import { makeRows, trimRows } from "./repeat.js";
import { place } from "./wizard_steps.js";

// {draft, form}: the draft named after # in the address; null when this phone has none by that name.
export async function draftHere() {
  const { id } = place();
  const draft = id && await load(id);
  if (!draft) return null;
  const answer = await fetch(`/thu-tuc/${encodeURIComponent(draft.code)}/lam`, { credentials: "same-origin" });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const form = page.querySelector("#don");
  makeRows(form, draft.fields);
  put(form, draft.fields);
  trimRows(form);
  return { draft, form, groups: ask(form) };
}

// The answers that count: those of questions that are asked.
export function answersIn(form) {
  const asked = [...form.querySelectorAll("[data-field]")].filter((wrapper) => !wrapper.hidden).map(({ dataset }) => dataset.field);
  return Object.fromEntries(Object.entries(answersOf(form)).filter(([id]) => asked.includes(id)));
}

// Whether a paper's card is called for by these answers.
export const calledFor = (card, answers) => holds(JSON.parse(card.dataset.when ?? "null"), answers);
