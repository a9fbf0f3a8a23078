// Staff pages by keyboard: the letter or F-key printed on an action (data-key="n", "f2") does it; F-keys while typing too; ↑ ↓ or j k walk the rows of a table, Enter opens.
const typing = (target) => target.closest("input:not([type=radio],[type=checkbox]),textarea,select,[contenteditable],dialog[open]");

const press = (page, key) => {
  const action = [...page.querySelectorAll("[data-key]")].find((element) => element.dataset.key === key && element.checkVisibility?.() !== false);
  if (!action) return false;
  if (action.matches("a,button,summary")) action.click();
  else action.focus();
  return true;
};

const walk = (page, step) => {
  const links = [...page.querySelectorAll("tbody tr")].map((row) => row.querySelector("a[href]")).filter(Boolean);
  if (!links.length) return false;
  const here = links.indexOf(document.activeElement);
  links[Math.min(Math.max(here + step, 0), links.length - 1)].focus();
  return true;
};

export default function nav(page) {
  document.documentElement.dataset.keys = "on"; // from now on keys are heard
  const steps = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || (typing(event.target) && !/^F\d/.test(event.key))) return;
    const done = press(page, event.key.toLowerCase()) || (event.key in steps && walk(page, steps[event.key]));
    if (done) event.preventDefault();
  });
}
