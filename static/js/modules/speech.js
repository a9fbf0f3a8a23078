// The phone's own voices: which it has for a language, which one is liked, and reading pieces one after the other. Nothing is sent
// anywhere by us; a voice that its maker calls «not local» speaks from the maker's server, and says so (ways.js).
const speech = globalThis.speechSynthesis;
const USUAL = "0.92";

const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
export const keep = (name, value) => { try { localStorage.setItem(name, value); } catch { /* storage closed: for this page only */ } };

export const voices = (language) => (speech?.getVoices() ?? []).filter(({ lang }) => lang.replace("_", "-").toLowerCase().split("-")[0] === language);
export const voiceFor = (language) => voices(language).find(({ voiceURI }) => voiceURI === kept(`voice-${language}`)) ?? voices(language)[0];
export const rate = () => Number(kept("rate") ?? USUAL);
export const whenVoices = (call) => speech?.addEventListener?.("voiceschanged", call);

let reading = 0; // a new number each time, so that a stopped reading does not go on
let ended = null;

export function hush() {
  reading += 1;
  speech?.cancel();
  const end = ended;
  ended = null;
  end?.();
}

// `pieces`: [{text, …}], one utterance each (Chrome falls silent after about 15 seconds of one long one). `each(piece)` before it is
// said, `done()` once, at the end or when something else is read.
export function read(pieces, language, each, done) {
  hush();
  const mine = reading;
  ended = done;
  const queue = [...pieces];
  const next = () => {
    if (mine !== reading) return;
    const piece = queue.shift();
    if (!piece) { hush(); return; }
    each(piece);
    const utterance = new SpeechSynthesisUtterance(piece.text);
    Object.assign(utterance, { lang: language, voice: voiceFor(language), rate: rate(), onend: next, onerror: () => { if (mine === reading) hush(); } });
    speech.speak(utterance);
  };
  next();
}

addEventListener("pagehide", hush);
