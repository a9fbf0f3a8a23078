// <div data-module="sending" data-page data-…words>: how each file of this dossier that is on its way stands, in the card of its paper.
// When one was taken, its card is fetched anew; the page is not reloaded: another paper may be before the camera just now.
import { start } from "../app.js";
import { wouldBeLost } from "../offline/files.js";
import { watch } from "../offline/news.js";
import { resume } from "../offline/uploads.js";
import { Row } from "./sending_row.js";

const rows = new Map();
let box = null;
let renewing = Promise.resolve();

const card = (slot) => document.getElementById(`giay-${slot}`);
const choosing = (slot) => card(slot)?.querySelector("[data-choosing]")?.childElementCount;
const late = new Set(); // cards to be fetched anew when the choosing in them has ended

// The row's place: in its card, or on its own where the answers no longer ask for that paper.
function place(row, slot) {
  const home = card(slot)?.querySelector("[data-rows]") ?? box;
  home.querySelector(`[data-upload="${CSS.escape(row.id)}"]`)?.remove(); // the server's words about it
  home.append(row.element);
}

function exchange(fresh, selector) {
  const [old, made] = [document.querySelector(selector), fresh.querySelector(selector)];
  if (!old || !made) return;
  const focused = old.contains(document.activeElement) ? document.activeElement.id : "";
  old.replaceWith(made);
  start(made);
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
}

// `slot` null: only what is said of all papers together.
async function fetchPage(slot) {
  const answer = await fetch(box.dataset.page, { credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) return;
  if (answer.redirected) { // the dossier has moved on: everything needed is there
    if (!rows.size) location.assign(answer.url);
    return;
  }
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const selector of ["[data-standing]", ".foot"]) exchange(fresh, selector);
  if (slot === null) return;
  exchange(fresh, `#giay-${CSS.escape(slot)}`);
  for (const row of rows.values()) if (row.slot === slot) place(row, slot);
}

export function renew(slot) {
  if (!box.dataset.page) return;
  if (choosing(slot)) { late.add(slot); return; }
  late.delete(slot);
  renewing = renewing.then(() => fetchPage(slot)).catch(() => undefined); // the next visit shows it
}

// The choosing in a card has ended.
export function settle(slot) { if (late.has(slot)) renew(slot); }

export function hear(news) {
  if (news.kind !== "document" || news.dossier !== box.dataset.dossier) return;
  const row = rows.get(news.id) ?? new Row(news, box.dataset);
  const before = row.element.dataset.word;
  if (!rows.has(news.id)) {
    rows.set(news.id, row);
    place(row, news.slot);
  }
  row.tell(news);
  if (news.word === "gone") row.element.remove();
  if (!box.dataset.page && news.word === "taken") return; // a page of the phone alone: the row says it
  if (news.word === "checking" && before && before !== "checking") renew(null);
  if (news.word !== "gone" && news.word !== "taken") return;
  rows.delete(news.id);
  renew(news.slot);
}

export default function sending(element) {
  box = element;
  watch(hear);
  resume();
  addEventListener("beforeunload", (event) => { if (wouldBeLost()) event.preventDefault(); });
}
