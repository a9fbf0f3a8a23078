// <div data-module="review_here" …>: everything that will be handed in, in words, read on this phone alone; then the last word:
// declared, perhaps signed, kept here and sent when there is a signal.
import * as acts from "../offline/acts.js";
import { update } from "../offline/drafts.js";
import { atCounter, mandate } from "../offline/helping.js";
import { papersOf } from "../offline/papers.js";
import { account } from "../offline/seal.js";
import { stay } from "../offline/room.js";
import { factsIn, inWords } from "./answer_words.js";
import { answersIn, calledFor, draftHere } from "./form_here.js";
import { make } from "./parts.js";
import { size } from "./sending_row.js";
import { pad } from "./signature.js";

const part = (page, name) => page.querySelector(`[data-part=${name}]`);

function section(title, lines) {
  const rows = lines.map(([label, words]) => make("div", "", make("dt", "", label), make("dd", "", words)));
  return make("section", "card answers", make("h2", "", title), make("dl", "", ...rows));
}

// The papers as the cards of the papers page name them.
async function papers(page, { draft, form }) {
  const answer = await fetch(`/thu-tuc/${encodeURIComponent(draft.code)}/giay-to`, { credentials: "same-origin" });
  const cards = new DOMParser().parseFromString(await answer.text(), "text/html").querySelectorAll("section[id^=giay-]");
  const { here, there } = await papersOf(draft.id);
  const called = [...cards].filter((card) => calledFor(card, answersIn(form)));
  return called.map((card) => {
    const mine = [...there, ...here].filter(({ slot }) => `giay-${slot}` === card.id);
    const words = mine.map(({ name, size: bytes }) => `${name} · ${size(bytes)}`).join("; ");
    return [card.querySelector("h2").textContent.trim(), words || ("needed" in card.dataset ? page.dataset.missing : "–")];
  });
}

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function refuse(page, words, control) {
  const error = part(page, "error");
  error.hidden = !words;
  error.querySelector("span").textContent = words;
  control?.focus();
}

// Consent and person first: the server keeps nothing of anybody before.
async function sign(page, { draft, form }, signature) {
  const asked = !mandate() && !part(page, "consent").hidden;
  if (asked) await acts.add({ kind: "consent", text: page.dataset.consent });
  const facts = !mandate() && (asked || !(await account())?.known) ? factsIn(form, draft) : null;
  const person = facts && await acts.add({ kind: "person", title: facts.full_name, facts });
  await update(draft.id, (kept) => ({ ...kept, finished: true }));
  await acts.add({
    kind: "submission", dossier: draft.id, title: draft.title, read: await digest(part(page, "read").textContent),
    declared: page.dataset.declared, signature, person: person?.id ?? null, fields: draft.fields, on_paper: atCounter(),
  });
}

function showRead(page, lines, listed) {
  const sections = lines.map(([title, said]) => section(title, said));
  part(page, "read").replaceChildren(...sections, ...(listed.length ? [section(page.dataset.papers, listed)] : []));
}

const beside = () => (atCounter() ? import("./read_over_counter.js") : import("./read_over_locked.js"));
const goOn = async (page) => (mandate() ? (await beside()).signed(page) : location.assign("/dang-cho"));

// Nothing is sent twice, and nothing before all of it stands there to be read.
function listen(page, form, here, drawn) {
  let busy = false;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const open = [...form.querySelectorAll("input[type=checkbox]")].find((box) => box.checkVisibility() && !box.checked);
    const unsigned = mandate() && !atCounter() && !drawn(); // on a helper's phone only their hand says that it was the citizen
    refuse(page, open ? page.dataset.agree : unsigned ? page.dataset.unsigned : "", open);
    if (open || unsigned || busy) return;
    busy = true;
    stay();
    await sign(page, here, drawn()).then(() => goOn(page), () => { busy = false; refuse(page, page.dataset.full); });
  });
}

export default async function reviewHere(page) {
  const here = await draftHere().catch(() => null);
  if (!here) {
    Object.assign(part(page, "lost"), { textContent: page.dataset.lost, hidden: false });
    return;
  }
  for (const name of ["edit", "papers"]) part(page, name).hash = here.draft.id;
  const lines = await inWords(here.form, here.groups, page.dataset.yes);
  const [listed, me] = await Promise.all([papers(page, here), account()]);
  showRead(page, lines, listed);
  const form = part(page, "sign");
  if (!form) return;
  part(page, "consent").hidden = Boolean(me?.agreed || mandate());
  listen(page, form, here, pad(part(page, "pad"), part(page, "again")));
  if (mandate()) (await beside()).guard(page);
  else form.hidden = false;
}
