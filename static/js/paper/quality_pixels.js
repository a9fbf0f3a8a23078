// Light, size and tiles for quality.js, with Pillow's arithmetic: its luminance, its BOX resize (22 bits), its 3 x 3 filter.
export const SIDE = 1000; // of the longest side while measuring
export const TILE = 20;
const BITS = 22;

export function normal({ data, width, height }, side) {
  const grey = new Uint8Array(width * height);
  for (let to = 0, from = 0; to < grey.length; to++, from += 4) {
    grey[to] = (data[from] * 19595 + data[from + 1] * 38470 + data[from + 2] * 7471 + 0x8000) >> 16;
  }
  const longest = Math.max(width, height);
  if (longest <= side) return { data: grey, width, height };
  const shrunk = (length) => Math.max(1, Math.floor((2 * length * side + longest) / (2 * longest)));
  const across = narrowed(grey, width, height, shrunk(width));
  return { data: lowered(across, shrunk(width), height, shrunk(height)), width: shrunk(width), height: shrunk(height) };
}

// Which source pixels [first, end) make one pixel of the result: those whose middle lies in its box.
function box(place, scale, length) {
  const middle = (place + 0.5) * scale;
  const first = Math.max(0, Math.floor(middle - scale / 2 + 0.5));
  const end = Math.min(length, Math.floor(middle + scale / 2 + 0.5));
  let from = first;
  let to = end;
  const inverse = 1 / scale; // multiplied as Pillow does: at the very rim of a box division rounds otherwise
  while (from < to && (from - middle + 0.5) * inverse <= -0.5) from++;
  while (to > from && (to - 1 - middle + 0.5) * inverse > 0.5) to--;
  return { from, to, weight: Math.floor(0.5 + (1 / (to - from)) * 2 ** BITS) };
}

function narrowed(grey, width, height, wanted) {
  const result = new Uint8Array(wanted * height);
  const boxes = Array.from({ length: wanted }, (_, x) => box(x, width / wanted, width));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < wanted; x++) {
      const { from, to, weight } = boxes[x];
      let sum = 0;
      for (let at = y * width + from; at < y * width + to; at++) sum += grey[at];
      result[y * wanted + x] = Math.min(255, (sum * weight + (1 << (BITS - 1))) >> BITS);
    }
  }
  return result;
}

function lowered(grey, width, height, wanted) {
  const result = new Uint8Array(width * wanted);
  const sums = new Int32Array(width);
  for (let y = 0; y < wanted; y++) {
    const { from, to, weight } = box(y, height / wanted, height);
    sums.fill(0);
    for (let at = from * width; at < to * width; ) for (let x = 0; x < width; x++, at++) sums[x] += grey[at];
    for (let x = 0; x < width; x++) result[y * width + x] = Math.min(255, (sums[x] * weight + (1 << (BITS - 1))) >> BITS);
  }
  return result;
}

// The value below which this share of an ordered list lies; 0 of an empty one.
export function at(ordered, share) {
  return ordered.length ? ordered[Math.floor(share * (ordered.length - 1) + 0.5)] : 0;
}

export function histogram(data, width, column, row, shades) {
  shades.fill(0);
  for (let y = row * TILE; y < (row + 1) * TILE; y++) {
    const from = y * width + column * TILE;
    for (let place = from; place < from + TILE; place++) shades[data[place]]++;
  }
}

function among(shades, share) {
  let left = Math.floor(share * (TILE * TILE - 1) + 0.5);
  let shade = 0;
  while (left >= shades[shade]) left -= shades[shade++];
  return shade;
}

function perTile(data, width, columns, rows, shares) {
  const found = shares.map(() => new Uint8Array(columns * rows));
  const shades = new Int32Array(256);
  for (let tile = 0; tile < columns * rows; tile++) {
    histogram(data, width, tile % columns, Math.floor(tile / columns), shades);
    shares.forEach((share, which) => (found[which][tile] = among(shades, share)));
  }
  return found;
}

// How much light changes over two pixels, smoothed along the edge; beside: the next pixel across it, along: along it.
function slope({ data, width, height }, beside, along) {
  const result = new Uint8Array(width * height);
  for (let y = 1; y < height - 1; y++) {
    for (let p = y * width + 1; p < (y + 1) * width - 1; p++) {
      const after = data[p + beside - along] + 2 * data[p + beside] + data[p + beside + along];
      const before = data[p - beside - along] + 2 * data[p - beside] + data[p - beside + along];
      result[p] = Math.min(255, Math.floor(Math.abs(after - before) / 4 + 0.5));
    }
  }
  return result;
}

export function grid(grey) {
  const { width, height } = grey;
  const columns = Math.floor(width / TILE);
  const rows = Math.floor(height / TILE);
  const [low, tenth, high] = perTile(grey.data, width, columns, rows, [0.02, 0.1, 0.95]);
  const slopes = [slope(grey, 1, width), slope(grey, width, 1)].map((steep) => perTile(steep, width, columns, rows, [0.975])[0]);
  const light = high.length ? at(Uint8Array.from(high).sort(), 0.8) : 255; // too small to say
  const paper = [];
  high.forEach((shade, tile) => shade >= 0.6 * light && paper.push(tile));
  const spans = high.map((shade, tile) => shade - low[tile]);
  const strongest = at(Uint8Array.from(paper, (tile) => spans[tile]).sort(), 0.9); // of ink and paper
  const least = Math.max(18, Math.floor(strongest / 2));
  const inked = paper.filter((tile) => spans[tile] >= least); // a pale pattern is not ink
  return { columns, rows, tenth, high, low, spans, slopes, light, paper, strongest, inked };
}
