// Reads the page's main text (or data-of="#id") aloud in the page's language; hides itself on a phone without such a voice.
import { hush, read, voiceFor, whenVoices } from "./speech.js";

const BLOCKS = "h1,h2,h3,p,li,dt,dd,label,legend,summary,th,td,.row,.badge,figcaption";
const SILENT = "script,style,[hidden],[aria-hidden=true],[data-silent],.sr,dialog:not([open])";

const pieces = (place) => [...place.querySelectorAll(BLOCKS)]
  .filter((block) => !block.closest(SILENT) && block.checkVisibility?.() !== false && !block.parentElement.closest(BLOCKS))
  .map((block) => ({ block, text: block.innerText.replace(/\s+/g, " ").trim() }))
  .filter(({ text }) => text);

const unmark = () => document.querySelector(".reading")?.classList.remove("reading");

export default function readAloud(button) {
  const words = button.querySelector("span") ?? button;
  const usual = words.textContent;
  const language = document.documentElement.lang;
  const offer = () => { button.hidden = !voiceFor(language); };
  const each = ({ block }) => {
    unmark();
    block.classList.add("reading");
    block.scrollIntoView({ block: "nearest" });
  };
  const done = () => {
    words.textContent = usual;
    unmark();
  };

  offer();
  whenVoices(offer);
  addEventListener("hashchange", () => { if (words.textContent !== usual) hush(); }); // another step is shown
  button.addEventListener("click", () => {
    if (words.textContent !== usual) { hush(); return; }
    read(pieces(document.querySelector(button.dataset.of ?? "main")), language, each, done);
    words.textContent = button.dataset.stop;
  });
}
