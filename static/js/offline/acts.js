// What a person decided on this phone and the server must hear once: a consent, who somebody is, the last word on a dossier.
//
// An act: {id, kind, dossier, mandate, at, state, refused, …}. `kind`: "consent" {text}, "person" {facts}, "mandate" {title, signed},
// "paper" {title}, "submission" {title, read, declared, signature, person, fields}; only the last belongs to a dossier. `state`: "waiting", "needs" (`refused` {why, to}: only the person
// can go on), "done" (`to`: where to look at it).
import * as box from "./box.js";
import { raise } from "./flag.js";
import { mandate } from "./helping.js";
import { newId } from "./ids.js";
import { withRoom } from "./room.js";

const SHELF = "acts";
const REMEMBERED_MS = 7 * 24 * 3600 * 1000;

export const all = () => box.all(SHELF).catch(() => []);
export const waits = ({ state }) => state === "waiting" || state === "needs";
export const forget = (id) => box.remove(SHELF, id).catch(() => undefined);

export async function add(act) {
  const kept = { id: newId(), at: Date.now(), state: "waiting", refused: null, dossier: null, mandate: mandate(), ...act };
  await withRoom(JSON.stringify(kept).length, () => box.put(SHELF, kept));
  raise();
  return kept;
}

export async function change(act, what) {
  const kept = { ...act, ...what };
  await box.put(SHELF, kept);
  return kept;
}

// What is done is remembered for a week, for the list.
export async function tidy() {
  for (const { id, state, at } of await all()) if (state === "done" && Date.now() - at > REMEMBERED_MS) await forget(id);
}
