// One thing that waits, as a row: what it is, how it stands in words, a bar while it goes, and what the person can do.
import { wouldBeLost } from "../offline/files.js";
import { last } from "../offline/news.js";
import { fill, icon, make } from "./parts.js";

const ICONS = { sending: "upload", needs: "alert", refused: "alert", differs: "alert", lost: "alert", signin: "key", sent: "done", taken: "done" };
const NAMES = { draft: "edit", document: "photo", submission: "send", consent: "check", person: "user", mandate: "hands", paper: "photo" };

// The word for a thing as it lies on its shelf, where no news of it came yet.
function resting(thing) {
  if (thing.refused || thing.state === "needs") return { word: "needs", ...thing.refused };
  if (thing.state === "refused") return { word: thing.word ?? "refused", what: thing.what };
  return { word: "waiting" };
}

const stands = (thing, news) => (thing.refused || thing.state === "needs" || thing.state === "refused" ? resting(thing) : news ?? resting(thing));

export class Entry {
  #texts;
  #putAway;
  #words = make("p", "muted");
  #bar = make("progress", "");
  #buttons = make("div", "btns");

  constructor(thing, texts, putAway) {
    Object.assign(this, { id: thing.id, kind: thing.kind });
    this.#texts = texts;
    this.#putAway = putAway;
    this.#bar.max = 100;
    const name = thing.name ?? JSON.parse(texts.kinds)[thing.kind];
    this.#bar.setAttribute("aria-label", name);
    this.name = name;
    this.element = make("div", "doc on-its-way", icon(NAMES[thing.kind]), make("div", "", make("b", "", name), this.#words, this.#bar), this.#buttons);
    this.element.dataset.id = thing.id;
    this.element.dataset.kind = thing.kind;
  }

  show(thing, held) {
    const now = stands(thing, last(thing.id));
    this.tell(held && now.word !== "needs" ? { word: "after" } : now);
  }

  tell(news) {
    const { word, part } = news;
    this.element.dataset.word = word;
    this.#bar.hidden = word !== "sending";
    if (part !== undefined && part < 1) this.#bar.value = part * 100;
    else this.#bar.removeAttribute("value");
    const bad = ["needs", "refused", "differs", "lost"].includes(word);
    this.element.firstChild.replaceWith(icon(ICONS[word] ?? NAMES[this.kind]));
    this.#words.className = bad ? "error" : "muted";
    this.#words.setAttribute("role", bad ? "alert" : "status");
    const said = this.#said(news);
    if (this.#words.textContent !== said) this.#words.textContent = said;
    this.#buttons.replaceChildren(...this.#doing(news, bad));
  }

  #said({ word, part, what, why }) {
    const texts = this.#texts;
    const memory = wouldBeLost(this.id) ? ` · ${texts.memory}` : "";
    if (what) return what;
    if (word === "needs") { const reasons = JSON.parse(texts.needs); return reasons[why] ?? why ?? reasons[""]; }
    if (word === "sending") return (part === undefined ? texts.going : fill(texts.sending, { n: Math.floor(part * 10) * 10 })) + memory;
    return (texts[word] ?? texts.waiting) + memory;
  }

  #doing({ word, to }, bad) {
    const made = [];
    if (word === "signin") made.push(this.#link("/dang-nhap?tiep=/dang-cho", "user", this.#texts.toSignin));
    if (word === "needs" && to && to !== "/dang-cho") made.push(this.#link(to, "edit", this.#texts.see));
    if (bad) made.push(this.#button());
    return made;
  }

  #link(href, name, words) {
    const link = make("a", "btn small", icon(name), make("span", "", words, make("span", "sr", ` ${this.name}`)));
    link.href = href;
    return link;
  }

  #button() {
    const made = make("button", "btn ghost small", icon("trash"), make("span", "", this.#texts.putAway, make("span", "sr", ` ${this.name}`)));
    made.type = "button";
    made.addEventListener("click", () => this.#putAway(this));
    return made;
  }
}
