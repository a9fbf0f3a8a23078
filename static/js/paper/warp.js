// A sheet seen at an angle, drawn straight: strip by strip, so that the page stays alive on a slow phone.
import { blank, empty, pixels } from "./canvas.js";
import { homography, size } from "./geometry.js";

const STRIP = 64; // rows between two breaths

const breath = () => new Promise((resolve) => { setTimeout(resolve); });

// One strip of the result, from row `top` on; every pixel is mixed from the four around the place it comes from.
function strip(source, way, out, top, across, down) {
  const { data, width, height } = source;
  const [a, b, c, d, e, f, g, h] = way;
  const lastX = width - 1, lastY = height - 1;
  let at = 0;
  for (let row = 0; row < out.height; row += 1) {
    const v = (top + row + 0.5) / down;
    for (let column = 0; column < across; column += 1) {
      const u = (column + 0.5) / across;
      const below = g * u + h * v + 1;
      const x = Math.min(lastX, Math.max(0, (a * u + b * v + c) / below - 0.5));
      const y = Math.min(lastY, Math.max(0, (d * u + e * v + f) / below - 0.5));
      const left = x | 0, upper = y | 0;
      const fx = x - left, fy = y - upper;
      const one = (upper * width + left) * 4;
      const two = left < lastX ? one + 4 : one;
      const under = upper < lastY ? width * 4 : 0;
      for (let colour = 0; colour < 3; colour += 1) {
        const above = data[one + colour] + (data[two + colour] - data[one + colour]) * fx;
        const beneath = data[one + under + colour] + (data[two + under + colour] - data[one + under + colour]) * fx;
        out.data[at + colour] = above + (beneath - above) * fy;
      }
      out.data[at + 3] = 255;
      at += 4;
    }
  }
}

// Canvas (emptied here) and four corners on it → canvas of the straight page; tell(0 … 1) while it is drawn.
export async function warp(canvas, corners, longest, tell = () => {}) {
  const source = pixels(canvas);
  empty(canvas);
  const { width, height } = size(corners, longest);
  const way = homography(corners);
  const result = blank(width, height);
  const pen = result.getContext("2d", { willReadFrequently: true });
  for (let top = 0; top < height; top += STRIP) {
    const part = pen.createImageData(width, Math.min(STRIP, height - top));
    strip(source, way, part, top, width, height);
    pen.putImageData(part, 0, top);
    tell(Math.min(1, (top + STRIP) / height));
    await breath();
  }
  return result;
}
