// Whose things lie on this phone, and the keys that open them (AES-GCM, 256 bits; they cannot be read out of the browser).
//
// An account's key comes from the server after signing in and leaves with the session: what it sealed stays here unreadable until
// its owner signs in again. What is done before anybody signs in is sealed with a key of this browser's own («guest»); at signing
// in it becomes the account's, as the server does with drafts of this browser. A page goes on with the key it began with. What a helper
// does in somebody's home is sealed with the evening's key, which a PIN opens for one tab (round.js).
import { evening, lock, mandate, whose } from "./helping.js";
import * as store from "./store.js";

const SHELF = "keys";
const GUEST = "guest";
const KIND = { name: "AES-GCM", length: 256 };

const subtle = globalThis.crypto?.subtle; // none without HTTPS: then things lie open, as in any note on such a page
const held = new Map(); // owner → key, for the life of this page
const seen = new Set(); // whose key this page saw kept on the phone
let mine = null; // whose things this page makes

export const usable = (bytes) => subtle.importKey("raw", bytes, KIND, false, ["encrypt", "decrypt"]);
export const fromHex = (text) => Uint8Array.from(text.match(/../g), (pair) => Number.parseInt(pair, 16));

async function keyOf(owner) {
  const [theirs, hex] = evening();
  if (!held.has(owner) && owner === theirs) held.set(owner, await usable(fromHex(hex)));
  if (!held.has(owner)) {
    const kept = await store.get(SHELF, owner).catch(() => undefined);
    if (kept) { held.set(owner, kept.key); seen.add(owner); }
  }
  return held.get(owner);
}

// Kept before it is used: what is sealed with a key that found no room would be lost with the page.
async function guest() {
  if (await keyOf(GUEST)) return GUEST;
  const key = await subtle.generateKey(KIND, false, ["encrypt", "decrypt"]);
  await store.add(SHELF, { id: GUEST, key }).catch((error) => { if (error?.name !== "ConstraintError") throw error; }); // another tab was quicker
  await keyOf(GUEST);
  return GUEST;
}

// The account that is signed in as far as this phone knows: {id, agreed, known}; undefined for nobody.
export const account = async () => (await store.all(SHELF).catch(() => [])).find(({ id }) => id !== GUEST);

async function me() {
  mine ??= (mandate() && evening()[0]) || ((await account())?.id ?? await guest());
  return mine;
}

// → {owner, iv, sealed}: bytes that only their owner can open: `theirs`, or else who is here.
export async function seal(bytes, theirs) {
  if (!subtle) return { owner: "", sealed: bytes };
  const owner = theirs || await me();
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { owner, iv, sealed: await subtle.encrypt({ name: "AES-GCM", iv }, await keyOf(owner), bytes) };
}

// → the bytes; null when they are not for whoever is here.
export async function unseal({ owner, iv, sealed }) {
  if (!owner) return sealed;
  const key = await keyOf(owner);
  return key ? subtle.decrypt({ name: "AES-GCM", iv }, key, sealed).catch(() => null) : null;
}

let leaving = false; // this page signs out: a key that was on its way comes too late
let holding = Promise.resolve();

// Somebody is signed in; another account's key goes. `more`: what the phone should remember of them.
export function hold(owner, hex, more) {
  holding = take(owner, hex, more);
  return holding;
}

async function take(owner, hex, more) {
  if (!subtle || leaving) return;
  if (owner !== (await account())?.id) {
    if (whose() !== owner) {
      held.delete(evening()[0]); // nor does this tab open the evening of whoever was here before: their PIN does
      lock();
    }
    await letGo();
  }
  if (hex) held.set(owner, await usable(fromHex(hex)));
  const key = await keyOf(owner);
  if (key) await store.put(SHELF, { id: owner, key, ...more }).then(() => seen.add(owner));
  if (!mine || mine === GUEST) mine = owner;
}

// Whether this page still opens what is of somebody whose key has left the phone.
export async function outlived() {
  const here = (await store.all(SHELF).catch(() => [])).map(({ id }) => id);
  return [...seen].some((owner) => !here.includes(owner));
}

export const has = async (owner) => !subtle || Boolean(await keyOf(owner));
export const isGuest = (owner) => owner === GUEST;

// Signing out: the keys of accounts leave this phone, and no more come to this page.
export async function leave() {
  leaving = true;
  lock();
  await holding.catch(() => { /* no room for it: nothing to take back */ });
  await letGo();
}

// Nobody is signed in: the keys of accounts leave this phone.
export async function letGo() {
  for (const { id } of await store.all(SHELF).catch(() => [])) if (id !== GUEST) await store.remove(SHELF, id);
}
