// Pages made smaller until all of them together stay under what may be sent.
import { open, pixels, used } from "./canvas.js";
import { reasons } from "./quality.js";

const STEPS = [[1900, 0.78], [1700, 0.7], [1500, 0.62], [1300, 0.55], [1100, 0.5], [950, 0.42]]; // longest side, quality; below, small print is lost
const HEAD = 1000, A_PAGE = 800; // bytes of a PDF around its pictures, at most

const weight = (pages) => pages.reduce((sum, { jpeg: { size } }) => sum + size + A_PAGE, HEAD);

async function smaller(page, longest, quality, rules) {
  const canvas = await open(page.jpeg, longest);
  const { width, height } = canvas;
  const found = rules ? reasons(pixels(canvas), rules) : []; // judged again: what was clear when large may not be now
  return { jpeg: await used(canvas, quality), width, height, found };
}

// [{jpeg, size: {width, height}, found}] → [{jpeg, width, height, found}] under `limit` bytes, or null when even the smallest
// are too many.
export async function fit(pages, limit, rules, tell = () => {}) {
  const full = pages.map(({ jpeg: blob, size, found }) => ({ jpeg: blob, ...size, found }));
  let made = full;
  for (const [longest, quality] of STEPS) {
    if (weight(made) <= limit) return made;
    made = [];
    for (const page of full) {
      const less = await smaller(page, longest, quality, rules);
      made.push(less.jpeg.size < page.jpeg.size ? less : page);
      tell(made.length / full.length);
    }
  }
  return weight(made) <= limit ? made : null;
}
