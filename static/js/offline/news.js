// How what waits on this phone stands, told to whoever watches, in this tab and in the others. No page in here.
//
// News: {kind, id, dossier, word, …}. Of a file (`kind` "document") also slot, name, size. `word`: "waiting" (its turn comes),
// "sending" {part: 0…1}, "signal" (none), "busy" (the server), "signin", "checking", "taken" {sha256}, "sent", "needs" {what, why, to},
// "refused" {what}, "differs" (not what was sent), "gone" (put away).
const OVER = new Set(["taken", "gone", "sent"]);
const watchers = new Set();
const latest = new Map(); // id → the last news, for a part of the page that wakes late
const others = globalThis.BroadcastChannel ? new BroadcastChannel("uploads") : null;

function hear(news) {
  if (OVER.has(news.word)) latest.delete(news.id);
  else latest.set(news.id, news);
  for (const watcher of watchers) watcher(news);
}
others?.addEventListener("message", ({ data }) => hear(data));

export function watch(watcher) {
  watchers.add(watcher);
  for (const news of latest.values()) watcher(news);
}

export const last = (id) => latest.get(id);

export function tell(news) {
  hear(news);
  others?.postMessage(news);
}
