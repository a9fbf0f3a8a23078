// A QR code in a picture: the phone's own reader where there is one, else zxing-wasm (fetched only now, from our own address).
const HOME = new URL("../../vendor/zxing-wasm/", import.meta.url).href;

async function native() {
  const { BarcodeDetector } = globalThis;
  if (!BarcodeDetector) return null;
  const formats = await BarcodeDetector.getSupportedFormats().catch(() => []);
  if (!formats.includes("qr_code")) return null;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  return async (canvas) => (await detector.detect(canvas))[0]?.rawValue ?? "";
}

async function ours() {
  const { prepareZXingModule, readBarcodes } = await import("../../vendor/zxing-wasm/es/reader/index.js");
  await prepareZXingModule({ overrides: { locateFile: (name) => `${HOME}reader/${name}` }, fireImmediately: true });
  const options = { formats: ["QRCode"], maxNumberOfSymbols: 1, tryHarder: true };
  return async (canvas) => {
    const picture = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return (await readBarcodes(picture, options))[0]?.text ?? "";
  };
}

// → async (canvas) → the code's text, or "".
export const reader = async () => (await native()) ?? ours();
