// The form on the page read and written: flat values as they are kept and sent, and answers as `when` compares them.
const OWN = new Set(["id", "code", "revision", "luu"]); // names of the page itself, not questions

export const controlsOf = (place) => [...place.querySelectorAll("input[name],select[name],textarea[name]")];

export const wrappersOf = (place) => [...place.querySelectorAll("[data-field]")]
  .filter((wrapper) => wrapper.parentElement.closest("[data-row]") === place.closest("[data-row]"));

const questions = (form) => controlsOf(form).filter(({ name }) => !OWN.has(name));
const ticks = (control) => control.type === "checkbox" || control.type === "radio";

// {name: text or list of texts}; empty ones are left out, questions hidden for the moment are kept.
export function collect(form) {
  const fields = {};
  for (const control of questions(form)) {
    if (ticks(control) ? !control.checked : !control.value) continue;
    const { name, value } = control;
    fields[name] = name in fields ? [].concat(fields[name], value) : value;
  }
  return fields;
}

// The ward list follows its province: wards.js fetches it and then chooses what `wanted` says.
function putPlace(province, fields) {
  const ward = province.closest("[data-module~=wards]")?.querySelector("[data-ward]");
  const code = fields[ward?.name];
  if (!ward || !code || [...ward.options].some((option) => option.value === code)) return;
  ward.dataset.wanted = code;
  province.dispatchEvent(new Event("change", { bubbles: true }));
}

// Puts kept values back; what is not among them becomes empty. Rows must be there already (repeat.js).
export function put(form, fields) {
  for (const control of questions(form)) {
    const given = [].concat(fields[control.name] ?? []);
    if (ticks(control)) control.checked = given.includes(control.value);
    else if (given.length || !control.matches("[data-province]")) control.value = given[0] ?? "";
  }
  for (const province of form.querySelectorAll("[data-province]")) putPlace(province, fields);
}

// One question's answer for conditions: true, a text or a list; undefined = no answer.
function answer(wrapper) {
  const controls = controlsOf(wrapper);
  const chosen = controls.filter((control) => ticks(control) && control.checked).map(({ value }) => value);
  const { kind } = wrapper.dataset;
  if (kind === "checkbox") return chosen.length ? true : undefined;
  if (kind === "many") return chosen.length ? chosen : undefined;
  return controls.some(ticks) ? chosen[0] : controls[0]?.value.trim() || undefined;
}

export const answersOf = (place) => Object.fromEntries(wrappersOf(place)
  .filter((wrapper) => !wrapper.matches("[data-repeat]"))
  .map((wrapper) => [wrapper.dataset.field, answer(wrapper)])
  .filter(([, value]) => value !== undefined));
