// <div data-module="round" …words>: a helper's evening on one page that the phone keeps. Its parts follow one another by the address
// after #: none (how the evening stands), `moi` (somebody new), `<id>` (a household), `<id>/giay` (the paper of its mandate).
import { lock } from "../offline/helping.js";
import { isId } from "../offline/ids.js";
import { watch } from "../offline/news.js";
import { waiting } from "../offline/outbox.js";
import { hurry, resume } from "../offline/uploads.js";
import * as round from "../offline/round.js";
import { end, tidy } from "../offline/round_end.js";
import { icon, make, fill } from "./parts.js";
import { bar } from "./helping_bar.js";
import { askPin, begin } from "./round_start.js";
import { showHome, showPaper } from "./round_home.js";
import { showNew, wanted } from "./round_new.js";
import { showSign } from "./round_sign.js";

let page = null;
const part = (name) => page.querySelector(`[data-part="${name}"]`);

// One part is seen; the others wait.
function show(name) {
  for (const one of page.children) if (one.dataset.part) one.hidden = one.dataset.part !== name;
  const { title } = part(name).dataset;
  if (title) page.querySelector("h1").textContent = title;
  return part(name);
}

// Of the households: {n: things still to be sent, homes: where only the helper's word gets something on, or that want to be seen}.
async function left(homes) {
  const now = await waiting();
  const all = [...now.drafts, ...now.files, ...now.acts].filter(({ mandate }) => mandate);
  const stuck = all.filter(({ refused, state }) => refused || state === "refused");
  const wrong = new Set(stuck.map(({ mandate }) => mandate));
  return { n: all.length - stuck.length, wrong: homes.filter(({ id, done }) => wrong.has(id) || done.some(({ kept }) => kept)) };
}

function row(href, name, title, detail) {
  const link = make("a", "row", icon(name), make("span", "", make("b", "", title), make("small", "", detail)), icon("go"));
  link.href = href;
  return make("li", "", link);
}

async function showOpen() {
  round.leave();
  bar();
  const here = show("open");
  const [homes, kit] = await Promise.all([round.households(), round.kit()]);
  const { n, wrong } = await left(homes);
  const done = homes.filter(({ done: some, signed }) => some.length || signed).length;
  here.querySelector("[data-homes]").textContent = done ? fill(page.dataset.homes, { n: done }) : page.dataset.noHomes;
  here.querySelector("[data-left]").textContent = n ? fill(page.dataset.left, { n }) : done ? page.dataset.noneLeft : "";
  here.querySelector("[data-do=send]").hidden = !n;
  here.querySelector("[data-wrong]").replaceChildren(...wrong.map(({ id }) => row(`#${id}`, "alert", page.dataset.wrong, page.dataset.wrongMore)));
  const list = here.querySelector("[data-list]");
  list.hidden = !homes.length;
  list.querySelector("ul").replaceChildren(...homes.map((one) => row(`#${one.id}`, "user", one.called, "")));
  const stops = here.querySelector("[data-stops]");
  stops.hidden = !kit?.stops.length;
  stops.querySelector("ul").replaceChildren(...(kit?.stops ?? []).map(({ hours, name, address, phone, procedure }) =>
    row(`tel:${phone}`, "pin", `${hours} · ${name}`, [address, phone, kit.names[procedure]?.[page.dataset.lang]].filter(Boolean).join(" · "))));
}

async function showOver(now) {
  const here = show("over");
  here.querySelector("[data-left]").textContent = now.left ? fill(now.open ? page.dataset.left : page.dataset.sealed, { n: now.left }) : page.dataset.noneLeft;
  here.querySelector("form").hidden = now.open || !now.left;
}

let drawn = ""; // what is being typed or signed is not drawn anew

async function draw(news) {
  const { hash } = location;
  if (hash.startsWith("#moi") && (news || hash === drawn)) return;
  drawn = "";
  await tidy();
  const now = await round.standing();
  if (now.word === "over") { await showOver(now); return; }
  if (now.word !== "open") {
    const here = show(now.word);
    const line = here.querySelector("[data-left]");
    if (line) line.textContent = now.left ? fill(page.dataset.sealed, { n: now.left }) : "";
    return;
  }
  drawn = hash;
  const [id, more] = hash.slice(1).split("/");
  const home = isId(id) && await round.household(id);
  if (id === "moi" && more && wanted()) await showSign(show, wanted());
  else if (id === "moi") await showNew(page, show);
  else if (home && more === "giay") await showPaper(page, show, home);
  else if (home) await showHome(page, show, home);
  else await showOpen();
}

let drawing = Promise.resolve();
const redraw = (news = false) => { drawing = drawing.then(() => draw(news)).catch((error) => console.error("round", error)); return drawing; };

const DOES = {
  send: hurry,
  lock: async () => { lock(); location.replace("#"); },
  end: async (button) => { if (confirm(button.dataset.sure)) { await end(); location.replace("#"); } },
  leave: async () => { location.hash = ""; },
};

export default async function start(element) {
  page = element;
  begin(part("none"), page.dataset, () => redraw());
  for (const name of ["locked", "over"]) askPin(part(name), page.dataset, async () => { await redraw(); await resume(); });
  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button) DOES[button.dataset.do](button).then(() => redraw());
  });
  addEventListener("hashchange", () => { redraw().then(() => scrollTo({ top: 0 })); });
  watch(({ word }) => { if (word !== "sending") redraw(true); });
  await redraw();
  if ((await round.standing()).open) await resume();
}
