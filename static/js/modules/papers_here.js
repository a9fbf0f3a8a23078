// <div data-module="papers_here" data-code>: papers photographed without a signal. Shows the cards that the draft's answers call for;
// the rows of what waits are those of the ordinary page (sending.js).
import { all } from "../offline/files.js";
import { watch } from "../offline/news.js";
import { answersIn, calledFor, draftHere } from "./form_here.js";
import { fill } from "./parts.js";
import sending from "./sending.js";

// Required papers of which nothing lies here or has gone to the server.
async function missing(cards, dossier, sent) {
  const there = new Set([...sent, ...(await all()).filter((file) => file.dossier === dossier && file.state !== "refused").map(({ slot }) => slot)]);
  return cards.filter((card) => "needed" in card.dataset && !there.has(card.id.slice(5))).length;
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
  const sent = new Set(); // by now confirmed by the server
  const tell = async () => {
    const n = await missing(cards, draft.id, sent);
    words.textContent = !cards.length ? page.dataset.none : n ? fill(page.dataset.missing, { n }) : page.dataset.all;
    words.parentElement.classList.toggle("ok", !n);
  };
  const box = page.querySelector("#gui");
  box.dataset.dossier = draft.id;
  sending(box);
  watch((news) => {
    if (news.dossier !== draft.id || news.kind !== "document") return;
    if (news.word === "taken") sent.add(news.slot);
    tell();
  });
  await tell();
}
