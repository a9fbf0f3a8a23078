// <div data-module="waiting_list" …words>: everything this phone has not sent yet, by dossier, each with its state in words and what
// the person can do; below it what was sent these days, and the room that is left.
import * as acts from "../offline/acts.js";
import * as drafts from "../offline/drafts.js";
import { watch } from "../offline/news.js";
import { waiting } from "../offline/outbox.js";
import { outlived } from "../offline/seal.js";
import { closedOnes } from "../offline/shut.js";
import { room } from "../offline/room.js";
import { hurry, putAway, resume } from "../offline/uploads.js";
import { fill, icon, make } from "./parts.js";
import { size } from "./sending_row.js";
import { Entry } from "./waiting_entry.js";

const LOW = 50 * 1024 * 1024;

const entries = new Map(); // id → Entry
let page = null;
let drawing = Promise.resolve();

const part = (name) => page.querySelector(`[data-part=${name}]`);

async function putAwayEntry({ kind, id }) {
  if (!confirm(page.dataset.sure)) return;
  if (kind === "document") await putAway(id);
  else if (kind === "draft") await drafts.forget(id);
  else await acts.forget(id);
  draw();
}

// The things of one dossier, in the order they are sent.
function things(now) {
  const found = new Map();
  const into = (dossier, thing) => found.set(dossier, [...found.get(dossier) ?? [], thing]);
  for (const act of now.acts.filter(({ dossier }) => !dossier)) into("", act);
  for (const draft of now.drafts) into(draft.id, { kind: "draft", ...draft });
  for (const file of now.files) into(file.dossier, { kind: "document", ...file });
  for (const act of now.acts.filter(({ dossier }) => dossier)) into(act.dossier, act);
  return found;
}

// Whether its draft needs the person first; papers wait only for one that the server does not have (offline/outbox.js).
const held = ({ kind }, [first]) => first.kind === "draft" && Boolean(first.refused) && kind !== "draft" && (kind !== "document" || first.revision === null);

function shown(thing, inside) {
  const known = entries.get(thing.id) ?? new Entry(thing, page.dataset, putAwayEntry);
  entries.set(thing.id, known);
  known.show(thing, held(thing, inside));
  return known.element;
}

async function cards() {
  const titles = new Map((await drafts.all()).map(({ id, title }) => [id, title]));
  return [...things(await waiting())].map(([dossier, inside]) => {
    const title = titles.get(dossier) || inside.find((thing) => thing.title)?.title || page.dataset.other;
    const card = make("section", "card", make("h2", "", title), ...inside.map((thing) => shown(thing, inside)));
    if (dossier) card.dataset.dossier = dossier;
    return card;
  });
}

async function doneCard() {
  const over = (await acts.all()).filter(({ state, kind }) => state === "done" && kind === "submission");
  part("done").hidden = !over.length;
  part("done").replaceChildren(make("h2", "", page.dataset.done), ...over.map(({ title, reference, to }) => {
    const link = make("a", "row", icon("done"), make("span", "", make("b", "", title), make("small", "", reference ?? "")), icon("go"));
    link.href = to;
    return link;
  }));
}

async function roomLine() {
  const now = await room();
  if (!now) return;
  part("room").textContent = `${fill(page.dataset.room, { used: size(now.used), quota: size(now.quota) })} ${now.free < LOW ? page.dataset.full : ""}`;
}

async function redraw() {
  if (await outlived()) location.reload(); // signed out, as it turned out: nothing of theirs stays in sight
  const made = await cards();
  const { others, locked } = await closedOnes().catch(() => ({ others: 0, locked: 0 }));
  part("list").replaceChildren(...made);
  part("lead").textContent = [made.length ? page.dataset.lead : others || locked ? "" : page.dataset.empty, others ? fill(page.dataset.closed, { n: others }) : ""].join(" ").trim();
  part("locked").hidden = !locked;
  part("locked").querySelector("small").textContent = fill(page.dataset.locked, { n: locked });
  part("now").hidden = !made.length && !others;
  await doneCard();
  await roomLine();
}

function draw() {
  drawing = drawing.then(redraw).catch((error) => console.error("waiting list", error));
  return drawing;
}

export default async function waitingList(element) {
  page = element;
  await draw();
  watch((news) => {
    const entry = entries.get(news.id);
    if (entry && (news.word === "sending" || news.word === "signal" || news.word === "busy")) entry.tell(news);
    else draw();
  });
  part("now").addEventListener("click", () => hurry().then(draw));
  await resume();
  await draw();
}
