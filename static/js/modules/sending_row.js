// One file on its way, as a row: its name, how it stands in words, a bar while it goes, and what the person can do.
import { wouldBeLost } from "../offline/files.js";
import { hurry, putAway } from "../offline/uploads.js";
import { fill, icon, make } from "./parts.js";

const ICONS = { sending: "upload", checking: "clock", taken: "done", refused: "alert", differs: "alert", lost: "alert", signin: "key" };
const BAD = new Set(["refused", "differs", "lost", "needs"]);
const WAITS = new Set(["signal", "busy", "signin", "needs"]);
const PUT_AWAY = new Set([...BAD, "waiting", "signal", "busy", "signin"]);

// 12 kB, 3,4 MB, 1,2 GB
export function size(bytes) {
  if (bytes < 1e6) return `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const [unit, name] = bytes < 1e9 ? [1e6, "MB"] : [1e9, "GB"];
  const locale = document.documentElement.lang || "vi";
  return `${(bytes / unit).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} ${name}`;
}

function button(name, words, of, act) {
  const made = make("button", "btn ghost small", icon(name), make("span", "", words, make("span", "sr", ` ${of}`)));
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export class Row {
  #texts;
  #shown = "";
  #words = make("p", "muted");
  #bar = make("progress", "");
  #buttons = make("div", "btns");

  constructor({ id, slot, name, size: bytes }, texts) {
    Object.assign(this, { id, slot, name, bytes });
    this.#texts = texts;
    this.#words.setAttribute("role", "status");
    this.#bar.max = 100;
    this.#bar.setAttribute("aria-label", name);
    const told = make("div", "", make("b", "", name), this.#words, this.#bar);
    this.element = make("div", "doc on-its-way", icon("upload"), told, this.#buttons);
    this.element.dataset.id = id;
  }

  tell({ word, part, what, sha256 }) {
    this.element.dataset.word = word;
    this.#bar.hidden = word !== "sending" && word !== "checking";
    if (word === "sending" && part < 1) this.#bar.value = part * 100;
    else this.#bar.removeAttribute("value");
    this.#say(word, { n: Math.floor((part ?? 0) * 10) * 10, size: size(this.bytes), code: sha256?.slice(0, 8) ?? "", what });
  }

  // In tens: a screen reader need not read every step.
  #say(word, values) {
    const said = (BAD.has(word) && values.what) || fill(this.#texts[word], values);
    const more = wouldBeLost(this.id) ? this.#texts.memory : WAITS.has(word) && this.#texts.safe;
    const text = more ? `${said} ${more}` : said;
    if (this.#shown === word + text) return;
    this.#shown = word + text;
    this.element.firstChild.replaceWith(icon(ICONS[word] ?? "time"));
    this.#words.className = BAD.has(word) ? "error" : "muted";
    this.#words.setAttribute("role", BAD.has(word) ? "alert" : "status");
    this.#words.textContent = text;
    this.#buttons.replaceChildren(...this.#doing(word));
  }

  #doing(word) {
    const made = [];
    if (word === "signin") {
      const link = make("a", "btn small", icon("user"), make("span", "", this.#texts.toSignin));
      link.href = `/dang-nhap?tiep=${encodeURIComponent(location.pathname)}`;
      made.push(link);
    }
    if (word === "signal" || word === "busy") made.push(button("refresh", this.#texts.again, this.name, hurry));
    if (PUT_AWAY.has(word)) made.push(button("trash", this.#texts.putAway, this.name, () => putAway(this.id)));
    return made;
  }
}
