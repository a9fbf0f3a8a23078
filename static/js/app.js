// The one script of every page: wakes the module of each element that names one, says when the signal is gone.
// `data-module="copy"` runs modules/copy.js; with `data-lazy` only when the element comes near the screen.
const root = document.documentElement;
root.classList.add("js");
try {
  const size = localStorage.getItem("text");
  if (size) root.dataset.text = size;
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
if (waiting && count()) import("./offline/uploads.js").then(({ resume }) => resume()).catch(() => { /* the next page */ });

const signal = () => root.classList.toggle("off", !navigator.onLine);
addEventListener("online", signal);
addEventListener("offline", signal);
signal();

const wake = (element) => {
  for (const name of element.dataset.module.split(" ")) {
    import(`./modules/${name}.js`).then((module) => module.default(element)).catch((error) => console.error(name, error));
  }
};
const near = new IntersectionObserver((seen) => {
  for (const { isIntersecting, target } of seen) {
    if (isIntersecting) { near.unobserve(target); wake(target); }
  }
}, { rootMargin: "120px" });

// For modules that add HTML of their own: start(newElement).
export const start = (within = document) => {
  for (const element of within.querySelectorAll("[data-module]")) {
    if ("lazy" in element.dataset) near.observe(element);
    else wake(element);
  }
};
start();

if ("serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register("/sw.js").catch(() => { /* works without */ }));
}
