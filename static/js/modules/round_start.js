// The beginning of a helper's evening, with a signal: a PIN, and all that will be needed without one comes onto the phone. Later: the PIN.
import { hire } from "../offline/hire.js";
import { stay } from "../offline/room.js";
import * as round from "../offline/round.js";
import { read } from "../offline/sync.js";
import { who } from "../offline/who.js";
import { READER, base, keep, listed, ownReader, taken } from "./along_here.js";
import { fill } from "./parts.js";

const PAGES = ["/giup/buoi", "/dang-cho"];
const MINUTE_MS = 60_000;
const EASY = /^(\d)\1+$|^(?:012345|123456|234567|345678|456789|654321|543210)$/;

export function fail(form, words, control) {
  const error = form.querySelector("[data-error]");
  error.hidden = !words;
  error.querySelector("span").textContent = words;
  control?.focus();
}

// What is wrong with the two PINs, in words: [words, field]; none when they will do.
function wrong(form) {
  const { pin, again } = form.elements;
  const words = form.dataset;
  if (!/^\d{6}$/.test(pin.value)) return [words.six, pin];
  if (EASY.test(pin.value)) return [words.easy, pin];
  return pin.value === again.value ? null : [words.same, again];
}

async function take(form, lang) {
  const { rounds, journey } = await listed();
  const files = [...new Set([...rounds, ...journey, ...(await ownReader() ? [] : READER)])];
  const urls = [...files.map((path) => base + path), ...PAGES];
  const said = form.querySelector("[data-said]");
  const failed = await keep(urls, lang, ({ done }) => { said.textContent = fill(form.dataset.taking, { n: Math.floor((100 * done) / urls.length) }); });
  said.textContent = "";
  return !failed.length;
}

async function ready(form, page) {
  const words = form.dataset;
  if (!globalThis.crypto?.subtle) return words.insecure;
  if (!Object.keys(taken()).length) return words.noAlong;
  const found = wrong(form);
  if (found) { found[1].focus(); return found[0]; }
  stay();
  if (!(await who())?.signed_in || !await take(form, page.lang)) return words.failed;
  hire();
  const [kit, day] = [await read("/api/giup/buoi"), await read("/api/giup/buoi/den-nha")];
  if (!kit || !day) return navigator.onLine ? words.badge : words.failed;
  await round.begin({ ...kit, ...day }, form.elements.pin.value);
  return "";
}

export function begin(form, page, done) {
  const n = Object.keys(taken()).length;
  form.querySelector("[data-part=along]").textContent = n ? fill(form.dataset.along, { n }) : form.dataset.noAlong;
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    const words = await ready(form, page).catch(() => form.dataset.failed);
    busy = false;
    fail(form, words);
    if (words) return;
    form.reset();
    done();
  });
}

// <input> of a PIN in `form` → whether it is right; what is wrong is said.
export async function proven(form, page, open) {
  const input = form.querySelector("input[type=password]");
  const pin = input.value.trim();
  input.value = "";
  fail(form, "");
  const { right, rest } = await round.prove(pin, open);
  fail(form, right ? "" : rest ? fill(page.pinRest, { n: Math.ceil(rest / MINUTE_MS) }) : page.pinWrong, right ? null : input);
  return right;
}

export function askPin(place, page, done) {
  const form = place.matches("form") ? place : place.querySelector("form");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (await proven(form, page, true)) done();
  });
  place.querySelector("[data-forgotten]").addEventListener("click", async () => {
    const word = await round.recover();
    fail(form, word === "open" ? "" : word === "fresh" ? page.pinFresh : page.pinSignal);
    if (word === "open") done();
  });
}
