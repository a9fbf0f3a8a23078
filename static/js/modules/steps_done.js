// <span data-module="steps_done" data-kept-as="viec:sinh-con" data-words="Xong {n} trong {all} việc">: which steps of a life event
// are done, by the ticks of [data-step]. Only the names of steps are kept, on this phone, and nobody is told.
export default function stepsDone(said) {
  const key = said.dataset.keptAs;
  const ticks = [...document.querySelectorAll("[data-step]")];
  let done = new Set();
  try {
    done = new Set(JSON.parse(localStorage.getItem(key) ?? "[]"));
  } catch { /* storage closed, or not ours: nothing is ticked */ }

  const show = () => {
    for (const tick of ticks) {
      tick.checked = done.has(tick.dataset.step);
      tick.closest("li").classList.toggle("finished", tick.checked);
    }
    const n = ticks.filter(({ checked }) => checked).length;
    said.textContent = n ? said.dataset.words.replace("{n}", n).replace("{all}", ticks.length) : "";
  };

  for (const tick of ticks) {
    tick.addEventListener("change", () => {
      done[tick.checked ? "add" : "delete"](tick.dataset.step);
      try {
        if (done.size) localStorage.setItem(key, JSON.stringify([...done]));
        else localStorage.removeItem(key);
      } catch { /* storage closed: it holds while the page is open */ }
      show();
    });
  }
  show();
}
