// The service worker of a phone that will have something to send: it goes on when the page is closed, where the browser wakes it
// (Background Sync). A module; where workers can't be modules the plain one stays and pages alone send.
const SENDS = "sends"; // read by app.js: this phone has one

// While there is a signal: when a form is opened, or procedures are taken along.
export async function hire() {
  if (!globalThis.SyncManager || !navigator.onLine) return;
  try {
    await navigator.serviceWorker.register("/sw.js?gui", { type: "module" });
    localStorage.setItem(SENDS, "1");
  } catch { /* no modules here */ }
}

export async function wakeLater() {
  const ready = await navigator.serviceWorker?.getRegistration();
  await ready?.sync?.register("outbox").catch(() => undefined); // not allowed: pages send
}
