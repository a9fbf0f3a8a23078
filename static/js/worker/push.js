// The service worker's part for news: shows what a push brings, opens the messages on a tap, renews what the browser changed.
// A push says the kind of news only, so that a lock screen tells nobody whose dossier it is.
/* global VERSION, FILLING */
const NEWS_AT = "/tin-nhan";
const PUSH_API = "/api/bao-tin";
const iconOf = (name) => `/static/${VERSION}/icons/${name}.png`;

async function tell(data) {
  let said = {};
  try {
    said = data.json();
  } catch { /* without words something must be shown all the same, or the browser takes the permission away */ }
  const { title = "Một Chạm", body = "", lang = "vi", tag = "" } = said;
  await self.registration.showNotification(title, {
    body, lang, tag, renotify: tag !== "", icon: iconOf("icon-192"), badge: iconOf("badge-96"),
  });
}

// An open window of the app comes forward, unless somebody is filling in a form there.
async function openNews() {
  const open = await self.clients.matchAll({ type: "window" });
  const free = open.find(({ url }) => !FILLING.test(new URL(url).pathname));
  if (!free) return self.clients.openWindow(NEWS_AT);
  await free.focus();
  return free.navigate(NEWS_AT);
}

const closeAll = async () => { for (const one of await self.registration.getNotifications()) one.close(); };

async function askServer(method, body) {
  const headers = { Accept: "application/json", ...(body && { "Content-Type": "application/json" }) };
  const answer = await fetch(PUSH_API, { method, headers, body: body && JSON.stringify(body), credentials: "same-origin" });
  if (!answer.ok) throw new Error(`${PUSH_API}: ${answer.status}`);
  return answer.json();
}

// Another address from now on. Signed out or turned off meanwhile: the browser lets go too.
async function renewSubscription(brought) {
  const { key } = await askServer("GET");
  const options = { userVisibleOnly: true, applicationServerKey: key };
  const made = brought ?? await self.registration.pushManager.subscribe(options);
  await askServer("POST", { ...made.toJSON(), renew: true }).catch(() => made.unsubscribe());
}

self.addEventListener("push", (event) => event.waitUntil(tell(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(openNews());
});
self.addEventListener("pushsubscriptionchange", (event) => event.waitUntil(renewSubscription(event.newSubscription)));
self.addEventListener("fetch", (event) => {
  // the messages are open in the app: they need not be announced any more
  if (event.request.mode === "navigate" && new URL(event.request.url).pathname === NEWS_AT) event.waitUntil(closeAll());
});
