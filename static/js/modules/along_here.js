// Procedures that were taken along on this phone (take_along.js): {code: day}.
const TAKEN = "along"; // in localStorage

export const taken = () => {
  try {
    return JSON.parse(localStorage.getItem(TAKEN) ?? "{}");
  } catch { return {}; }
};

export const remember = (codes) => {
  try {
    localStorage.setItem(TAKEN, JSON.stringify({ ...taken(), ...Object.fromEntries(codes.map((code) => [code, Date.now()])) }));
  } catch { /* storage closed: the pages are there all the same */ }
};

// What reads an ID card's code where the phone has no reader of its own.
export const READER = ["js/modules/find_code.js", "vendor/zxing-wasm/es/reader/index.js", "vendor/zxing-wasm/es/share.js", "vendor/zxing-wasm/reader/zxing_reader.wasm"];
export const ownReader = async () => (await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []) ?? []).includes("qr_code");

export const base = new URL("../../", import.meta.url).pathname; // /static/<version>/

// {journey, rounds, sizes, …} of the files as they are served now.
export const listed = async () => (await fetch(`${base}files.json`)).json();

// `tell({done, bytes})` as it comes; → [urls that did not come].
export async function keep(urls, lang, tell) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => (data.ended ? resolve(data.failed) : tell(data));
    active.postMessage({ do: "keep", urls, language: lang }, [port2]);
  });
}
