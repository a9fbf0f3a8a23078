// What the workshop shows: the template's parts filled with pages, words and progress. It decides nothing.
import { fill, icon, make } from "../modules/parts.js";
import { isBad, isWhole } from "./page.js";

function styled(address) {
  if (document.querySelector(`link[href="${address}"]`)) return null;
  const link = make("link", "");
  link.rel = "stylesheet";
  link.href = address;
  return new Promise((resolve) => {
    link.onload = link.onerror = resolve; // without it, plainer but whole
    document.head.append(link);
  });
}

const number = (n) => new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 }).format(n);
const weight = (bytes) => (bytes < 1e6 ? `${number(Math.max(1, Math.round(bytes / 1000)))} kB` : `${number(bytes / 1e6)} MB`);

export async function layOut(panel) {
  const template = document.querySelector("template#workshop");
  await styled(template.dataset.sheet);
  panel.replaceChildren(template.content.cloneNode(true));
  const root = panel.querySelector(".workshop");
  const one = (name) => root.querySelector(`[data-part=${name}]`);
  const words = one("words"), bar = one("bar"), preview = one("preview"), strip = one("strip"), trouble = one("trouble");
  const addresses = new Map(); // blob → its address, given back when the blob is no longer shown

  const address = (blob) => {
    if (!addresses.has(blob)) addresses.set(blob, URL.createObjectURL(blob));
    return addresses.get(blob);
  };
  const forget = (kept) => {
    for (const [blob, url] of addresses) {
      if (!kept.includes(blob)) { URL.revokeObjectURL(url); addresses.delete(blob); }
    }
  };
  const say = (text) => { if (words.textContent !== text) words.textContent = text; };

  function showStrip(pages, at) {
    const focused = strip.contains(document.activeElement);
    strip.hidden = pages.length < 2;
    strip.replaceChildren(...pages.map((page, n) => {
      const picture = make("img", "");
      picture.src = address(page.thumb);
      picture.alt = "";
      const name = fill(isBad(page) ? strip.dataset.bad : strip.dataset.page, { n: n + 1, all: pages.length });
      const button = make("button", isBad(page) ? "bad" : "", picture, make("b", "", String(n + 1)), ...(isBad(page) ? [icon("alert")] : []));
      button.type = "button";
      button.dataset.page = n;
      button.setAttribute("aria-label", name);
      if (n === at) button.setAttribute("aria-current", "true");
      return make("li", "", button);
    }));
    if (focused) strip.querySelector("[aria-current]")?.focus();
  }

  function showTrouble(page) {
    trouble.hidden = !isBad(page);
    if (trouble.hidden) return;
    for (const part of trouble.querySelectorAll("[data-reason]")) part.hidden = !page.found.includes(part.dataset.reason);
    for (const part of trouble.querySelectorAll("[data-good]")) part.hidden = part.dataset.good !== page.found[0];
  }

  // The button just pressed may be gone: the keyboard goes on at the next thing to do.
  function keepFocus() {
    const now = document.activeElement;
    if (now !== document.body && !(root.contains(now) && now.closest("[hidden], :disabled"))) return;
    const next = one("send").hidden ? one("title") : one("send").querySelector("button");
    next.focus({ preventScroll: true });
  }

  return {
    root,
    text: (name) => root.dataset[name],
    // the dialog stands outside what is busy: it is read out while the rest is not
    holdStill: (still) => one("ready").setAttribute("aria-busy", String(still)),
    // part: 0 … 1 of what is being made, null at rest
    busy(text, part) {
      bar.hidden = part === null;
      if (part !== null) bar.value = part;
      if (text) say(text);
    },
    fail(text) {
      one("failed").hidden = !text;
      one("failed").lastElementChild.textContent = text ?? "";
    },
    show(pages, at, most) {
      const page = pages[at];
      const many = pages.length > 1;
      forget([page.jpeg, ...pages.map(({ thumb }) => thumb)]);
      preview.src = address(page.jpeg);
      preview.width = page.size.width;
      preview.height = page.size.height;
      preview.alt = fill(preview.dataset.page, { n: at + 1, all: pages.length });
      showStrip(pages, at);
      showTrouble(page);
      for (const part of root.querySelectorAll("[data-many]")) part.hidden = !many;
      root.querySelector("[data-do=whole]").hidden = isWhole(page);
      root.querySelector("[data-do=earlier]").disabled = at === 0;
      root.querySelector("[data-do=later]").disabled = at === pages.length - 1;
      one("again").hidden = isBad(page);
      one("add").hidden = pages.length >= most;
      one("send").hidden = pages.some(isBad);
      one("ready").hidden = false;
      keepFocus();
      const size = weight(pages.reduce((sum, { jpeg }) => sum + jpeg.size, 0));
      one("weight").textContent = fill(root.dataset[many ? "weights" : "weight"], { n: pages.length, size });
    },
    close() {
      forget([]);
      panel.replaceChildren();
    },
  };
}
