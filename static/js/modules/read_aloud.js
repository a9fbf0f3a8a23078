// Reads the page's main text (or data-of="#id") aloud in the page's language; hides itself on a phone without such a voice.
// One sentence block at a time: Chrome falls silent after about 15 seconds of one long utterance.
const BLOCKS = "h1,h2,h3,p,li,dt,dd,label,legend,summary,th,td,.row,.badge,figcaption";
const SILENT = "script,style,[hidden],[aria-hidden=true],[data-silent],.sr,dialog:not([open])";
const speech = globalThis.speechSynthesis;

const voiceFor = (language) => speech.getVoices().find((voice) => voice.lang.replace("_", "-").toLowerCase().startsWith(language));

const pieces = (place) => [...place.querySelectorAll(BLOCKS)]
  .filter((block) => !block.closest(SILENT) && block.checkVisibility?.() !== false && !block.parentElement.closest(BLOCKS))
  .map((block) => ({ block, text: block.innerText.replace(/\s+/g, " ").trim() }))
  .filter(({ text }) => text);

export default function readAloud(button) {
  const words = button.querySelector("span") ?? button;
  const usual = words.textContent;
  const language = document.documentElement.lang;
  let reading = 0; // a new number each time, so that a stopped reading does not go on

  const offer = () => { button.hidden = !(speech && voiceFor(language)); };
  const stop = () => {
    reading += 1;
    speech.cancel();
    words.textContent = usual;
    document.querySelector(".reading")?.classList.remove("reading");
  };
  const say = (queue, mine) => {
    document.querySelector(".reading")?.classList.remove("reading");
    if (mine !== reading) return;
    const next = queue.shift();
    if (!next) { stop(); return; }
    next.block.classList.add("reading");
    next.block.scrollIntoView({ block: "nearest" });
    const utterance = new SpeechSynthesisUtterance(next.text);
    utterance.lang = language;
    utterance.voice = voiceFor(language);
    utterance.rate = 0.92;
    utterance.onend = () => say(queue, mine);
    utterance.onerror = () => { if (mine === reading) stop(); };
    speech.speak(utterance);
  };

  offer();
  speech?.addEventListener?.("voiceschanged", offer);
  addEventListener("pagehide", () => speech?.cancel());
  addEventListener("hashchange", () => { if (words.textContent !== usual) stop(); }); // another step is shown
  button.addEventListener("click", () => {
    if (words.textContent !== usual) { stop(); return; }
    stop();
    words.textContent = button.dataset.stop;
    say(pieces(document.querySelector(button.dataset.of ?? "main")), reading);
  });
}
