// What goes from a helper's phone, and when: what has reached the server, what was given up, everything that can be read at midnight.
import * as acts from "./acts.js";
import * as box from "./box.js";
import * as drafts from "./drafts.js";
import * as files from "./files.js";
import { evening, lock } from "./helping.js";
import { SHELF, flag, household, keep, leave, mine, unsent } from "./round.js";
import * as store from "./store.js";

// Given up by the helper, who was asked twice: a last word with what it was about, a paper, or all of a household.
export async function drop({ id, kind, dossier, mandate }) {
  const goes = (thing) => (kind === "mandate" ? thing.mandate === mandate : kind === "submission" && [thing.id, thing.dossier].includes(dossier));
  for (const draft of await drafts.all()) if (goes(draft)) await drafts.forget(draft.id);
  for (const file of await files.all()) if (goes(file)) await files.forget(file.id);
  for (const act of await acts.all()) if (act.id === id || goes(act)) await acts.forget(act.id);
  await box.removeBody(id);
  if (kind === "mandate") await store.remove("households", mandate);
}

// What the server has by now is noted where it belongs and goes from this phone.
export async function settle() {
  for (const act of (await acts.all()).filter(({ mandate, state }) => mandate && state === "done")) {
    const home = await household(act.mandate);
    if (home && act.given) await keep({ ...home, state: act.given.standing, until: act.given.until, paper: act.given.paper, known: act.given.known ?? home.known });
    if (home && act.kind === "submission") await keep({ ...home, done: [...home.done, { title: act.title, reference: act.reference }] });
    if (act.kind === "submission") await drafts.forget(act.dossier);
    await box.removeBody(act.id);
    await acts.forget(act.id);
  }
  for (const act of (await acts.all()).filter(({ mandate, refused }) => mandate && refused?.why === "stopped")) await stopped(act);
  await tidy();
}

// They took it back before this came: the server keeps it for them, the phone only that it was so.
async function stopped(act) {
  const home = await household(act.mandate);
  if (home) await keep({ ...home, state: act.refused.stopped, done: [...home.done, { title: act.title, kept: true }] });
  await drop(act);
}

const removeOf = async (owner, shelf) => {
  for (const thing of await store.all(shelf)) if (thing.owner === owner) await store.remove(shelf, thing.id);
};

// Midnight: nothing can be read any more, and the evening itself goes when all of it is sent.
export async function tidy() {
  for (const { id, evening: owner, until } of await store.all(SHELF)) {
    if (Date.now() < until) continue;
    await removeOf(owner, "households");
    const open = evening()[0] === owner;
    if (open) for (const draft of await drafts.all()) if (draft.mandate && drafts.copied(draft)) await drafts.forget(draft.id);
    if (await unsent(owner)) continue;
    await store.remove(SHELF, id);
    if (open) lock();
  }
  if (!await store.count(SHELF)) flag(0);
}

// The evening is over now; what is not sent goes on as after midnight.
export async function end() {
  const kept = await mine();
  if (kept) await store.put(SHELF, { ...kept, until: 0 });
  leave();
  await tidy();
}
