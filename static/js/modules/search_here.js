// <div data-module="search_here" data-url data-nothing>: finds procedures among those this phone knows, when the page was opened
// without a signal: by words without accents, with a slip of the finger or two.
import { icon, make } from "./parts.js";

const MOST = 8;
const ENOUGH = 0.45;

export const norm = (text) => text.toLowerCase().replaceAll("đ", "d").normalize("NFD").replace(/\p{M}/gu, "").replace(/[^a-z0-9]+/g, " ").trim();

const pairs = (word) => new Set([...` ${word} `].map((sign, n, all) => sign + (all[n + 1] ?? "")).slice(0, -1));

// How alike two words are, 0…1: by the pairs of letters they share.
function alike(one, other) {
  if (one === other) return 1;
  const [a, b] = [pairs(one), pairs(other)];
  return (2 * [...a].filter((pair) => b.has(pair)).length) / (a.size + b.size);
}

// How well a text answers the words asked for: each finds its likest one.
export function score(words, text) {
  const there = text.split(" ");
  const found = words.map((word) => Math.max(...there.map((one) => alike(word, one))));
  const sum = found.filter((value) => value >= 0.6).reduce((total, value) => total + value, 0);
  return (sum / words.length) * (0.85 + 0.15 * Math.min(1, words.length / there.length));
}

// `known`: [{code, name, says: [normed texts]}] → the best first.
export function find(known, query, stop) {
  const words = norm(query).split(" ").filter(Boolean);
  const asked = words.filter((word) => !stop.includes(word));
  const ranked = known.map((one) => ({ ...one, points: Math.max(...one.says.map((text) => score(asked.length ? asked : words, text))) }));
  return ranked.filter(({ points }) => points >= ENOUGH).sort((a, b) => b.points - a.points).slice(0, MOST);
}

export default async function searchHere(box) {
  const query = new URLSearchParams(location.search).get("q")?.trim();
  if (!query || document.querySelector("main .results")) return; // the server has answered
  document.querySelector("#q").value = query;
  const { procedures, stop } = await (await fetch(box.dataset.url)).json();
  const found = find(procedures, query, stop);
  box.replaceChildren(...found.map(({ code, name, everyday }) => {
    const link = make("a", "row", icon("doc"), make("span", "", make("b", "", name), make("small", "", everyday)), icon("go"));
    link.href = `/thu-tuc/${encodeURIComponent(code)}`;
    return make("li", "", link);
  }));
  if (!found.length) box.replaceChildren(make("li", "row", box.dataset.nothing));
}
