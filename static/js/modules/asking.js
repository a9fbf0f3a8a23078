// Shows what is asked and hides what is not. A hidden question keeps its value on the phone but is disabled, so it is not sent.
import { answersOf, controlsOf, wrappersOf } from "./answers.js";
import { asked, askedInRow } from "./conditions.js";

const read = (element) => JSON.parse(element?.dataset.when ?? "null");

const question = (wrapper) => ({
  id: wrapper.dataset.field,
  when: read(wrapper),
  group: read(wrapper.closest("[data-group]")),
});

function show(wrapper, yes) {
  wrapper.hidden = !yes;
  for (const control of controlsOf(wrapper)) control.disabled = !yes;
}

function showRow(row, answers) {
  const wrappers = wrappersOf(row);
  const wanted = askedInRow(wrappers.map(question), answers, answersOf(row));
  for (const wrapper of wrappers) show(wrapper, wanted.has(wrapper.dataset.field));
}

// Returns the groups that have something to ask, in order.
export function ask(form) {
  const wrappers = wrappersOf(form);
  const answers = answersOf(form);
  const wanted = asked(wrappers.map(question), answers);
  const counting = Object.fromEntries(Object.entries(answers).filter(([id]) => wanted.has(id)));
  for (const wrapper of wrappers) {
    const yes = wanted.has(wrapper.dataset.field);
    show(wrapper, yes);
    if (yes) for (const row of wrapper.querySelectorAll("[data-row]")) showRow(row, counting);
  }
  return [...form.querySelectorAll("[data-group]")].filter((group) => {
    const inside = wrappersOf(group);
    return !inside.length || inside.some((wrapper) => !wrapper.hidden);
  });
}
