// Nobody touches the screen: a warning counts down, any key or tap ends it; then `act`. `said`: {idle, warning (seconds), soon, stay}.
import { fill, make } from "./parts.js";

const TOUCHES = ["keydown", "pointerdown", "input", "wheel"];
const TICK_MS = 250;

export function watchIdle(said, act) {
  let last = Date.now();
  let warning = null;
  let done = false;

  const show = (seconds) => {
    warning ??= document.body.appendChild(make("div", "idle-warning", make("b", ""), make("span", "", said.stay)));
    warning.setAttribute("role", "alert");
    const words = fill(said.soon, { n: seconds });
    if (warning.firstChild.textContent !== words) warning.firstChild.textContent = words;
  };
  const touched = (event) => {
    if (!event.isTrusted) return; // a script's own
    last = Date.now();
    if (!warning) return;
    warning.remove();
    warning = null;
    if (event.type === "keydown") { event.preventDefault(); event.stopImmediatePropagation(); } // that key meant «I am here» and nothing else
  };
  const look = () => {
    if (done) return;
    const left = said.idle - (Date.now() - last) / 1000;
    if (left <= 0) { done = true; act(); }
    else if (left <= said.warning) show(Math.ceil(left));
  };
  for (const kind of TOUCHES) addEventListener(kind, touched, { capture: true, passive: kind === "wheel" });
  setInterval(look, TICK_MS);
}
