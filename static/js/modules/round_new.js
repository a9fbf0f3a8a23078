// Somebody new in a helper's evening: their card, how news reaches them, what for and how long. What was typed outlives a reload.
import { readCard } from "../offline/id_card.js";
import * as round from "../offline/round.js";
import { taken } from "./along_here.js";
import { make } from "./parts.js";

const CARD = ["full_name", "id_number", "birth_date", "gender", "residence", "old_id_number", "id_issue_date"];
const MOBILE = /^0[35789]\d{8}$/;

const digits = (text) => text.replace(/[\s.\-]/g, "");
const typed = (iso) => iso.replace(/^(\d{4})-(\d\d)-(\d\d)$/, "$3/$2/$1");

// «2/9/1960», «02091960» → 1960-09-02; "" for no such day.
function iso(text) {
  const found = /^(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})$/.exec(text.trim()) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text.trim());
  if (!found) return "";
  const [d, m, y] = found.slice(1).map(Number);
  const day = new Date(Date.UTC(y, m - 1, d));
  return day.getUTCDate() === d && day.getUTCMonth() === m - 1 && y >= 1900 && day <= Date.now() ? day.toISOString().slice(0, 10) : "";
}

let source = "typed";
let listening = false;
let want = null; // what is to be signed, as it was typed last

export const wanted = () => want;

// {name: words} of what is wrong.
function wrong(form, page) {
  const { full_name: name, id_number: id, birth_date: born, phone } = form.elements;
  const words = form.dataset;
  const found = {};
  if (!name.value.trim()) found.full_name = page.empty;
  if (!/^\d{12}$/.test(digits(id.value))) found.id_number = words.badId;
  if (!iso(born.value)) found.birth_date = words.badDate;
  if (form.elements.whose.value !== "none" && !MOBILE.test(digits(phone.value))) found.phone = words.badPhone;
  return found;
}

function mark(form, found) {
  for (const error of form.querySelectorAll(".q > .error")) {
    const name = error.id.slice(0, -6);
    error.textContent = found[name] ?? "";
    error.hidden = !found[name];
    const control = form.elements[name];
    if (control?.setAttribute) control.setAttribute("aria-invalid", String(Boolean(found[name])));
  }
  const first = Object.keys(found)[0];
  if (first) form.elements[first].focus();
  return !first;
}

function facts(form) {
  const said = Object.fromEntries(CARD.map((name) => [name, form.elements[name].value.trim()]));
  return { ...said, id_number: digits(said.id_number), birth_date: iso(said.birth_date), source };
}

function choices(page, name, options) {
  const rows = options.map(([value, words], n) => {
    const input = Object.assign(make("input", ""), { type: "radio", name, value, defaultChecked: n === 0 });
    return make("label", "choice", input, make("span", "", words));
  });
  const place = page.querySelector(`#${name}`);
  for (const row of place.querySelectorAll("label")) row.remove();
  place.append(...rows);
}

// → {id, called, who, phone, procedures, days, lang}
function asked(form, lang) {
  const { called, whose, phone, procedure, days } = form.elements;
  const who = facts(form);
  return {
    called: called.value.trim() || who.full_name, who, phone: whose.value === "none" ? "" : digits(phone.value),
    procedures: procedure.value ? [procedure.value] : [], days: Number(days.value), lang,
  };
}

function listen(page, place, form) {
  if (listening) return;
  listening = true;
  place.querySelector(".scan").addEventListener("card", (event) => {
    event.preventDefault();
    const found = readCard(event.detail);
    const words = place.querySelector("[data-words]");
    words.textContent = found ? words.dataset.found : words.dataset.other;
    if (!found) return;
    source = "card";
    for (const name of CARD) form.elements[name].value = name === "birth_date" ? typed(found[name]) : found[name] ?? "";
    form.elements.full_name.focus();
    form.dispatchEvent(new Event("input"));
  });
  form.addEventListener("input", () => { round.beginWith({ fields: fieldsOf(form), source }).catch(() => { /* full: it stands on the page */ }); });
  form.addEventListener("change", ({ target }) => { if (target.name === "whose") form.elements.phone.closest(".q").hidden = target.value === "none"; });
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!mark(form, wrong(form, page.dataset))) return;
    want = asked(form, page.dataset.lang);
    const known = (await round.households()).find((one) => one.facts?.id_number === want.who.id_number && one.state !== "needs");
    if (known) location.hash = known.id;
    else location.hash = "moi/ky";
  });
}

const fieldsOf = (form) => Object.fromEntries(new FormData(form));

// As it was left, or empty for the next one.
async function fillIn(form) {
  form.reset();
  const kept = await round.begun();
  source = kept?.source ?? "typed";
  for (const [name, value] of Object.entries(kept?.fields ?? {})) if (form.elements[name]) form.elements[name].value = value;
  form.elements.phone.closest(".q").hidden = form.elements.whose.value === "none";
}

export async function showNew(page, show) {
  const place = page.querySelector("[data-part=new]");
  const form = place.querySelector("form[data-part=person]");
  const { names, words } = await round.kit();
  const { lang } = page.dataset;
  choices(page, "procedure", [["", form.dataset.any], ...Object.keys(taken()).filter((code) => names[code]).map((code) => [code, names[code][lang]])]);
  choices(page, "days", Object.keys(words[lang]).map((n) => [n, n === "1" ? form.dataset.today : form.dataset.nDays.replace("{n}", n)]));
  await fillIn(form);
  listen(page, place, form);
  show("new");
}
