// Everything that waits on this phone, brought to the server: in its order within a dossier, several dossiers side by side.
// Runs in a page (pump.js) and in the service worker, when the browser wakes it because the signal is back.
import * as acts from "./acts.js";
import { alone, comesAgain } from "./bring.js";
import { bringAct } from "./bring_act.js";
import { bringDraft } from "./bring_draft.js";
import { bringFile, news } from "./bring_file.js";
import * as drafts from "./drafts.js";
import * as files from "./files.js";
import { counted } from "./flag.js";
import { tell } from "./news.js";
import { account } from "./seal.js";
import { closedOnes } from "./shut.js";
import { who } from "./who.js";

const AT_ONCE = 3; // dossiers: a weak signal is not shared by too many

const byTime = (things) => things.sort((one, other) => one.at - other.at);
const goesOn = (word) => word === "done" || word === "needs";

// What waits: {drafts, files, acts}. What somebody who is not signed in has not filled in to the end stays on the phone.
export async function waiting() {
  const [known, kept, sent, said] = await Promise.all([account(), drafts.all(), files.all(), acts.all()]);
  return {
    drafts: kept.filter((draft) => draft.finished || draft.refused || (known && drafts.unsent(draft))),
    files: byTime(sent.filter(({ state }) => state !== "checking")),
    acts: byTime(said.filter(acts.waits)),
  };
}

// Consents, persons and mandates, before any dossier.
const first = (moved) => alone("me", async () => {
  for (const act of byTime((await acts.all()).filter(({ dossier, ...act }) => !dossier && acts.waits(act)))) {
    if (act.kind === "paper" && notGiven(act, await acts.all())) continue;
    const word = await bringAct(act);
    if (!goesOn(word)) return word;
    if (word === "done") moved();
  }
  return "done";
});

// Signed on this phone, and the server does not know of it yet: what is done under it waits.
const notGiven = ({ mandate }, said) => said.some((act) => act.kind === "mandate" && act.mandate === mandate && acts.waits(act));

// One dossier: its draft, its papers, its last word. What needs the person holds up the last word, and papers only where the server
// has no such dossier.
const line = (dossier, lastWord, moved) => alone(dossier, async () => {
  const draft = (await waiting()).drafts.some(({ id }) => id === dossier) ? await bringDraft(dossier) : "done";
  if (!goesOn(draft) || (draft === "needs" && (await drafts.load(dossier))?.revision === null)) return draft;
  for (const { id } of byTime((await files.all()).filter((file) => file.dossier === dossier && file.state === "sending"))) {
    const word = await bringFile(id, moved);
    if (!goesOn(word)) return word;
    if (word === "done") moved();
  }
  if (draft !== "done") return draft;
  for (const act of byTime((await acts.all()).filter((one) => lastWord && one.dossier === dossier && acts.waits(one)))) {
    const word = await bringAct(act);
    if (!goesOn(word)) return word;
    if (word === "done") moved();
  }
  return "done";
});

async function each(things, most, act) {
  const left = [...things];
  const words = [];
  const worker = async () => { while (left.length) words.push(await act(left.shift())); };
  await Promise.all(Array.from({ length: most }, worker));
  return words;
}

async function noSignal({ drafts: kept, files: sent, acts: said }) {
  const word = "signal";
  for (const file of sent.filter(({ state }) => state === "sending")) news(file, word);
  for (const { id, title, refused } of kept) if (!refused) tell({ kind: "draft", id, dossier: id, title, word });
  for (const { kind, id, dossier, title, state } of said) if (state === "waiting") tell({ kind, id, dossier, title, word });
  return { word: kept.length + sent.length + said.length ? "signal" : "done", moved: false };
}

async function goThrough() {
  let moved = false;
  const move = () => { moved = true; };
  const before = await first(move);
  if (before === "signal") return { word: before, moved };
  const now = await waiting();
  const things = [...now.drafts.map(({ id, mandate }) => ({ dossier: id, mandate })), ...now.files, ...now.acts];
  const dossiers = new Set(things.filter((one) => one.dossier && !(one.mandate && notGiven(one, now.acts))).map(({ dossier }) => dossier));
  const words = await each(dossiers, AT_ONCE, (dossier) => line(dossier, goesOn(before), move));
  const all = [before, ...words];
  return { word: all.find(comesAgain) ?? all.find((word) => word === "signin") ?? "done", moved };
}

export async function count() {
  const left = await waiting();
  counted(left.drafts.length + left.files.length + left.acts.length + (await closedOnes()).locked);
}

// One go through all of it → {word, moved}: "signal" or "busy" want another go, `moved` says that something got through.
export async function drain() {
  const me = await who();
  const result = me ? await goThrough() : await noSignal(await waiting());
  await acts.tidy();
  await count();
  return result;
}
