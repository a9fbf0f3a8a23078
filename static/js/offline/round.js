// A helper's evening on this phone: whom it is about and what was done, sealed with a key of its own behind a PIN. No page in here.
//
// The PIN opens it for one tab (helping.js), until that is closed, locked, or midnight. What has reached the server goes at once, all
// that can be read at midnight; what could not be sent by then stays sealed, and the PIN sends it without showing it any more.
// A household: {id (of its mandate), mandate (the same), called, until, procedures, filed, facts, phone, state, paper, done}.
import * as box from "./box.js";
import { evening } from "./helping.js";
import { random, toHex, unwrap, wrap } from "./pin.js";
import { account, seal, unseal } from "./seal.js";
import * as store from "./store.js";
import { read, tell } from "./sync.js";

export const SHELF = "rounds";
const [KIT, NEXT] = ["kit", "next"];
const FLAG = "evening"; // in localStorage: until when; every page looks (app.js)
const [FREE, REST_MS] = [5, 60_000]; // PINs tried in a row, then a minute, two, four …

const text = new TextEncoder();
export const flag = (until) => { try { if (until) localStorage.setItem(FLAG, until); else localStorage.removeItem(FLAG); } catch { /* closed */ } };
export const mine = async () => { const me = await account(); return me && store.get(SHELF, me.id); };

// {word: "signed out", "none", "locked", "open", "over"; until, left: things that are still to be sent}
export async function standing() {
  if (!await account()) return { word: "signed out" };
  const kept = await mine();
  if (!kept) return { word: "none" };
  const open = kept.evening === evening()[0];
  const word = Date.now() >= kept.until ? "over" : open ? "open" : "locked";
  return { word, open, until: kept.until, left: await unsent(kept.evening) };
}

// How many things of an evening lie here, whether they can be read or not.
export async function unsent(owner) {
  const all = await Promise.all(["drafts", "uploads", "acts"].map((shelf) => store.all(shelf)));
  return all.flat().filter((thing) => thing.owner === owner).length;
}

const toTab = (name, value) => sessionStorage.setItem(name, value);

// The helper has the phone, whichever tab this is.
function openHere(whose, key) {
  toTab("evening", `${whose} ${key}`);
  localStorage.removeItem("held");
}

// A forgotten PIN must not shut in what is not sent: the server seals the key for this helper alone (rounds/recovery.py).
async function escrow(key) {
  const { status, said } = await tell("POST", "/api/giup/buoi/khoa", { key });
  if (status !== 200) throw new Error(`the key could not be sealed: ${status}`);
  return said.kept;
}

// `kit` as /api/giup/buoi gives it. A cheap phone's clock may be wrong: midnight is when the server says, counted by this clock.
export async function begin({ people, until, now, ...kit }, pin) {
  const me = await account();
  const behind = Date.parse(now) - Date.now();
  const midnight = Date.parse(until) - behind;
  const [owner, key] = [`e-${toHex(random(8))}`, toHex(random(32))];
  const locked = await seal(text.encode(JSON.stringify(await wrap(key, pin))), me.id);
  await store.put(SHELF, { ...locked, id: me.id, evening: owner, kept: await escrow(key), until: midnight, wrong: 0, rest: 0 });
  flag(midnight);
  openHere(owner, key);
  await box.put("households", { id: KIT, mandate: KIT, behind, ...kit });
  for (const one of people) await keep({ state: "active", ...one });
}

export const kit = () => box.get("households", KIT);
export const owner = () => evening()[0];

// Words that were changed meanwhile; without a signal the ones taken along.
export async function renewed() {
  const { people, until, now, ...fresh } = await read("/api/giup/buoi") ?? {};
  if (people) await box.put("households", { ...await kit(), behind: Date.parse(now) - Date.now(), ...fresh });
  return kit();
}
export const household = (id) => box.get("households", id);
export const households = async () => (await box.all("households")).filter(({ id }) => id !== KIT && id !== NEXT);

// What was typed of the next one, before anything was signed.
export const begun = () => box.get("households", NEXT);
export const beginWith = (typed) => (typed ? box.put("households", { ...typed, id: NEXT, mandate: NEXT }) : store.remove("households", NEXT));
export const keep = (one) => box.put("households", { done: [], filed: {}, ...one, mandate: one.id });

// One try at a time, and counted before it is looked at: two at once are two.
const oneByOne = (act) => (navigator.locks ? navigator.locks.request("pin", act) : act());

// → {right}, or {right: false, rest: ms to wait}. `open`: the evening is open for this tab from now on.
export const prove = (pin, open = false) => oneByOne(async () => {
  const kept = await mine();
  if (kept.rest > Date.now()) return { right: false, rest: kept.rest - Date.now() };
  const wrong = kept.wrong + 1;
  const pause = wrong % FREE === 0 ? REST_MS * 2 ** (wrong / FREE - 1) : 0;
  await store.put(SHELF, { ...kept, wrong, rest: pause ? Date.now() + pause : 0 });
  const wrapped = await unseal(kept);
  const key = wrapped && await unwrap(JSON.parse(new TextDecoder().decode(wrapped)), pin);
  if (!key) return { right: false, rest: pause };
  await store.put(SHELF, { ...kept, wrong: 0, rest: 0 });
  if (open) openHere(kept.evening, key);
  return { right: true, rest: 0 };
});

// The PIN is forgotten; → "open", "fresh" (to sign in anew first) or "signal".
export async function recover() {
  const kept = await mine();
  const { status, said } = await tell("POST", "/api/giup/buoi/mo", { kept: kept.kept });
  if (status !== 200) return said.why === "fresh" ? "fresh" : "signal";
  await store.put(SHELF, { ...kept, wrong: 0, rest: 0 });
  openHere(kept.evening, said.key);
  return "open";
}

// In somebody's home: from now on this tab works for them. `words`, and `back` for the way home, stand above every page meanwhile.
export function enter({ id }, words, back) {
  toTab("mandate", id);
  toTab("helping", JSON.stringify({ words, back }));
}

export function leave() {
  for (const name of ["mandate", "helping"]) sessionStorage.removeItem(name);
}
