// <div data-module="papers_here" data-code>: papers photographed without a signal. Shows the cards that the draft's answers call for;
// the rows of what waits are those of the ordinary page (sending.js).
import { watch } from "../offline/news.js";
import { askServer, papersOf } from "../offline/papers.js";
import { answersIn, calledFor, draftHere } from "./form_here.js";
import { fill } from "./parts.js";
import sending, { hear } from "./sending.js";

// Required papers of which nothing lies here or has gone to the server.
async function missing(cards, dossier) {
  const { here, there } = await papersOf(dossier);
  const slots = new Set([...there, ...here.filter(({ state }) => state !== "refused")].map(({ slot }) => slot));
  return cards.filter((card) => "needed" in card.dataset && !slots.has(card.id.slice(5))).length;
}

export default async function papersHere(page) {
  const words = page.querySelector(".saved span");
  const here = await draftHere().catch(() => null);
  if (!here) { words.textContent = page.dataset.lost; return; }
  const { draft, form } = here;
  const answers = answersIn(form);
  const cards = [...page.querySelectorAll("section[id^=giay-]")].filter((card) => calledFor(card, answers));
  for (const card of cards) card.hidden = false;
  document.querySelector("[data-next]").hash = draft.id;
  const tell = async () => {
    const n = await missing(cards, draft.id);
    words.textContent = !cards.length ? page.dataset.none : n ? fill(page.dataset.missing, { n }) : page.dataset.all;
    words.parentElement.classList.toggle("ok", !n);
  };
  const box = page.querySelector("#gui");
  box.dataset.dossier = draft.id;
  sending(box);
  const show = async () => { for (const paper of (await papersOf(draft.id)).there) hear({ ...paper, kind: "document", dossier: draft.id, word: "taken" }); };
  watch((news) => { if (news.dossier === draft.id && news.kind === "document") tell(); });
  await show();
  await tell();
  if (!await askServer(draft)) return;
  await show();
  await tell();
}
