// A PDF of pictures, put together from pieces: the JPEGs go in as they are and are never copied. No DOM here.
const A4 = [595, 842]; // points

const points = (n) => Number(n.toFixed(2));

// The picture's own proportions, as large as fits on A4, upright or lying: printed, nothing is cut and nothing is stretched.
function box(width, height) {
  const [across, down] = width > height ? [A4[1], A4[0]] : A4;
  const scale = Math.min(across / width, down / height);
  return [points(width * scale), points(height * scale)];
}

function* objects(pages) {
  const kids = pages.map((_, n) => `${3 + n * 3} 0 R`).join(" ");
  yield ["<</Type/Catalog/Pages 2 0 R>>"];
  yield [`<</Type/Pages/Count ${pages.length}/Kids[${kids}]>>`];
  for (const [n, { jpeg, width, height }] of pages.entries()) {
    const [across, down] = box(width, height);
    const draw = `q ${across} 0 0 ${down} 0 0 cm /P Do Q`;
    yield [`<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${across} ${down}]/Resources<</XObject<</P ${5 + n * 3} 0 R>>>>/Contents ${4 + n * 3} 0 R>>`];
    yield [`<</Length ${draw.length}>>\nstream\n${draw}\nendstream`];
    yield [
      `<</Type/XObject/Subtype/Image/Width ${width}/Height ${height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${jpeg.size}>>\nstream\n`,
      jpeg, "\nendstream",
    ];
  }
}

// [{jpeg: Blob, width, height}] → Blob of a PDF 1.4 (ISO 32000-1, 7.5), a page a picture, without metadata.
export function pdf(pages) {
  const pieces = ["%PDF-1.4\n%\u00e9\u00e9\n"];
  const starts = [];
  let at = new Blob(pieces).size;
  const add = (...more) => {
    pieces.push(...more);
    at += more.reduce((sum, piece) => sum + (piece.size ?? piece.length), 0); // our own words are ASCII: a letter a byte
  };
  for (const body of objects(pages)) {
    starts.push(at);
    add(`${starts.length} 0 obj\n`, ...body, "\nendobj\n");
  }
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  const all = starts.length + 1;
  add(`xref\n0 ${all}\n0000000000 65535 f \n${table}trailer\n<</Size ${all}/Root 1 0 R>>\nstartxref\n${at}\n%%EOF\n`);
  return new Blob(pieces, { type: "application/pdf" });
}
