// Files that wait on this phone until their arrival is confirmed. No page in here.
//
// A file: {id, dossier, slot, name, type, size, sha256, blob, overruled, at, state, begun, what}. `id` is made here and becomes that
// of the upload and of the paper. `state`: "sending" (something of it is still only here; `begun`: the server may know of it),
// "checking" (every byte is there), "refused" (`what` says why; it stays until the person puts it away). `sha256` is hex, or null
// where the page is not secure.
import { newId } from "./ids.js";
import * as store from "./store.js";

const SHELF = "uploads";
const FLAG = "unsent"; // read by app.js on every page, which looks into the shelf only then
const MOST_HASHED = 25 * 1024 * 1024; // the digest wants the whole file in memory

const onlyInMemory = new Map(); // a private window, a full phone: for as long as this page stays open

export const get = async (id) => onlyInMemory.get(id) ?? store.get(SHELF, id).catch(() => undefined);
export const all = async () => [...await store.all(SHELF).catch(() => []), ...onlyInMemory.values()];
export const wouldBeLost = () => [...onlyInMemory.values()].some(({ state }) => state === "sending");

async function raiseFlag() {
  try {
    if ((await all()).some(({ state }) => state !== "refused")) localStorage.setItem(FLAG, "1");
    else localStorage.removeItem(FLAG);
  } catch { /* storage closed: nothing outlives this page anyway */ }
}

export async function put(file) {
  try {
    if (onlyInMemory.has(file.id)) throw new Error("not on the shelf");
    await store.put(SHELF, file);
  } catch {
    onlyInMemory.set(file.id, file);
  }
  await raiseFlag();
  return file;
}

export async function forget(id) {
  onlyInMemory.delete(id);
  await store.remove(SHELF, id).catch(() => undefined);
  await raiseFlag();
}

async function digest(blob) {
  if (!globalThis.crypto?.subtle || blob.size > MOST_HASHED) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// A chosen file, onto the shelf before a byte of it is sent. A plain copy: what was picked may be taken from us by the phone.
export async function keep(picked, { dossier, slot, overruled = [] }) {
  const blob = new Blob([await picked.arrayBuffer()], { type: picked.type });
  return put({
    id: newId(), dossier, slot, name: picked.name, type: picked.type, size: blob.size, sha256: await digest(blob), blob, overruled,
    at: Date.now(), state: "sending", begun: false, what: "",
  });
}

// After signing out: what has arrived need not stay on a phone that others may use.
export async function forgetArrived() {
  for (const { id, state } of await all()) if (state === "checking") await forget(id);
}
