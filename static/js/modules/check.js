// Looks at one group before going on, by the constraints in its HTML, and says what is missing in plain words beside the question.
// Words stand on the form: data-empty, data-choose, data-bad, data-bad-date, data-bad-phone … (the question's kind).
import { answersOf, controlsOf, wrappersOf } from "./answers.js";
import { icon, make } from "./parts.js";
import { breaks } from "./rules.js";

const ticks = (control) => control.type === "checkbox" || control.type === "radio";
const required = (element) => element.required || "required" in element.dataset;
const camel = (kind) => kind.replace(/(^|_)(\w)/g, (_all, _start, letter) => letter.toUpperCase());
const words = ({ dataset }, kind) => dataset[`bad${camel(kind)}`] ?? dataset.bad ?? dataset.empty;

// 31/02/1990 has the shape of a date and is none.
function inCalendar(text) {
  const digits = /^\d{8}$/.test(text) ? [text.slice(0, 2), text.slice(2, 4), text.slice(4)] : text.split(/[^0-9]+/).filter(Boolean);
  const [day, month, year] = (digits[0]?.length === 4 ? [...digits].reverse() : digits).map(Number);
  if (digits.length !== 3) return true;
  const made = new Date(Date.UTC(year, month - 1, day));
  return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
}

function missing(control, question) {
  if (control.matches("[data-ward]")) return !control.value && !question.querySelector("[data-typed] input")?.value.trim();
  if (control.type === "radio") return !question.querySelector(`input[name="${CSS.escape(control.name)}"]:checked`);
  return ticks(control) ? !control.checked : !control.value.trim();
}

// The first wrong control of a question and what to say about it; null when all is well.
function wrong(form, question) {
  const controls = [...question.querySelectorAll("input,select,textarea")].filter((control) => !control.disabled && control.name);
  if (question.dataset.kind === "many" && required(question) && !controls.some((control) => control.checked)) {
    return { control: controls[0], say: form.dataset.choose ?? form.dataset.empty };
  }
  for (const control of controls) {
    if (required(control) && missing(control, question)) {
      return { control, say: (ticks(control) || control.matches("select") ? form.dataset.choose : null) ?? form.dataset.empty };
    }
    const kind = question.dataset.kind ?? control.type;
    const { patternMismatch, typeMismatch, tooLong } = control.validity;
    if (patternMismatch || typeMismatch || tooLong) return { control, say: words(form, kind) };
    if (kind.startsWith("date") && !inCalendar(control.value.trim())) return { control, say: words(form, "date") };
  }
  return null;
}

function clear(question) {
  const said = question.querySelector(":scope > .error");
  question.classList.remove("wrong");
  for (const control of question.querySelectorAll("[aria-invalid]")) {
    const ids = (control.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean);
    if (said && !ids.includes(said.id)) continue; // of a question inside this one
    control.removeAttribute("aria-invalid");
    const about = ids.filter((id) => id !== said?.id);
    if (about.length) control.setAttribute("aria-describedby", about.join(" "));
    else control.removeAttribute("aria-describedby");
  }
  said?.remove();
}

function tell(question, { control, say }) {
  const said = make("p", "error", icon("alert"), make("span", "", say));
  said.id = `${question.id || control.id || control.name}-error`;
  const before = question.querySelector(":scope > .hint:not(.after)")
    ?? question.querySelector(":scope > legend,:scope > label:not(.choice),:scope > .label");
  if (before) before.after(said);
  else question.prepend(said);
  question.classList.add("wrong");
  control.setAttribute("aria-invalid", "true");
  control.setAttribute("aria-describedby", [control.getAttribute("aria-describedby"), said.id].filter(Boolean).join(" "));
}

const leaves = (place) => [place, ...place.querySelectorAll(".q")].filter((question) => question.matches(".q") &&
  !question.querySelector(".q") && !question.matches("[data-repeat]") && !question.closest("[hidden]"));

const shown = (place, id) => wrappersOf(place).find((wrapper) => wrapper.dataset.field === id && !wrapper.hidden);
const typed = (wrapper) => (wrapper ? controlsOf(wrapper).find((control) => !ticks(control) || control.checked)?.value.trim() : "");

// Where a rule is looked at: the form, or each row of its group; and where its words go.
function places(form, rule) {
  const field = shown(form, rule.group ?? rule.field);
  if (!field || !rule.group) return field ? [{ field, place: form }] : [];
  const rows = [...field.querySelectorAll("[data-row]")];
  if (!rule.other) return [{ field, rows: rows.filter((row) => Object.keys(answersOf(row)).length) }];
  return rows.map((place) => ({ field: shown(place, rule.field), place })).filter((one) => one.field);
}

function given(rule, { field, place, rows }) {
  if (rows) return { rows: rows.length, ticked: rows.filter((row) => answersOf(row)[rule.field]).length };
  const decimal = controlsOf(field)[0]?.inputMode === "decimal";
  return { value: typed(field), other: rule.other ? typed(shown(place, rule.other)) : "", decimal };
}

// Rules across questions, where their question stands in this group: [{question, control, say}]
function brokenRules(form, group) {
  const answers = Object.fromEntries(Object.entries(answersOf(form)).filter(([id]) => shown(form, id)));
  return JSON.parse(form.dataset.rules ?? "[]").flatMap((rule) => places(form, rule)
    .filter((place) => group.contains(place.field) && breaks(rule, given(rule, place), answers))
    .map(({ field }) => ({ question: field, control: controlsOf(field)[0], say: rule.say })));
}

// Says everything that is wrong in the group (or in one question); returns the first control to put right, or null.
export function check(form, group) {
  let first = null;
  group.querySelectorAll("[data-repeat]").forEach(clear);
  for (const question of leaves(group)) {
    clear(question);
    const found = wrong(form, question);
    if (!found) continue;
    tell(question, found);
    first ??= found.control;
  }
  for (const found of brokenRules(form, group)) {
    if (found.question.matches(".wrong")) continue;
    tell(found.question, found);
    first ??= found.control;
  }
  return first;
}

// «02091985» left behind as 02/09/1985, to be read over. True when something was changed.
export function tidy(control) {
  const text = control.value?.trim() ?? "";
  if (!control.closest("[data-kind^=date]") || !/^\d{8}$/.test(text) || !inCalendar(text)) return false;
  control.value = `${text.slice(0, 2)}/${text.slice(2, 4)}/${text.slice(4)}`;
  return true;
}

// While somebody puts it right: the words go as soon as the answer stands.
export function recheck(form, question) {
  if (question?.matches(".wrong") && !wrong(form, question)) clear(question);
}
