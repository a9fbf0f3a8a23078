// Photographs made smaller before they are sent: a 4 MB picture costs a minute on a weak signal, 300 kB a few seconds.
const LONGEST = 2000; // A4 at about 170 dpi: small print stays readable
const QUALITY = 0.82;
const PICTURES = ["image/jpeg", "image/png", "image/webp"];

const draw = (picture) => {
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.imageSmoothingQuality = "high";
  pen.fillStyle = "#fff"; // what was transparent is paper
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
};

// → the smaller JPEG, upright, or the file as it was: not a picture, unreadable here, or not smaller.
export async function shrink(file) {
  if (!PICTURES.includes(file.type)) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = draw(picture);
    picture.close();
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", QUALITY); });
    canvas.width = 0; // old phones give the memory back only then
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg", lastModified: file.lastModified });
  } catch {
    return file; // the server reads more kinds of pictures than an old browser
  }
}
