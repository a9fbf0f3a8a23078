// A button on every question, and on every note about something wrong, that says it aloud with its help, its choices and its error.
// Only where the phone has a voice for the page's language (app.js). The words stand on <footer class="end">.
import { icon, make } from "./parts.js";
import { hush, keep, read } from "./speech.js";

const SHEET = new URL("../../css/ways.css", import.meta.url).pathname;
const ASKED = ".q,.group,.note.bad,.note.error";
const SAID = "legend,label,.label,.hint,.error,p,li"; // of a question itself, not of one inside it
const { listen: words, quiet } = document.querySelector("footer.end").dataset;

const text = (element) => [...element.childNodes].map((node) => (node.nodeType === Node.TEXT_NODE ? node.data : node.matches?.(".listen,.sr,select,input,textarea") ? "" : text(node)))
  .join(" ").replace(/\s+/g, " ").trim();

const seen = (element) => !element.hidden && element.checkVisibility?.() !== false;
const own = (place) => [...place.querySelectorAll(SAID)].filter((one) => one.closest(ASKED) === place && !one.parentElement.closest(`${SAID},.one-of`) && seen(one));

// What is wrong comes first.
function pieces(place) {
  const parts = own(place);
  const wrong = parts.filter((one) => one.matches(".error"));
  return [...wrong, ...parts.filter((one) => !wrong.includes(one))].map((one) => ({ text: text(one) })).filter((one) => one.text);
}

function button(place) {
  const label = make("span", "", words);
  const made = make("button", "btn ghost small listen", icon("ear"), label, make("span", "sr", `: ${text(own(place)[0])}`));
  made.type = "button";
  made.dataset.silent = "";
  made.addEventListener("click", () => {
    if (label.textContent !== words) { hush(); return; }
    read(pieces(place), document.documentElement.lang, () => { /* nothing to mark: it is short */ }, () => { label.textContent = words; });
    label.textContent = quiet;
  });
  return made;
}

// A group of questions speaks for itself only where it says more than its title.
const speaks = (place) => own(place).length > (place.matches(".group") ? 1 : 0);

function equip() {
  for (const place of document.querySelectorAll(ASKED)) {
    if (place.querySelector(":scope>.listen") || !speaks(place)) continue;
    const title = place.querySelector(":scope>legend,:scope>label:not(.choice),:scope>.label");
    if (title) title.after(button(place));
    else place.append(button(place));
  }
}

export default function listen() {
  keep("heard", "1");
  document.documentElement.classList.add("heard");
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: SHEET }));
  equip();
  new MutationObserver(() => requestAnimationFrame(equip)).observe(document.querySelector("main"), { childList: true, subtree: true });
}
