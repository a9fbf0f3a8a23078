// What is already known goes into empty questions (`fill` of docs/procedures.md): the person's facts, today, an earlier answer.
import { controlsOf, wrappersOf } from "./answers.js";
import { make } from "./parts.js";

const CARD = new Set(["full_name", "id_number", "old_id_number", "birth_date", "gender", "residence", "id_issue_date"]);

const asTyped = (value) => String(value).replace(/^(\d{4})-(\d{2})-(\d{2})$/, "$3/$2/$1");

const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());

function target(wrapper) {
  const controls = controlsOf(wrapper).filter((control) => !control.matches("[data-province]"));
  const empty = controls.every((control) => (control.type === "radio" || control.type === "checkbox" ? !control.checked : !control.value));
  if (!empty) return null;
  return wrapper.dataset.kind === "address" ? controls.find(({ name }) => name.endsWith("-detail")) : controls[0];
}

function set(wrapper, value) {
  const control = target(wrapper);
  if (!control) return false;
  if (control.type !== "radio") control.value = wrapper.dataset.kind?.startsWith("date") ? asTyped(value) : value;
  const chosen = control.type === "radio" && controlsOf(wrapper).find((one) => one.value === String(value));
  if (chosen) chosen.checked = true;
  return control.type === "radio" ? Boolean(chosen) : control.value !== "";
}

export function mark(wrapper, words) {
  if (!words || wrapper.querySelector(":scope > .hint.after")) return;
  const said = make("p", "hint after", words);
  wrapper.classList.add("known");
  wrapper.append(said);
  wrapper.addEventListener("input", () => { wrapper.classList.remove("known"); said.remove(); }, { once: true });
}

// `person` and `day` as /api/toi gives them (a cheap phone's clock may be wrong); fills and marks what was empty.
export function fillIn(form, person, day = today()) {
  for (const wrapper of wrappersOf(form)) {
    const [source, name] = (wrapper.dataset.fill ?? "").split(".");
    const value = source === "today" ? day : source === "person" ? person[name] : null;
    if (value && set(wrapper, value)) mark(wrapper, source === "today" ? "" : CARD.has(name) ? form.dataset.known : form.dataset.filled);
  }
}

// An answer given here a moment ago is offered again where it fits, when that question comes up.
export function fillFromAnswers(form, group) {
  for (const wrapper of wrappersOf(group)) {
    const [source, name] = (wrapper.dataset.fill ?? "").split(".");
    const earlier = source === "answers" && form.querySelector(`[data-field="${CSS.escape(name)}"]`);
    if (!earlier || earlier.hidden) continue;
    const given = controlsOf(earlier).find((control) => (control.type === "radio" ? control.checked : control.value));
    if (given) set(wrapper, given.value);
  }
}
