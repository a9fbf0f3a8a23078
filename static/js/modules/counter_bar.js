// On every page while a customer sits at the counter (helping_bar.js): how to get on without a mouse, and the screen that clears itself.
// F2 goes on, F4 takes the next paper, F7 prints, F9 leads to the customer's page, F10 to the next customer.
import { helping, mandate } from "../offline/helping.js";
import { mark } from "./fill.js";
import { watchIdle } from "./idle.js";
import { icon, make } from "./parts.js";
import { place } from "./wizard_steps.js";

const SHEET = new URL("../../css/counter.css", import.meta.url).pathname;
const LEAVING = "/khach/don";
const SETTLED_MS = 400; // a form fills in what is known first
const ONWARD = "[data-choosing] [data-do=send],[data-choosing] [data-do=keep],[data-go],a[data-next],[data-part=sign] button.btn:not(.ghost)";
const IN_SIGHT = "[data-group]:not([hidden]) .q:not([hidden])";
let listening = false;

const seen = (element) => element.checkVisibility?.() !== false;
const first = (selectors) => selectors.split(",").map((one) => [...document.querySelectorAll(one)].find(seen)).find(Boolean);

// The key stands on what it does now, and on nothing else.
function chip(element, key) {
  const there = [...document.querySelectorAll(`kbd[data-chip="${key}"]`)];
  if (element && there.length === 1 && element.contains(there[0])) return;
  for (const one of there) one.remove();
  if (!element) return;
  const made = make("kbd", "", key);
  made.dataset.chip = key;
  element.append(" ", made);
}

function chips() {
  if (document.querySelector("main [data-key]")) return; // the page says its own (nav.js)
  chip(first(ONWARD), "F2");
  chip(paper()?.labels[0], "F4");
}

// The next paper that nothing lies here of, else the next of all.
function paper() {
  const cards = [...document.querySelectorAll("section[id^=giay-]")].filter(seen);
  const card = cards.find((one) => !one.querySelector("[data-rows]")?.children.length) ?? cards[0];
  return card && [...card.querySelectorAll("input[type=file]")].find((one) => !one.hasAttribute("capture"));
}

const DOES = {
  F2: () => first(ONWARD),
  F4: paper,
  F7: () => first("[data-print]"),
  F9: () => document.querySelector(".helping [data-back]"),
  F10: () => document.querySelector(".helping [data-end]"),
};

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || !(event.key in DOES)) return;
  if (first(`main [data-key="${event.key.toLowerCase()}"]`)) return; // the page has its own, in sight (nav.js)
  const element = DOES[event.key]();
  if (!element) return;
  event.preventDefault();
  element.click();
}

// What one customer typed is offered to no other, and is not kept with the tab.
const hush = (element) => { if (element.matches?.("input,select,textarea,form")) element.setAttribute("autocomplete", "off"); };

// Where it is handed in: at the commune of this post office, unless somebody says otherwise.
function hereFirst() {
  const { commune } = helping();
  const form = document.querySelector("#don");
  for (const wrapper of form?.querySelectorAll("[data-kind=commune]:not([hidden])") ?? []) {
    const select = wrapper.querySelector("select");
    if (!select || select.value || !commune || ![...select.options].some(({ value }) => value === commune)) continue;
    select.value = commune;
    for (const kind of ["input", "change"]) select.dispatchEvent(new Event(kind, { bubbles: true }));
    mark(wrapper, form.dataset.filled); // gone as soon as somebody chooses otherwise
  }
}

// The next step of a form came up: the first question that must be answered and is still open.
const asked = (one) => !one.closest("[data-repeat]") && (one.required || "required" in one.dataset || "required" in (one.closest(".q")?.dataset ?? {}));
const open = (one) => (["radio", "checkbox"].includes(one.type) ? !document.querySelector(`input[name="${CSS.escape(one.name)}"]:checked`) : !one.value);

function onward() {
  hereFirst();
  const empty = [...document.querySelectorAll(`${IN_SIGHT} :is(input:not([type=hidden]),select,textarea)`)];
  empty.find((one) => seen(one) && asked(one) && open(one))?.focus();
}

// A form is open: its slip is here too, should the line be cut.
async function keepSlip() {
  const { id } = place();
  if (!id || !document.querySelector("#don")) return;
  await (await import("../offline/counter.js")).keepSlip(id).catch(() => { /* it is printed from the customer's page */ });
}

function listen(said) {
  if (listening) return;
  listening = true;
  addEventListener("keydown", press);
  document.documentElement.dataset.keys = "on";
  document.addEventListener("focusin", ({ target }) => hush(target));
  for (const element of document.querySelectorAll("form,input,select,textarea")) hush(element);
  document.querySelector("#don")?.addEventListener("moved", () => setTimeout(onward));
  setTimeout(onward, SETTLED_MS);
  keepSlip();
  if (location.pathname !== LEAVING) watchIdle(said, () => location.replace(`${LEAVING}#nghi/${mandate()}`));
}

function link(words, href, key, kind) {
  const made = make("a", "", words, " ", make("kbd", "", key));
  made.href = href;
  made.dataset[kind] = "";
  return made;
}

function stylesheet() {
  if (document.querySelector(`link[href="${SHEET}"]`)) return;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET }));
}

export function bar(said) {
  if (document.querySelector(".helping")) return;
  stylesheet();
  const made = make("aside", "helping", icon("user"), make("span", "", said.words));
  made.setAttribute("aria-label", said.words);
  if (location.pathname !== said.home) made.append(link(said.back, said.home, "F9", "back"));
  made.append(link(said.next, `${LEAVING}#tiep/${mandate()}`, "F10", "end"));
  document.querySelector(".skip").after(made);
  listen(said);
  chips();
  new MutationObserver(chips).observe(document.querySelector("main").parentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["hidden"] });
}
