// How alike two syllables are, in hundredths: webapp/procedures/likeness.py once more (docs/search.md).
import { sameTone } from "./wording.js";

const [SAME, BARE, CONFUSED_TONE, HALF_TYPED, OTHER_TONE, OTHER] = [100, 95, 95, 85, 60, 30];
const [SOUND, SLIP, SHORT_SLIP] = [80, 70, 55];
const [SHORTEST, LONG, LONGEST] = [3, 4, 12];
const ALIKE_SOUNDS = [
  [/y/g, "i"], [/^tr/, "ch"], [/^s/, "x"], [/^gi|^r/, "d"], [/^l/, "n"], [/^ngh/, "ng"], [/^gh/, "g"], [/^[kq]/, "c"],
  [/(nh|ng)$/, "n"], [/(ch|c)$/, "t"],
];
const letters = (text) => /^[a-z]+$/.test(text);
export const KNOWN = 85; // from here on what was typed is taken for a word, not for a slip

export const sound = (plain) => ALIKE_SOUNDS.reduce((said, [pattern, as]) => said.replace(pattern, as), plain);

// The word, and the word without one of its letters.
export function parts(plain) {
  if (plain.length < SHORTEST || plain.length > LONGEST || !letters(plain)) return [plain];
  return [plain, ...[...plain].map((_letter, place) => plain.slice(0, place) + plain.slice(place + 1))];
}

// Of two words of the same letters: accents count where somebody typed them.
export function sameLetters(said, written) {
  if (said.hats === written.hats && said.tone === written.tone) return SAME;
  if (!said.marked) return BARE;
  if (said.hats !== written.hats) return said.hats === said.plain && said.tone === written.tone ? HALF_TYPED : OTHER;
  if (said.tone === 0) return HALF_TYPED;
  return sameTone(said.tone, written.tone) ? CONFUSED_TONE : OTHER_TONE;
}

// Of two words that sound alike or are one slip apart, half as much where the tones are others; 0 for all else.
export function otherLetters(said, written) {
  const by = said.tone === 0 || sameTone(said.tone, written.tone) ? 1 : 2;
  if (sound(said.plain) === sound(written.plain)) return Math.floor(SOUND / by);
  if (!letters(said.plain) || !oneSlip(said.plain, written.plain)) return 0;
  return Math.floor((Math.min(said.plain.length, written.plain.length) >= LONG ? SLIP : SHORT_SLIP) / by);
}

// One letter more, less, another, or two in the wrong order.
function oneSlip(one, other) {
  let start = 0;
  while (start < Math.min(one.length, other.length) && one[start] === other[start]) start += 1;
  const [a, b] = [one.slice(start), other.slice(start)];
  const turned = [...b.slice(0, 2)].reverse().join("");
  return a.slice(1) === b.slice(1) || a.slice(1) === b || a === b.slice(1) || (a.slice(0, 2) === turned && a.slice(2) === b.slice(2));
}
