// Drafts on the phone, as they are typed. No page in here.
//
// A draft: {id, code, title, fields, base, step, revision, hand, turn, filled, finished, refused, number, saved}. `revision` is the
// server's last known one (null: the server never had it) and `base` what the form was then, so what differs was changed here; `turn`
// counts up, so that the server knows a late sending for one; `finished`: filled in to the end, and not yet said to be right by the
// server; `refused`: {why, to} when only the person can go on.
import * as box from "./box.js";
import { home } from "./helping.js";
import { newId } from "./ids.js";
import { raise } from "./flag.js";
import { differing, same, byQuestion, withAnswers } from "./questions.js";

const SHELF = "drafts";

export const load = (id) => box.get(SHELF, id).catch(() => undefined);
export const closed = (id) => box.closed(SHELF, id).catch(() => false); // somebody else's
export const all = () => box.all(SHELF).catch(() => []);

export const forget = (id) => box.remove(SHELF, id).catch(() => undefined);

const NEW = { title: "", fields: {}, base: {}, step: "", revision: null, filled: false, finished: false, refused: null };
export const made = (draft) => ({ ...NEW, hand: newId().slice(0, 8), ...draft });

export const changed = ({ fields, base }) => differing(fields, base);
export const unsent = (draft) => (draft.revision === null ? Object.keys(draft.fields).length > 0 : changed(draft).length > 0) || draft.finished;
// A copy that may go: the server has all of it, and nothing in it waits for the person.
export const copied = (draft) => !unsent(draft) && !draft.refused;

// One after another, in all tabs and the worker: what is kept is never put back by who read it a moment before.
const alone = (id, act) => (navigator.locks ? navigator.locks.request(`draft ${id}`, act) : act());

// Throws where the phone keeps nothing: a private window, a full phone.
export const update = (id, change) => alone(id, async () => {
  const kept = await box.get(SHELF, id);
  const next = made({ ...change(kept), id, saved: Date.now() });
  next.turn = Math.max(kept?.turn ?? 0, next.turn ?? 0) + 1; // never again from one, though its copy went to make room
  await box.put(SHELF, next);
  raise();
  return next;
});

// Where it is put right: by who fills it in for themself, or in the home where it was begun.
export const toMend = ({ id, mandate }) => (mandate ? `${home()}#${mandate}` : `/ho-so/${id}/don`);

// What the server's answer to `sent` makes of the draft as it is now; what was typed meanwhile stays.
export function settled(now, sent, { revision, state, undecided = [], fields, stands }) {
  const theirs = fields ?? sent.fields;
  const untouched = Object.keys({ ...byQuestion(sent.fields), ...byQuestion(theirs) })
    .filter((name) => same(byQuestion(now.fields)[name], byQuestion(sent.fields)[name]));
  const taken = untouched.filter((name) => !undecided.includes(name));
  const base = withAnswers(theirs, sent.fields, undecided); // the server has this phone's answer too, beside the other one
  const wrong = stands === false ? { why: undecided.length ? "undecided" : "wrong", to: toMend(now) } : null;
  return {
    ...now, revision, state, base, undecided, fields: withAnswers(now.fields, theirs, taken),
    finished: now.finished && stands === undefined, refused: wrong,
  };
}

// The draft as the phone has it, with what the server has by now: what was changed here stays, and stays unsent.
export function caughtUp(now, theirs) {
  const { revision, state, undecided = [] } = theirs;
  const mine = changed(now);
  const asked = undecided.filter((name) => !mine.includes(name)); // the server has this phone's answer beside the other one
  return {
    ...now, state, undecided, revision: mine.length ? now.revision : revision,
    fields: withAnswers(theirs.fields, now.fields, [...mine, ...asked]),
    base: withAnswers(withAnswers(theirs.fields, now.base, mine), now.fields, asked),
  };
}

// After signing out: what the server has need not stay on a phone that others may use.
export async function forgetSent() {
  for (const draft of await all()) if (copied(draft)) await forget(draft.id);
}
