// Being told of news at once. <section data-module="push" hidden> with [data-when=ask|on|blocked|install], of which one is shown, and
// buttons [data-do=on|off|no]; with data-offer it keeps quiet once it was turned on or declined on this device. Nothing is asked of the
// person before the tap.
const API = "/api/bao-tin";
const DECLINED = "push-declined";
const apple = () => /iPhone|iPad/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
const able = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis;

async function call(method = "GET", body = undefined) {
  const headers = { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(API, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin", cache: "no-store" });
  if (!answer.ok) throw new Error(`${API}: ${answer.status}`);
  return answer.json();
}

async function subscription() {
  const registration = await navigator.serviceWorker?.getRegistration();
  return registration?.pushManager?.getSubscription();
}

// This browser lets go of its subscription; what the server has of it goes with turning off or signing out there.
export async function unsubscribe() {
  await (await subscription())?.unsubscribe();
}

async function subscribe(renew = false) {
  await unsubscribe(); // one made with an earlier key would stand in the way
  const { key } = await call();
  const { pushManager } = await navigator.serviceWorker.ready;
  const made = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  await call("POST", { ...made.toJSON(), renew });
}

async function state() {
  if (!able()) return apple() && !navigator.standalone ? "install" : "unable";
  if (Notification.permission === "denied") return "blocked";
  if (!await subscription()) return "ask";
  const { on, renew } = await call(); // another device may have turned it off
  if (on && renew) await subscribe(true);
  return on ? "on" : "ask";
}

function show(place, now) {
  const parts = [...place.querySelectorAll("[data-when]")];
  for (const part of parts) part.hidden = part.dataset.when !== now;
  place.hidden = parts.every((part) => part.hidden);
}

function declined(remember = false) {
  try {
    if (remember) localStorage.setItem(DECLINED, "1");
    return Boolean(localStorage.getItem(DECLINED));
  } catch {
    return remember; // storage closed: asked again on the next page
  }
}

const acts = {
  async on() {
    const answer = await Notification.requestPermission(); // first of all: iPhones want it within the tap
    if (answer === "granted") await subscribe();
    return { granted: "on", denied: "blocked" }[answer] ?? "ask";
  },
  async off() {
    await call("DELETE");
    await unsubscribe();
    return "ask";
  },
  async no() {
    declined(true);
    return "none";
  },
};

export default async function push(place) {
  const trouble = place.querySelector(".error");
  const now = await state().catch(() => "unable");
  if ("offer" in place.dataset && (declined() || !["ask", "install"].includes(now))) return;
  show(place, now);
  place.addEventListener("click", async ({ target }) => {
    const button = target.closest("[data-do]");
    if (!button) return;
    trouble.hidden = true;
    button.disabled = true;
    try {
      show(place, await acts[button.dataset.do]());
    } catch {
      trouble.hidden = false;
    } finally {
      button.disabled = false;
    }
  });
}
