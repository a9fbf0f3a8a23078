// Room on the phone, looked at before something is kept: copies of what was sent go first, the oldest of them; unsent work never.
import * as box from "./box.js";
import { copied } from "./drafts.js";

const SPARE = 4 * 1024 * 1024; // for the browser itself and what is typed meanwhile
const SEALED = 1.1;

// {used, quota, free} in bytes; null where the browser does not say.
export async function room() {
  const { usage, quota } = await navigator.storage?.estimate?.().catch(() => ({})) ?? {};
  return quota ? { used: usage, quota, free: Math.max(0, quota - usage) } : null;
}

// Asks the browser once not to clear this site away when the phone gets full.
export async function stay() {
  if (await navigator.storage?.persisted?.().catch(() => true)) return true;
  return await navigator.storage?.persist?.().catch(() => false) ?? false;
}

// Copies of what the server has, the oldest first: [shelf, id].
async function finished() {
  const acts = (await box.all("acts")).filter(({ state }) => state === "done").map(({ id, at }) => ["acts", id, at]);
  const drafts = (await box.all("drafts")).filter(copied).map(({ id, saved }) => ["drafts", id, saved]);
  return [...acts, ...drafts].sort(([, , one], [, , other]) => one - other);
}

// Whether `bytes` fit, after clearing what can go.
export async function makeRoom(bytes) {
  const wanted = bytes * SEALED + SPARE;
  let now = await room();
  if (!now || now.free >= wanted) return true;
  for (const [shelf, id] of await finished()) {
    await box.remove(shelf, id);
    now = await room();
    if (now.free >= wanted) return true;
  }
  return false;
}
