// A customer's visit at a counter: what lies here of it is sealed with the visit's key, which the server gives to this clerk's browser
// and only this tab keeps. What could not be sent stays sealed; the key comes again to the same clerk, to send it. No page in here.
import * as acts from "./acts.js";
import * as box from "./box.js";
import * as drafts from "./drafts.js";
import * as files from "./files.js";
import { evening, lock, mandate } from "./helping.js";
import { drain } from "./outbox.js";
import { SHELF, flag } from "./round.js";
import { settle } from "./round_end.js";
import { account, letGo } from "./seal.js";
import * as store from "./store.js";
import { read, tell } from "./sync.js";
import { who } from "./who.js";

const ownerOf = (visit) => `c-${visit}`;
const toTab = (name, value) => sessionStorage.setItem(name, value);
const midnight = () => new Date().setHours(24, 0, 0, 0);
const OF_VISITS = ["drafts", "uploads", "acts", "bodies", "households"];

// From now on this tab works for whoever sits there. No name stands in what the browser itself writes down (`said`).
export async function enter({ id, key, facts, said }) {
  const owner = ownerOf(id);
  await who();
  toTab("whose", (await account())?.id ?? "");
  toTab("mandate", id);
  toTab("evening", `${owner} ${key}`);
  toTab("helping", JSON.stringify(said));
  flag(midnight());
  const kept = await store.get(SHELF, owner);
  await store.put(SHELF, { ...kept, id: owner, evening: owner, visit: id, until: midnight() });
  const before = await box.get("households", id).catch(() => undefined);
  await box.put("households", { done: [], filed: {}, ...before, id, mandate: id, facts });
}

// The slip of a dossier, kept sealed with the rest: it is printed when the line is cut.
export async function keepSlip(dossier) {
  const home = await box.get("households", mandate());
  if (!home || home.slips?.[dossier]) return;
  const said = await read(`/api/khach/phieu/${dossier}`);
  if (said) await box.put("households", { ...await box.get("households", mandate()), slips: { ...home.slips, [dossier]: said } });
}

export const slips = async () => Object.values((await box.get("households", mandate()).catch(() => null))?.slips ?? {});

// Whether the clerk said that they are done, and the server could not be told.
export const over = async (visit) => Boolean((await store.get(SHELF, ownerOf(visit)))?.over);
export async function markOver(visit) {
  const kept = await store.get(SHELF, ownerOf(visit));
  if (kept) await store.put(SHELF, { ...kept, over: true });
}

// Nothing opens in this tab any more.
export const leave = lock;

// What of this tab's visit is not on the server: [{kind, …}]. What has arrived goes from here.
export async function left() {
  for (const draft of await drafts.all()) if (draft.mandate && drafts.copied(draft)) await drafts.forget(draft.id);
  await files.forgetArrived();
  const [begun, sent, said] = await Promise.all([drafts.all(), files.all(), acts.all()]);
  return [...begun.map((one) => ({ kind: "draft", ...one })), ...sent.map((one) => ({ kind: "document", ...one })), ...said.filter(acts.waits)]
    .filter((one) => one.mandate && ownerOf(one.mandate) === evening()[0]);
}

// One go at sending all of it. → what is left.
export async function bring() {
  await drain().catch(() => { /* left says so */ });
  await settle();
  return left();
}

const removeOf = async (owner) => {
  for (const shelf of OF_VISITS) {
    for (const thing of await store.all(shelf)) if (thing.owner === owner) await store.remove(shelf, thing.id);
  }
  await store.remove(SHELF, owner);
};

// All of it is sent. → whether nothing else lies in this browser that somebody would miss.
export async function forget(visit) {
  await removeOf(ownerOf(visit));
  const others = await Promise.all(OF_VISITS.map((shelf) => store.count(shelf)));
  if (!await store.count(SHELF)) flag(0);
  return others.every((number) => !number);
}

// Work of earlier visits that still lies here goes on, as far as it is this clerk's.
export async function bringEarlier() {
  const kept = (await store.all(SHELF)).filter(({ visit }) => visit);
  if (!kept.length) return;
  const { status, said } = await tell("POST", "/api/khach/khoa", { visits: kept.map(({ visit }) => visit) });
  for (const { visit } of status === 200 ? kept : []) {
    if (!said.keys[visit]) continue;
    toTab("evening", `${ownerOf(visit)} ${said.keys[visit]}`);
    if (!(await bring()).length) await forget(visit);
  }
  lock();
}

// The browser's own stores of this site, all of them: asked for in words besides the server's header.
export async function wipe() {
  lock();
  const launcher = sessionStorage.getItem("launcher"); // nobody's
  sessionStorage.clear();
  if (launcher) sessionStorage.setItem("launcher", launcher);
  await letGo();
  for (const { name } of await indexedDB.databases?.() ?? []) indexedDB.deleteDatabase(name);
  for (const name of await caches.keys()) await caches.delete(name);
}
