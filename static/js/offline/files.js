// Files that wait on this phone until their arrival is confirmed. No page in here.
//
// A file: {id, dossier, slot, name, type, size, sha256, overruled, at, state, begun, what, mandate}. `id` is made here and becomes that of the
// upload and of the paper. `state`: "sending" (something of it is still only here; `begun`: the server may know of it), "checking"
// (every byte is there), "refused" (`what` says why; it stays until the person puts it away). `sha256` is hex, or null where the page
// is not secure. The contents lie apart: `contents(file)`.
import * as box from "./box.js";
import { raise } from "./flag.js";
import { mandate } from "./helping.js";
import { newId } from "./ids.js";
import { withRoom } from "./room.js";

const SHELF = "uploads";
const MOST_HASHED = 25 * 1024 * 1024; // the digest wants the whole file in memory

const onlyInMemory = new Map(); // a private window, a full phone: {file, blob}, for as long as this page stays open

export const get = async (id) => onlyInMemory.get(id)?.file ?? box.get(SHELF, id).catch(() => undefined);
export const all = async () => [...await box.all(SHELF).catch(() => []), ...[...onlyInMemory.values()].map(({ file }) => file)];
export const wouldBeLost = (id) => [...onlyInMemory.values()].some(({ file }) => file.state === "sending" && (!id || file.id === id));

// `file.blob`: kept by an earlier version.
export const contents = async (file) => onlyInMemory.get(file.id)?.blob ?? file.blob ?? box.body(file.id);

export async function put(file) {
  if (onlyInMemory.has(file.id)) onlyInMemory.get(file.id).file = file;
  else await box.put(SHELF, file);
  raise();
  return file;
}

export async function forget(id) {
  onlyInMemory.delete(id);
  await Promise.all([box.remove(SHELF, id), box.removeBody(id)]).catch(() => undefined);
}

async function digest(blob) {
  if (!globalThis.crypto?.subtle || blob.size > MOST_HASHED) return null;
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The contents first: a file that is listed has them.
async function shelve(file, blob) {
  try {
    await withRoom(blob.size, async () => {
      await box.putBody(file.id, blob);
      await box.put(SHELF, file);
    });
  } catch {
    await Promise.all([box.remove(SHELF, file.id), box.removeBody(file.id)]).catch(() => undefined);
    onlyInMemory.set(file.id, { file, blob });
  }
  raise();
  return file;
}

// A chosen file, onto the shelf before a byte of it is sent. A plain copy: what was picked may be taken from us by the phone.
export async function keep(picked, { dossier, slot, overruled = [] }) {
  const blob = new Blob([await picked.arrayBuffer()], { type: picked.type });
  return shelve({
    id: newId(), dossier, slot, name: picked.name, type: picked.type, size: blob.size, sha256: await digest(blob), overruled,
    at: Date.now(), state: "sending", begun: false, what: "", mandate: mandate(),
  }, blob);
}

// After signing out: what has arrived need not stay on a phone that others may use.
export async function forgetArrived() {
  for (const { id, state } of await all()) if (state === "checking") await forget(id);
}
