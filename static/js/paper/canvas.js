// Pictures in and out of canvases. A canvas is emptied as soon as it was read: old phones give the memory back only then.
const MOST_PIXELS = 50e6; // decoded, 200 MB: more than a small phone has; such a picture goes to the server as it is

export const LONGEST = 2000; // A4 at about 170 dpi: small print stays readable
export const QUALITY = 0.85;

export function blank(width, height) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  return canvas;
}

export const empty = (canvas) => { canvas.width = 0; canvas.height = 0; };

export const pixels = (canvas) => canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height);

// The picture of a canvas or bitmap, at most `longest` pixels long, on white: what was transparent is paper.
export function copy(picture, width, height) {
  const canvas = blank(width, height);
  const pen = canvas.getContext("2d", { willReadFrequently: true });
  pen.imageSmoothingQuality = "high";
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, width, height);
  pen.drawImage(picture, 0, 0, width, height);
  return canvas;
}

export function within(width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
}

// → JPEG Blob. Nothing of the file it came from survives, neither place nor time.
export async function encode(canvas, quality = QUALITY) {
  const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", quality); });
  if (!blob) throw new Error("no memory for this picture");
  return blob;
}

// The same; the canvas is empty afterwards.
export const used = (canvas, quality) => encode(canvas, quality).finally(() => empty(canvas));

async function bitmap(blob, image, width, height) {
  try {
    // smaller while decoding: the full picture need not stand beside the small one
    return await createImageBitmap(blob, { imageOrientation: "from-image", resizeWidth: width, resizeHeight: height, resizeQuality: "high" });
  } catch {
    await image.decode(); // a browser without these options, or one that shows more kinds than it makes bitmaps of
    return image;
  }
}

// Blob → upright canvas of at most `longest` pixels, or null: not a picture this browser can read.
export async function open(blob, longest = LONGEST) {
  const address = URL.createObjectURL(blob);
  const image = new Image();
  try {
    await new Promise((resolve, reject) => { image.onload = resolve; image.onerror = reject; image.src = address; });
    if (!image.naturalWidth || image.naturalWidth * image.naturalHeight > MOST_PIXELS) return null;
    const [width, height] = within(image.naturalWidth, image.naturalHeight, longest);
    const picture = await bitmap(blob, image, width, height);
    const canvas = copy(picture, width, height);
    picture.close?.();
    return canvas;
  } catch {
    return null;
  } finally {
    image.removeAttribute("src");
    URL.revokeObjectURL(address);
  }
}
