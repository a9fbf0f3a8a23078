// <div data-module="word_filter" data-none data-found><input>…<p role="status">: leaves only the words of the glossary that hold what is
// typed, with or without accents.
import { words } from "../search/wording.js";

const norm = (text) => words(text).map(({ plain }) => plain).join(" ");

export default function wordFilter(box) {
  const [input, said] = [box.querySelector("input"), box.querySelector("[role=status]")];
  const cards = [...document.querySelectorAll("[data-word]")].map((card) => ({ card, text: norm(card.dataset.word) }));
  const letters = [...document.querySelectorAll(".words")];

  input.addEventListener("input", () => {
    const asked = norm(input.value);
    let n = 0;
    for (const { card, text } of cards) {
      card.hidden = !text.includes(asked);
      n += !card.hidden;
    }
    for (const letter of letters) letter.hidden = !letter.querySelector("[data-word]:not([hidden])");
    document.querySelector(".letters").hidden = Boolean(asked);
    said.textContent = !asked ? "" : n ? box.dataset.found.replace("{n}", n) : box.dataset.none;
  });
}
