// Strokes for quality.js: how high the letters are, and which strokes run out of the picture.
import { TILE } from "./quality_pixels.js";

const RIM = 5;
const STROKE = 25;
const REACH = 2; // letters are joined over gaps of four pixels
const LONGEST = 60;

export function textHeight({ data, width, height }, tiles) {
  const ink = new Uint8Array(width * height);
  for (const tile of tiles.inked) {
    const high = tiles.high[tile];
    if (tiles.spans[tile] < 0.2 * high) continue;
    const limit = Math.floor((high * 3 + tiles.low[tile]) / 4);
    const corner = Math.floor(tile / tiles.columns) * TILE * width + (tile % tiles.columns) * TILE;
    for (let y = 0; y < TILE; y++) {
      for (let p = corner + y * width; p < corner + y * width + TILE; p++) ink[p] = data[p] < limit ? 1 : 0;
    }
  }
  return middle(runs(joined(ink, width), width, height));
}

function joined(ink, width) {
  const result = new Uint8Array(ink.length);
  for (let p = 0; p < ink.length; p++) {
    if (!ink[p]) continue;
    const x = p % width;
    result.fill(1, p - Math.min(REACH, x), p + Math.min(REACH, width - 1 - x) + 1);
  }
  return result;
}

// How much ink stands in upright runs of each length. Row after row, since memory is read fastest that way.
function runs(ink, width, height) {
  const votes = new Float64Array(LONGEST + 1);
  const open = new Int32Array(width);
  const close = (x) => {
    if (open[x] >= 2 && open[x] <= LONGEST) votes[open[x]] += open[x];
    open[x] = 0;
  };
  for (let y = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, p++) {
      if (ink[p]) open[x]++;
      else if (open[x]) close(x);
    }
  }
  for (let x = 0; x < width; x++) close(x);
  return votes;
}

function middle(votes) {
  const half = votes.reduce((sum, each) => sum + each, 0) / 2;
  if (half < 200) return 0;
  let seen = 0;
  for (let length = 2; length <= LONGEST; length++) {
    seen += votes[length];
    if (votes[length] && seen >= half) return length + 0.5 - (seen - half) / votes[length];
  }
  return 0;
}

export function cut({ data, width, height }, { light, strongest }) {
  if (Math.min(width, height) < 10 * RIM) return 0;
  const stroke = Math.max(STROKE, Math.floor((strongest * 9) / 20));
  const along = (length, first, next, deeper) =>
    strokes(Uint8Array.from({ length }, (_, place) => darkest(data, first + place * next, deeper)), light, stroke);
  return Math.max(
    along(width, 0, 1, width),
    along(width, (height - RIM) * width, 1, width),
    along(height, 0, width, 1),
    along(height, width - RIM, width, 1),
  );
}

function darkest(data, start, deeper) {
  let least = 255;
  for (let depth = 0; depth < RIM; depth++) least = Math.min(least, data[start + depth * deeper]);
  return least;
}

function strokes(line, light, stroke) {
  const paper = 0.6 * light;
  let found = 0;
  let start = -1;
  let before = 0;
  line.forEach((shade, place) => {
    const beside = before || light;
    if (!(shade < 0.75 * beside && shade <= beside - stroke)) {
      if (start >= 0 && place - start <= 100 && shade >= paper) found++;
      start = -1;
      before = shade >= paper ? shade : 0;
    } else if (start < 0 && before) start = place;
  });
  return found;
}
