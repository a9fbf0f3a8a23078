// The quality gate on the phone (P4): webapp/documents/checking/quality.py in JavaScript, step by step, so that phone
// and server say the same. image: { data, width, height } as ImageData, and full: { width, height } where the picture
// that will be sent is larger than the data. rules: the thresholds, which the page brings.
import { SIDE, TILE, at, grid, histogram, normal } from "./quality_pixels.js";
import { cut, textHeight } from "./quality_strokes.js";

const ORDER = ["blur", "dark", "glare", "small", "cut"];

export function reasons(image, rules) {
  return judged(measures(image), rules);
}

export function judged(found, rules) {
  const wrong = {
    blur: found.inked >= rules.inked_least && found.sharp < rules.sharp_least,
    dark: found.light < rules.light_least,
    glare: found.glare > rules.glare_most,
    small: found.short_side < rules.short_side_least || (found.text > 0 && found.text < rules.text_least),
    cut: found.cut > rules.cut_most,
  };
  return ORDER.filter((reason) => wrong[reason]);
}

export function measures(image) {
  const full = image.full || image;
  const grey = normal(image, SIDE);
  const tiles = grid(grey);
  const longest = Math.max(full.width, full.height);
  return {
    ...sharpness(tiles),
    light: tiles.light,
    glare: glare(grey, tiles),
    short_side: Math.min(full.width, full.height),
    text: (textHeight(grey, tiles) * longest) / Math.max(grey.width, grey.height),
    cut: cut(grey, tiles),
  };
}

function sharpness({ paper, spans, slopes, strongest, inked }) {
  const tenth = (values) => at(Uint8Array.from(paper, (tile) => values[tile]).sort(), 0.1);
  const calmSpan = Math.min(tenth(spans), Math.floor(strongest / 4));
  let sharp = 1;
  for (const slope of slopes) {
    const calm = Math.min(tenth(slope), Math.floor(strongest / 8));
    const steep = Float64Array.from(inked, (tile) => Math.floor(((slope[tile] - calm) * 1000) / (spans[tile] - calmSpan))).sort();
    sharp = Math.min(sharp, Math.max(0, at(steep, 0.8)) / 1000);
  }
  return { sharp, inked: inked.length };
}

function glare(grey, tiles) {
  const level = at(Uint8Array.from(tiles.paper, (tile) => tiles.high[tile]).sort(), 0.5);
  if (level > 240) return 0; // white paper: a spot cannot be told
  const left = new Set(tiles.paper.filter((tile) => tiles.tenth[tile] >= 250));
  let largest = 0;
  while (left.size) {
    const { spot, rim } = takeSpot(left, tiles);
    if (rim.size && spot.length > largest && soft(rim, grey, tiles, level)) largest = spot.length;
  }
  return largest / Math.max(1, tiles.high.length);
}

function takeSpot(left, { columns, rows }) {
  const spot = [left.values().next().value];
  const rim = new Set();
  let border = false;
  left.delete(spot[0]);
  for (let next = 0; next < spot.length; next++) {
    const column = spot[next] % columns;
    const row = Math.floor(spot[next] / columns);
    border ||= column === 0 || column === columns - 1 || row === 0 || row === rows - 1;
    for (let x = Math.max(0, column - 1); x < Math.min(columns, column + 2); x++) {
      for (let y = Math.max(0, row - 1); y < Math.min(rows, row + 2); y++) {
        const near = y * columns + x;
        if (left.delete(near)) spot.push(near);
        else rim.add(near);
      }
    }
  }
  if (border) rim.clear();
  for (const tile of spot) rim.delete(tile);
  return { spot, rim };
}

function soft(rim, grey, tiles, level) {
  const lowest = level + Math.floor((255 - level) / 5);
  const shades = new Int32Array(256);
  let between = 0;
  for (const tile of rim) {
    histogram(grey.data, grey.width, tile % tiles.columns, Math.floor(tile / tiles.columns), shades);
    for (let shade = lowest; shade <= 249; shade++) between += shades[shade];
  }
  return between > 0.12 * rim.size * TILE * TILE;
}
