// <form data-module="take_along" …words>: procedures chosen to be on this phone without a signal. How much it is stands on the button
// before it is tapped; the service worker fetches and keeps (worker/keeping.js).
import { hire } from "../offline/hire.js";
import { stay } from "../offline/room.js";
import { who } from "../offline/who.js";
import { READER, base, keep, listed, ownReader, remember, taken } from "./along_here.js";
import { fill } from "./parts.js";
import { size } from "./sending_row.js";

const AT_ONCE = 12;
const SHARED = 5000; // bytes of a page that every procedure shares, about

const day = (time) => new Intl.DateTimeFormat(document.documentElement.lang || "vi", { dateStyle: "short" }).format(time);

// → [{urls, bytes}]; what all procedures share weighs little beside the files.
async function ask(codes) {
  const parts = [];
  for (let n = 0; n < codes.length; n += AT_ONCE) {
    const some = codes.slice(n, n + AT_ONCE).map((code) => `ma=${encodeURIComponent(code)}`);
    const said = await (await fetch(`/mang-theo/co.json?${some.join("&")}`)).json();
    parts.push(...Object.values(said.procedures));
    if (!n) parts.push({ urls: said.common, bytes: said.common.length * SHARED });
  }
  return parts;
}

// The files of the journey, as the worker's list names them, and what the network still has to bring of them.
async function files(withReader) {
  const { journey, sizes = {} } = await listed();
  const wanted = [...new Set([...journey, ...(withReader ? READER : [])])];
  return { urls: wanted.map((path) => base + path), bytes: wanted.reduce((sum, path) => sum + (sizes[path] ?? 0), 0) };
}

const add = (parts) => ({ urls: parts.flatMap(({ urls }) => urls), bytes: parts.reduce((sum, { bytes }) => sum + bytes, 0) });

class Along {
  constructor(form) {
    this.form = form;
    this.words = form.dataset;
    this.button = document.querySelector(`button[form="${form.id}"]`);
    this.said = document.querySelector("[data-along-words]");
    this.asked = 0;
  }

  get codes() { return [...this.form.querySelectorAll("input[name=ma]:checked")].map(({ value }) => value); }

  label(words, ready) {
    this.button.querySelector("span").textContent = words;
    this.button.disabled = !ready;
  }

  async weigh() {
    const { codes, words } = this;
    const asked = this.asked += 1;
    if (!codes.length) { this.label(words.choose, false); return; }
    this.label(words.weighing, false);
    const [said, journey] = await Promise.all([ask(codes), files(this.form.elements.reader?.checked)]);
    if (asked !== this.asked) return; // chosen otherwise meanwhile
    this.wanted = add([journey, ...said]);
    this.label(fill(words.take, { n: codes.length, size: size(this.wanted.bytes) }), true);
  }

  async take() {
    const { codes, words, wanted } = this;
    this.asked += 1;
    stay();
    const tell = ({ done }) => this.label(fill(words.taking, { n: Math.floor((100 * done) / wanted.urls.length) }), false);
    tell({ done: 0 });
    const failed = await keep(wanted.urls, words.lang, tell);
    if (!failed.length) remember(codes);
    await Promise.all([hire(), who()]); // whoever is signed in is known here too, without a signal
    this.show();
    this.said.textContent = failed.length ? words.failed : words.done;
    this.label(fill(words.take, { n: codes.length, size: size(wanted.bytes) }), failed.length > 0);
  }

  show() {
    const known = taken();
    for (const { value, parentElement } of this.form.querySelectorAll("input[name=ma]")) {
      const line = parentElement.querySelector("[data-here]");
      line.hidden = !known[value];
      line.textContent = known[value] ? fill(this.words.here, { day: day(known[value]) }) : "";
    }
  }
}

// Phones that read codes by themselves need no reader of ours.
async function offerReader(form) {
  form.querySelector("[data-reader]").hidden = !navigator.mediaDevices?.getUserMedia || await ownReader();
}

export default function takeAlong(form) {
  const along = new Along(form);
  for (const code of new URLSearchParams(location.search).getAll("ma")) {
    const box = form.querySelector(`input[value="${CSS.escape(code)}"]`);
    if (box) box.checked = true;
  }
  const weigh = () => along.weigh().catch(() => along.label(along.words.failed, false));
  form.addEventListener("change", weigh);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    along.take().catch(() => along.label(along.words.failed, true));
  });
  along.show();
  offerReader(form).then(weigh);
}
