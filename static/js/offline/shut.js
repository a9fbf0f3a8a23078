// What lies here and whoever is here now can't open. No page in here.
import { THINGS, opened } from "./box.js";
import * as store from "./store.js";

// How many things: {others: of another account, locked: of a helper's evening, behind its PIN}.
export async function closedOnes() {
  const kept = (await Promise.all(THINGS.map((shelf) => store.all(shelf)))).flat();
  const shut = (await Promise.all(kept.map(async (one) => !await opened(one) && one.owner))).filter(Boolean);
  const locked = shut.filter((owner) => owner.startsWith("e-")).length;
  return { others: shut.length - locked, locked };
}
