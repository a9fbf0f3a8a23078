// A question, held against what the catalogue knows: webapp/procedures/asked.py once more (docs/search.md).
import { total } from "./catalogue.js";
import { KNOWN, otherLetters, parts, sameLetters, sound } from "./likeness.js";
import { word } from "./wording.js";

const [JOINED, MOST_JOINED, MOST_PARTS] = [5, 30, 6];

// {kinds, near: id of a known word → [[place, likeness]], weights, total}
export function ask(catalogue, question) {
  const { wording } = catalogue;
  const words = wording.read(question).flatMap((typed) => apart(catalogue, typed)).slice(0, wording.numbers.words);
  const meant = words.map((one) => mayMean(catalogue, one));
  const near = new Map();
  meant.forEach((found, place) => {
    for (const [one, alike] of found) near.set(one, [...(near.get(one) ?? []), [place, alike]]);
  });
  const weights = words.map((one) => catalogue.weight(one));
  weights.push(...meant.slice(1).map((found, before) => pairWeight(catalogue, meant[before], found)));
  return { kinds: words.map((one) => wording.kind(one)), near, weights, total: total(weights) };
}

// How much of the question is met, 0 to 1.
export const share = (asked, met) => total(met.map((value, place) => value * asked.weights[place])) / asked.total / 100;

function mayMean({ vocabulary, byPlain, bySound, byPart }, said) {
  const found = new Map((byPlain.get(said.plain) ?? []).map((one) => [one, sameLetters(said, vocabulary[one])]));
  if (Math.max(0, ...found.values()) >= KNOWN) return found;
  const others = new Set([...(bySound.get(sound(said.plain)) ?? []), ...parts(said.plain).flatMap((part) => byPart.get(part) ?? [])]);
  for (const one of others) {
    const alike = otherLetters(said, vocabulary[one]);
    if (alike > (found.get(one) ?? 0)) found.set(one, alike);
  }
  return found;
}

function pairWeight(catalogue, ...found) {
  const { meant } = catalogue.wording.numbers;
  const [first, second] = found.map((all) => new Set([...all].filter(([, alike]) => alike >= meant).map(([one]) => catalogue.vocabulary[one].plain)));
  return Math.max(0, ...[...first].flatMap((one) => [...second].map((other) => catalogue.pairWeight(one, other))));
}

// «táchkhẩu», typed as one, in words that are known to stand side by side.
function apart(catalogue, said) {
  if (catalogue.byPlain.has(said.plain) || said.plain.length < JOINED || said.plain.length > MOST_JOINED) return [said];
  const cut = cutUp(catalogue, said.hats, "", MOST_PARTS);
  return cut.length ? cut : [said];
}

function cutUp(catalogue, text, before, most) {
  for (let end = before ? text.length : text.length - 1; most && end > 0; end -= 1) {
    const head = word(text.slice(0, end));
    if (catalogue.byPlain.has(head.plain) && (!before || catalogue.hasPair(before, head.plain))) {
      const rest = end < text.length ? cutUp(catalogue, text.slice(end), head.plain, most - 1) : [];
      if (rest.length || end === text.length) return [head, ...rest];
    }
  }
  return [];
}
