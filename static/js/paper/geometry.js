// Four corners on a picture: [[x, y], …] in pixels, clockwise from the result's upper left. No DOM here.
const distance = ([ax, ay], [bx, by]) => Math.hypot(ax - bx, ay - by);

export const frame = (width, height) => [[0, 0], [width, 0], [width, height], [0, height]];

// A quarter turn clockwise of the result: what was lower left is upper left then.
export const turned = (corners) => [corners[3], corners[0], corners[1], corners[2]];

// Every corner turns the same way and none is nearly flat: otherwise the paper would be folded over.
export function convex(corners) {
  return corners.every((b, n) => {
    const a = corners[(n + 3) % 4];
    const c = corners[(n + 1) % 4];
    const cross = (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
    return cross > 0.08 * distance(a, b) * distance(b, c);
  });
}

export const area = (corners) => corners.reduce((sum, [x, y], n) => {
  const [nextX, nextY] = corners[(n + 1) % 4];
  return sum + (x * nextY - nextX * y) / 2;
}, 0);

// → {width, height} of the straightened page: the longer of opposite sides, so that no letter gets smaller.
export function size([a, b, c, d], longest) {
  const width = Math.max(distance(a, b), distance(d, c));
  const height = Math.max(distance(b, c), distance(a, d));
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

// → [a … h] with x = (a·u + b·v + c) / (g·u + h·v + 1), y = (d·u + e·v + f) / (g·u + h·v + 1), for u and v from 0 to 1
// (Heckbert, Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3).
export function homography([[x0, y0], [x1, y1], [x2, y2], [x3, y3]]) {
  const dx1 = x1 - x2, dx2 = x3 - x2, dx = x0 - x1 + x2 - x3;
  const dy1 = y1 - y2, dy2 = y3 - y2, dy = y0 - y1 + y2 - y3;
  const below = dx1 * dy2 - dx2 * dy1;
  const g = (dx * dy2 - dx2 * dy) / below;
  const h = (dx1 * dy - dx * dy1) / below;
  return [x1 - x0 + g * x1, x3 - x0 + h * x3, x0, y1 - y0 + g * y1, y3 - y0 + h * y3, y0, g, h];
}

// A point of a picture of this size after `times` quarter turns clockwise of the picture.
export function turnedPoint(point, width, height, times) {
  let [x, y] = point;
  let [across, down] = [width, height];
  for (let n = 0; n < times; n += 1) {
    [x, y] = [down - y, x];
    [across, down] = [down, across];
  }
  return [x, y];
}
