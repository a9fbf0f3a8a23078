// Where the paper lies: the largest bright region of a small picture, if it has four corners. No DOM here.
import { area, convex } from "./geometry.js";

const LEAST = 0.18, MOST = 0.97; // of the picture
const APART = 32; // levels between paper and table, of 255: less is a guess
const FILLED = 0.93; // of its four corners' area: a round or torn thing is not a sheet
const ON_EDGE = 0.06; // of the picture's edge: more, and the sheet goes on outside

function greys({ data, width, height }) {
  const grey = new Uint8Array(width * height);
  for (let n = 0; n < grey.length; n += 1) grey[n] = (data[n * 4] * 77 + data[n * 4 + 1] * 150 + data[n * 4 + 2] * 29) >> 8;
  return grey;
}

// The level that parts bright from dark best, and how far apart their means are (Otsu 1979).
function parting(grey) {
  const count = new Float64Array(256);
  for (const level of grey) count[level] += 1;
  let all = 0;
  for (let level = 0; level < 256; level += 1) all += level * count[level];
  let below = 0, sum = 0, best = { spread: -1, level: 0, apart: 0 };
  for (let level = 0; level < 255; level += 1) {
    below += count[level];
    sum += level * count[level];
    const above = grey.length - below;
    if (!below || !above) continue;
    const apart = (all - sum) / above - sum / below;
    const spread = below * above * apart * apart;
    if (spread > best.spread) best = { spread, level, apart };
  }
  return best;
}

// → indices of the largest connected region brighter than the level.
function largest(grey, width, level) {
  const seen = new Uint8Array(grey.length);
  const queue = new Int32Array(grey.length);
  let found = queue.slice(0, 0);
  for (let start = 0; start < grey.length; start += 1) {
    if (seen[start] || grey[start] <= level) continue;
    let head = 0, tail = 0;
    const add = (n) => { if (!seen[n] && grey[n] > level) { seen[n] = 1; queue[tail] = n; tail += 1; } };
    add(start);
    while (head < tail) {
      const n = queue[head], x = n % width;
      head += 1;
      if (x > 0) add(n - 1);
      if (x < width - 1) add(n + 1);
      if (n >= width) add(n - width);
      if (n + width < grey.length) add(n + width);
    }
    if (tail > found.length) found = queue.slice(0, tail);
  }
  return found;
}

// Outermost points along both diagonals, how much of the picture's edge is touched, and the area with its letters filled in.
function outline(region, width, height) {
  const left = new Int32Array(height).fill(width), right = new Int32Array(height).fill(-1);
  const best = [[Infinity, 0, 0], [-Infinity, 0, 0], [-Infinity, 0, 0], [Infinity, 0, 0]];
  let edge = 0;
  for (const n of region) {
    const x = n % width, y = (n - x) / width;
    if (x < left[y]) left[y] = x;
    if (x > right[y]) right[y] = x;
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) edge += 1;
    if (x + y < best[0][0]) best[0] = [x + y, x, y];
    if (x - y > best[1][0]) best[1] = [x - y, x + 1, y];
    if (x + y > best[2][0]) best[2] = [x + y, x + 1, y + 1];
    if (x - y < best[3][0]) best[3] = [x - y, x, y + 1];
  }
  const filled = left.reduce((sum, from, y) => sum + Math.max(0, right[y] - from + 1), 0);
  return { corners: best.map(([, x, y]) => [x, y]), edge: edge / (2 * (width + height)), filled };
}

// A bit towards the middle: the edge itself is half table.
function inset(corners) {
  const [x, y] = [0, 1].map((axis) => corners.reduce((sum, corner) => sum + corner[axis] / 4, 0));
  return corners.map(([across, down]) => {
    const part = 0.7 / Math.hypot(x - across, y - down);
    return [across + (x - across) * part, down + (y - down) * part];
  });
}

// {data, width, height} RGBA of about 500 pixels → four corners in its pixels, or null when it is not sure.
export function findCorners(picture) {
  const { width, height } = picture;
  const grey = greys(picture);
  const { level, apart } = parting(grey);
  if (apart < APART) return null;
  const { corners, edge, filled } = outline(largest(grey, width, level), width, height);
  const part = area(corners) / (width * height);
  if (part < LEAST || part > MOST || edge > ON_EDGE || !convex(corners)) return null;
  return filled > FILLED * area(corners) && filled < area(corners) / FILLED ? inset(corners) : null;
}
