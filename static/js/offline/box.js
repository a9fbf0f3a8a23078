// Shelves whose things only their owner can open. Things have an `id`; nothing else of them stands in the open.
import { evening } from "./helping.js";
import { isGuest, seal, unseal } from "./seal.js";
import * as store from "./store.js";

export const THINGS = ["drafts", "uploads", "acts"];
const text = new TextEncoder();
const words = new TextDecoder();

export async function opened(kept) {
  if (!kept || !("sealed" in kept)) return kept; // kept by an earlier version, before things were sealed
  const bytes = await unseal(kept);
  return bytes ? JSON.parse(words.decode(bytes)) : undefined;
}

export const get = async (shelf, id) => opened(await store.get(shelf, id));

export async function all(shelf) {
  const found = await Promise.all((await store.all(shelf)).map(opened));
  return found.filter(Boolean);
}

const record = async (thing, owner) => ({ id: thing.id, ...await seal(text.encode(JSON.stringify(thing)), owner) });

// What is somebody's stays theirs, whoever writes it: a page goes on for a moment after their key has left the phone. What is done
// under a mandate is the evening's.
export async function put(shelf, thing) {
  const { owner } = await store.get(shelf, thing.id) ?? {};
  await store.put(shelf, await record(thing, isGuest(owner) ? "" : owner || (thing.mandate && evening()[0])));
}

export const remove = store.remove;

// Something lies here that whoever is here now can't open.
export async function closed(shelf, id) {
  const kept = await store.get(shelf, id);
  return Boolean(kept) && !await opened(kept);
}

// The contents of a file, sealed apart from what is known of it, so that saying how far it is does not write it anew.
export async function putBody(id, blob, owner) {
  const { sealed, ...rest } = await seal(await blob.arrayBuffer(), owner);
  await store.put("bodies", { id, ...rest, type: blob.type, sealed: new Blob([sealed]) });
}

export async function body(id) {
  const kept = await store.get("bodies", id);
  const bytes = kept && await unseal({ ...kept, sealed: await kept.sealed.arrayBuffer() });
  return bytes ? new Blob([bytes], { type: kept.type }) : undefined;
}

export const removeBody = (id) => store.remove("bodies", id);

// `theirs` signed in: what was done here before is theirs from now on.
export async function adopt(theirs) {
  for (const shelf of THINGS) {
    for (const kept of await store.all(shelf)) {
      const thing = isGuest(kept.owner) ? await opened(kept) : undefined;
      if (thing) await store.swap(shelf, kept, await record(thing, theirs));
    }
  }
  for (const { id, owner } of await store.all("bodies")) {
    const blob = isGuest(owner) ? await body(id) : undefined;
    if (blob) await putBody(id, blob, theirs);
  }
}
