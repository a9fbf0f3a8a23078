// How long is left to pay. Only seconds are counted: the phone's own clock may be wrong. At the end the page looks what became of it.
const shown = document.querySelector("[data-countdown]");
const end = performance.now() + Number(shown?.dataset.countdown ?? 0) * 1000;

function tick() {
  const left = Math.max(Math.ceil((end - performance.now()) / 1000), 0);
  const minutes = String(Math.floor(left / 60)).padStart(2, "0");
  shown.textContent = `${minutes}:${String(left % 60).padStart(2, "0")}`;
  shown.classList.toggle("soon", left < 60);
  if (left > 0) setTimeout(tick, 1000);
  else setTimeout(() => location.replace(location.pathname), 1000);
}

if (shown) tick();
