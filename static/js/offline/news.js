// How the files on their way stand, told to whoever watches, in this tab and in the others. No page in here.
//
// News: {id, dossier, slot, name, size, word, …}. `word`: "waiting" (its turn comes), "sending" {part: 0…1}, "signal" (none), "busy"
// (the server), "signin", "checking", "taken" {sha256}, "refused" {what}, "differs" (not what was sent), "gone" (put away).
const watchers = new Set();
const latest = new Map(); // id → the last news, for a part of the page that wakes late
const others = globalThis.BroadcastChannel ? new BroadcastChannel("uploads") : null;

function hear(news) {
  if (news.word === "taken" || news.word === "gone") latest.delete(news.id);
  else latest.set(news.id, news);
  for (const watcher of watchers) watcher(news);
}
others?.addEventListener("message", ({ data }) => hear(data));

export function watch(watcher) {
  watchers.add(watcher);
  for (const news of latest.values()) watcher(news);
}

export function tell({ id, dossier, slot, name, size }, word, more = {}) {
  const news = { id, dossier, slot, name, size, word, ...more };
  hear(news);
  others?.postMessage(news);
}
