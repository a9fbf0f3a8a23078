// <div data-module="counter" …words>: a counter's page. With a customer (data-visit, data-key-of-visit, data-facts) this tab works for them
// from now on; without, what is left of earlier customers is sent.
import * as counter from "../offline/counter.js";
import { hire } from "../offline/hire.js";
import { keep, listed, base } from "./along_here.js";
import { bar } from "./helping_bar.js";
import { watchIdle } from "./idle.js";

const LEAVING = "/khach/don";
const SOON_MS = 1500;

// The page that ends a visit is here when the line is cut.
async function takeAlong() {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.ready;
  const { counters } = await listed();
  await keep([LEAVING, ...counters.map((path) => base + path)], document.documentElement.lang, () => { /* in peace */ });
}

// Files are looked at by the server: what comes of it is worth a look.
function lookAgain() {
  if (!document.querySelector("[data-waits]")) return;
  setTimeout(() => { if (!document.activeElement?.value) location.reload(); else lookAgain(); }, SOON_MS);
}

export default async function start(element) {
  const { visit, keyOfVisit, facts, idle, warning, at, ...words } = element.dataset;
  const said = { ...words, home: at, idle: Number(idle), warning: Number(warning) };
  if (keyOfVisit) {
    await counter.enter({ id: visit, key: keyOfVisit, facts: JSON.parse(facts), said });
    if (await counter.over(visit)) { location.replace(`${LEAVING}#tiep/${visit}`); return; }
    const veiled = document.querySelector("[data-veiled]");
    veiled.hidden = false;
    veiled.querySelector("[autofocus]")?.focus();
    bar();
    lookAgain();
  } else {
    counter.leave();
    if ("card" in element.dataset) watchIdle(said, () => location.replace(at)); // a card was read, and nobody said yes yet
    await counter.bringEarlier();
  }
  await takeAlong().catch(() => { /* the line is cut, or no worker here */ });
  await hire();
}
