// Pages made smaller until all of them together stay under what may be sent.
import { open, used } from "./canvas.js";

const STEPS = [[1900, 0.78], [1700, 0.7], [1500, 0.62], [1300, 0.55], [1100, 0.5], [950, 0.42]]; // longest side, quality; below, small print is lost
const HEAD = 1000, A_PAGE = 800; // bytes of a PDF around its pictures, at most

const weight = (pages) => pages.reduce((sum, { jpeg: { size } }) => sum + size + A_PAGE, HEAD);

async function smaller(page, longest, quality) {
  const canvas = await open(page.jpeg, longest);
  const { width, height } = canvas;
  return { jpeg: await used(canvas, quality), width, height };
}

// [{jpeg, size: {width, height}}] → [{jpeg, width, height}] under `limit` bytes, or null when even the smallest are too many.
export async function fit(pages, limit, tell = () => {}) {
  const full = pages.map(({ jpeg: blob, size }) => ({ jpeg: blob, ...size }));
  let made = full;
  for (const [longest, quality] of STEPS) {
    if (weight(made) <= limit) return made;
    made = [];
    for (const page of full) {
      const less = await smaller(page, longest, quality);
      made.push(less.jpeg.size < page.jpeg.size ? less : page);
      tell(made.length / full.length);
    }
  }
  return weight(made) <= limit ? made : null;
}
