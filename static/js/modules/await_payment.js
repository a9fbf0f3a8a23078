// <div data-module="await_payment" data-url="…" data-paid-url="…">: asks whether the money has come while the page is looked at: every
// 3 s, slower with time, at once when somebody comes back from the bank's app. Without it: reload the page.
const FIRST_MS = 3000;
const SLOWEST_MS = 10000;
const SLOWER = 1.15;

export default function awaitPayment(element) {
  const { url, paidUrl } = element.dataset;
  let first; // what the server said when the page was new
  let pause = FIRST_MS;
  let timer;
  let asking = false;

  const look = async () => {
    if (document.hidden || !navigator.onLine) return null;
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", credentials: "same-origin" });
      return answer.ok ? await answer.json() : null;
    } catch {
      return null; // no signal just now: asked again later
    }
  };
  const round = async () => {
    clearTimeout(timer);
    if (asking) return;
    asking = true;
    const said = await look();
    asking = false;
    if (said?.state === "paid") { location.replace(paidUrl); return; }
    const now = said && JSON.stringify(said);
    if (now && first && now !== first) { location.reload(); return; } // a part of it, or something else: the page says what
    first ??= now ?? undefined;
    pause = Math.min(pause * SLOWER, SLOWEST_MS);
    if (!document.hidden) timer = setTimeout(round, pause);
  };
  const back = () => {
    clearTimeout(timer);
    if (document.hidden) return;
    pause = FIRST_MS;
    round();
  };
  document.addEventListener("visibilitychange", back);
  addEventListener("online", back);
  addEventListener("pageshow", (event) => { if (event.persisted) back(); });
  round();
}
