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

// Lets finished copies go until `enough`; → whether any went.
async function clear(enough) {
  const gone = [];
  for (const [shelf, id] of await finished()) {
    if (await enough()) break;
    gone.push(await box.remove(shelf, id));
  }
  return gone.length > 0;
}

const never = async () => false;

// Keeps something of so many bytes: with room made for it before, and once more after all that may go where the browser had promised
// more room than there is. Throws where nothing helps.
export async function withRoom(bytes, write) {
  const wanted = bytes * SEALED + SPARE;
  await clear(async () => ((await room())?.free ?? Infinity) >= wanted);
  try {
    return await write();
  } catch (error) {
    if (!await clear(never)) throw error;
    return write();
  }
}
