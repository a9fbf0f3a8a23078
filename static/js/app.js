// The one script of every page: wakes the module of each element that names one, says when the signal is gone.
// `data-module="copy"` runs modules/copy.js; with `data-lazy` only when the element comes near the screen, with `data-kept` only
// where this phone keeps something of its own, with `data-worker` only where the service worker is in charge. A form with `data-href`
// begins there instead, so that it works without a signal too; one with `data-early` waits for its module (sign_out.js).
const root = document.documentElement;
const [SOON_MS, AGAIN_MS, IN_PEACE_MS] = [1500, 3000, 6000];
root.classList.add("js");
try {
  const size = localStorage.getItem("text");
  if (size) root.dataset.text = size;
  const look = localStorage.getItem("look"); // «contrast», «simple»: chosen at /cach-xem
  if (look) root.dataset.look = look;
  if (localStorage.getItem("heard")) root.classList.add("heard"); // room for the buttons of listen.js before they are there
  if (localStorage.getItem("evening")) import("./modules/helping_bar.js"); // somebody is helped with this phone
  if (localStorage.getItem("known")) root.classList.add("known"); // nobody need hold a card before the camera (scan_here.js)
} catch { /* storage closed: ordinary text, nothing kept */ }

// What waits on this phone goes on from whichever page is open, and is never out of sight.
const waiting = document.querySelector(".unsent");
const count = () => {
  try {
    const n = localStorage.getItem("unsent");
    waiting.hidden = !n || location.pathname === waiting.pathname;
    waiting.textContent = waiting.dataset.words.replace("{n}", n);
    return n;
  } catch { return null; } // storage closed: nothing is kept
};
for (const event of ["unsent", "storage"]) addEventListener(event, count);
// Somebody has just signed in («keyless»): what was done here before is theirs and goes, and the key comes to what will be kept.
if (waiting && (count() || document.cookie.includes("keyless"))) import("./offline/uploads.js").then(({ resume }) => resume()).catch(() => { /* the next page */ });

const signal = () => root.classList.toggle("off", !navigator.onLine);
addEventListener("online", signal);
addEventListener("offline", signal);
signal();

// On the page that stands for another one without a signal: that one comes as soon as the server can be reached again.
const again = () => setTimeout(() => fetch("/healthz").then(() => leaving || location.reload(), again), AGAIN_MS);
if (document.querySelector("[data-stands-in]")) again();

// A page with many modules names a file that holds them together.
const { bundle } = document.body.dataset;
const together = bundle ? import(bundle) : Promise.resolve({ modules: {} });
const load = async (name) => (await together).modules[`js/modules/${name}.js`] ?? import(`./modules/${name}.js`);

const wake = (element) => {
  for (const name of element.dataset.module.split(" ")) {
    load(name).then((module) => module.default(element)).catch((error) => {
      element.removeAttribute("data-early");
      console.error(name, error);
    });
  }
};
const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (isIntersecting) { near.unobserve(target); wake(target); }
  }
}, { rootMargin: "120px" });
const keeps = async () => !globalThis.indexedDB?.databases || (await indexedDB.databases()).length > 0;

// For modules that add HTML of their own: start(newElement).
export const start = (within = document) => {
  for (const element of within.querySelectorAll("[data-module]")) {
    if ("lazy" in element.dataset) near.observe(element);
    else if ("kept" in element.dataset) keeps().then((something) => something && wake(element));
    else if (!("worker" in element.dataset) || navigator.serviceWorker?.controller) wake(element);
  }
};
start();
if (/simple/.test(root.dataset.look)) load("simple").then((module) => module.default());

// Every question is heard as well, on a phone that has a voice for it.
const speech = globalThis.speechSynthesis;
const hearing = () => speech.getVoices().some(({ lang }) => lang.startsWith(root.lang)) && document.querySelector("main :is(.q,.bad)") && load("listen").then((module) => module.default());
if (speech && !hearing()) speech.onvoiceschanged = () => { if (hearing()) speech.onvoiceschanged = null; };

let leaving = false; // somebody tapped a link or sent a form: to load this page anew would take the tap back
addEventListener("click", ({ target }) => {
  const link = target.closest?.("a[href]");
  leaving ||= Boolean(link);
  if (link?.matches("[data-next]:not([href*='#'])")) link.hash = location.hash; // tapped before its module said which draft it is about
});
addEventListener("submit", (event) => {
  leaving = true;
  const { href, early } = event.target.dataset;
  if (early) event.target.dataset.early = "asked";
  else if (!href) return;
  event.preventDefault();
  if (!early) location.assign(href);
});

// The worker shows kept pages at once and then says how they stand: «same», «moment», «newer» or «unsure».
const hear = ({ data: { page } }) => {
  if (page) root.classList.add(page);
  if (page === "moment") import("./modules/right_now.js").then(({ renew }) => renew());
  if (page === "unsure") for (const age of document.querySelectorAll(".old time")) age.textContent = root.dataset.kept;
  if (page !== "newer" || leaving) return;
  // in the language of before: kept while another one was being chosen, on the way past a worker that had just come
  const chosen = /lang=(\w+)/.exec(document.cookie)?.[1] ?? root.lang;
  if (chosen !== root.lang || performance.now() < SOON_MS && !scrollY && !navigator.userActivation?.hasBeenActive) location.reload();
};

document.querySelector(".newer a").onclick = () => { location.reload(); return false; }; // a form's own address has a #

const idle = globalThis.requestIdleCallback ?? ((call) => setTimeout(call, 200));
const used = () => [location.href, ...performance.getEntriesByType("resource").map(({ name }) => name)]
  .filter((url) => url.startsWith(`${location.origin}/`)).map((url) => new URL(url).pathname);

// One that sends as well where this phone has something to send (offline/hire.js).
async function register(worker) {
  try {
    if (localStorage.getItem("sends")) return await worker.register("/sw.js?gui", { type: "module" });
  } catch { /* no modules here, or storage closed */ }
  return worker.register("/sw.js");
}

async function employ(worker) {
  const first = !worker.controller;
  await register(worker);
  const { active } = await worker.ready;
  if (first) active.postMessage({ do: "used", urls: used(), language: root.lang }); // it was not there yet to see for itself
  // somebody fills in a form: all that it needs until it is sent comes here in peace, so that it works without a signal too
  if (!document.body.matches(".filling")) return;
  active.postMessage({ do: "journey", path: location.pathname });
  setTimeout(() => import("./offline/hire.js").then(({ hire }) => hire()), IN_PEACE_MS);
}

const worker = navigator.serviceWorker;
worker?.addEventListener("message", hear);
if (worker) addEventListener("load", () => idle(() => employ(worker).catch(() => { /* works without */ })));
