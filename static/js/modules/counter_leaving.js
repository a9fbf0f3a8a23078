// <div data-module="counter_leaving">: what was done for a customer is sent to its end, then the browser forgets them. After #:
// `gui/<visit>` back to their page, `tiep/<visit>` the next customer, `nghi/<visit>` nobody touched the screen.
import * as counter from "../offline/counter.js";
import { mandate } from "../offline/helping.js";
import { watch } from "../offline/news.js";
import { fresh, launched } from "./counter_browser.js";
import { fill, icon, make } from "./parts.js";
import { reason, trouble } from "./trouble.js";

const part = (page, name) => page.querySelector(`[data-part="${name}"]`);
function show(page, name) {
  for (const one of page.querySelectorAll(":scope > [data-part]")) one.hidden = one.dataset.part !== name;
}

// The server hears that they are done, or rest. → whether it did.
async function tell(what, visit, unsent) {
  const body = new URLSearchParams(unsent ? { giu: "1" } : {});
  try {
    const { ok, status } = await fetch(`/khach/${visit}/${what}`, { method: "POST", body, credentials: "same-origin" });
    return ok || status === 404; // done already
  } catch { return false; }
}

async function clean(page, what, visit, left) {
  const launcher = launched();
  if (left) counter.leave();
  const alone = left ? false : await counter.forget(visit);
  const heard = await tell(what, visit, !alone);
  if (!heard) await counter.markOver(visit);
  if (alone && heard) await counter.wipe();
  else counter.leave();
  if (!heard) { show(page, "clean"); return; }
  if (!alone || !await fresh(launcher)) location.replace(page.dataset.home);
}

// A form or a paper that wants to be put right: back to it.
function mend(page, { kind, dossier, id, code, name, title, refused }) {
  const link = make("a", "btn small ghost", icon("edit"), page.dataset.mend);
  link.href = kind === "draft" ? `/thu-tuc/${encodeURIComponent(code)}/lam#${id}` : `/ho-so/${dossier}`;
  return make("div", "note bad", make("p", "", make("b", "", title ?? name ?? ""), " ", reason(page.dataset, refused ?? {})), make("p", "btns", link));
}

// What the customer takes along: printed from here, whether there is a line or not.
async function showSlips(page) {
  const place = page.querySelector("[data-slips]");
  const all = await counter.slips();
  place.parentElement.hidden = !all.length;
  place.replaceChildren(...all.map(({ title, code, qr, address, until }) => {
    const made = make("article", "slip", make("b", "", title), make("p", "big num", code), make("p", "", fill(page.dataset.slip, { address, until })));
    made.prepend(document.importNode(new DOMParser().parseFromString(qr, "image/svg+xml").documentElement, true));
    return made;
  }));
}

function showLeft(page, things) {
  const words = fill(page.dataset.left, { n: things.length });
  for (const one of page.querySelectorAll("[data-left-words]")) one.textContent = words;
  const stuck = things.filter(({ state, refused }) => ["needs", "refused"].includes(state) || refused);
  page.querySelector("[data-trouble]").replaceChildren(...stuck.map((one) => (one.state === "needs" ? trouble(page.dataset, one) : mend(page, one))));
  page.querySelector("[data-cut]").hidden = stuck.length > 0;
  show(page, "waiting");
}

export default async function start(page) {
  const [what, named] = location.hash.slice(1).split("/");
  const visit = named || mandate();
  if (!visit) { location.replace(page.dataset.home); return; }
  let ending = false;
  const finish = async (left) => { if (!ending) { ending = true; await clean(page, what === "gui" ? "nghi" : what, visit, left); } };
  const look = async () => {
    const things = mandate() ? await counter.bring() : [];
    if (!things.length) { if (what === "gui") location.replace(page.dataset.home); else await finish(0); }
    else if (what === "nghi") await finish(things.length);
    else { showLeft(page, things); await showSlips(page); }
  };
  page.addEventListener("click", ({ target }) => {
    const button = target.closest("[data-do]");
    if (button?.dataset.do === "again") look();
    if (button?.dataset.do === "clean") finish(1);
    if (button?.dataset.do === "print") print();
  });
  addEventListener("online", look);
  watch(({ word }) => { if (word === "sent" && !ending) look(); });
  await look();
}
