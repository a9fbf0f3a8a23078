// <div data-module="ways" data-read="…" data-from="…">: how this phone shows and reads pages: stronger colours, one question at a time, which
// voice, how fast. Kept on this phone, told to nobody.
import { keep, rate, read, voiceFor, voices, whenVoices } from "./speech.js";
import { make } from "./parts.js";

const root = document.documentElement;
const language = root.lang;
const looks = () => new Set((root.dataset.look ?? "").split(" ").filter(Boolean));

function look(name, yes) {
  const all = looks();
  all[yes ? "add" : "delete"](name);
  root.dataset.look = [...all].join(" ");
  keep("look", root.dataset.look);
}

function choices(page) {
  const found = voices(language);
  page.querySelector("[data-none]").hidden = found.length > 0;
  page.querySelector("[data-some]").hidden = !found.length;
  const liked = voiceFor(language);
  page.querySelector("[data-voices]").replaceChildren(...found.map((voice) => {
    const input = Object.assign(make("input"), { type: "radio", name: "voice", value: voice.voiceURI, checked: voice === liked });
    const words = make("span", "", voice.name, ...(voice.localService ? [] : [make("small", "", page.dataset.from)]));
    return make("label", "choice", input, words);
  }));
}

export default function ways(page) {
  const test = () => read([{ text: page.dataset.read }], language, () => { /* short */ }, () => { /* said */ });
  for (const box of page.querySelectorAll("[data-look]")) {
    if (box.checked) look(box.dataset.look, true); // tapped before this was awake
    box.checked = looks().has(box.dataset.look);
    box.addEventListener("change", () => look(box.dataset.look, box.checked));
  }
  const speeds = [...page.querySelectorAll("[data-rate]")];
  const press = () => { for (const one of speeds) one.setAttribute("aria-pressed", String(Number(one.dataset.rate) === rate())); };
  for (const one of speeds) one.addEventListener("click", () => { keep("rate", one.dataset.rate); press(); test(); });
  page.querySelector("[data-voices]").addEventListener("change", ({ target }) => { keep(`voice-${language}`, target.value); test(); });
  page.querySelector("[data-test]").addEventListener("click", test);
  choices(page);
  press();
  whenVoices(() => choices(page));
}
