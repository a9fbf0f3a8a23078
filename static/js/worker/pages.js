// The service worker's first part: shell and public pages for when there is no signal. Personal pages say `no-store` and are never kept.
// Parts of the worker are put together by webapp/pwa.py, which says VERSION first; this one is plain script, for every browser.
/* global VERSION */
const SHELL = `shell-${VERSION}`;
const PAGES = "pages";
const OFFLINE = "/ngoai-mang";
const PATIENCE_MS = 4000;
const PUBLIC = /^\/($|thu-tuc\/[^/]+(\/(lam|giay-to|doc-lai))?$|viec\/|linh-vuc\/|noi-nop|dang-cho$|tro-giup$|quyen-rieng-tu$)/;
const FILLING = /\/(lam|don|giay-to|doc-lai)$/;
const WARDS = /^\/don-vi\/[^/]+\.json$/;
const FORGETS = /^\/(ngon-ngu\/|dang-xuat)/; // another language, or somebody leaves: kept pages are of no use

const modules = `answer_words answers applicant asking await_payment check conditions copy fill font_size forget_draft form_here known_again last_answers once papers_here parts phone_drafts print
push read_aloud repeat review_here rules scan_here search_here send_on_pick sending sending_row share sign_out signature start take_along upload waiting_entry waiting_list wards way_on wizard wizard_draft wizard_end wizard_renewed wizard_steps`.split(/\s+/);
const paper = "bench binding canvas corners find_corners fit geometry page pdf quality quality_pixels quality_strokes shop warp workshop".split(" ");
const files = [
  "css/app.css", "css/workshop.css", "js/app.js", "icons/sprite.svg", "icons/favicon.svg",
  ...modules.map((name) => `js/modules/${name}.js`),
  ...paper.map((name) => `js/paper/${name}.js`),
  ...["acts", "box", "bring", "bring_act", "bring_draft", "bring_file", "checking", "draft", "drafts", "fetch_stack", "files", "flag", "ids", "news", "outbox",
    "pump", "questions", "rest", "room", "seal", "seal_count", "store", "sync", "tus", "uploads", "who"].map((name) => `js/offline/${name}.js`),
].map((path) => `/static/${VERSION}/${path}`);

const addOffline = async () => (await caches.open(PAGES)).add(new Request(OFFLINE, { cache: "reload" }));

// A new worker takes over at once, except while somebody is filling in a form with the old files.
async function takeOver() {
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!self.registration.active || !open.some(({ url }) => FILLING.test(new URL(url).pathname))) await self.skipWaiting();
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    await Promise.all([caches.open(SHELL).then((cache) => cache.addAll(files)), addOffline()]);
    await takeOver();
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => name !== SHELL && name !== PAGES);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

const mayKeep = (answer) => !/no-store|private/.test(answer.headers.get("Cache-Control") ?? "no-store");

async function keep(name, address, answer) {
  if (!answer.ok) return;
  const cache = await caches.open(name);
  if (mayKeep(answer)) await cache.put(address, answer);
  else await cache.delete(address); // personal now: the older public one would mislead
}

// A file of a page kept before an update has the old version in its address; the new file does as well.
const current = (path) => path.replace(/^\/static\/[^/]+\//, `/static/${VERSION}/`);

async function file(event, { pathname }) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(pathname);
  if (kept) return kept;
  try {
    const answer = await fetch(event.request);
    if (pathname === current(pathname)) event.waitUntil(keep(SHELL, pathname, answer.clone()));
    return answer;
  } catch (error) {
    const newer = await cache.match(current(pathname));
    if (newer) return newer;
    throw error;
  }
}

const offline = async () => (await caches.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

async function publicThing(event, { pathname, search }, orElse) {
  const fetched = fetch(event.request);
  const data = pathname.endsWith(".json");
  const address = data ? pathname + search : pathname; // a page with answers in its address stands for the page without
  event.waitUntil(fetched.then((answer) => (search && !data ? null : keep(PAGES, address, answer.clone())), () => null));
  const kept = await (await caches.open(PAGES)).match(address, { ignoreVary: true });
  if (!kept) return fetched.catch(orElse);
  return Promise.race([fetched.catch(() => kept), later(PATIENCE_MS).then(() => kept)]);
}

async function forgetting(event) {
  await caches.delete(PAGES);
  const answer = await fetch(event.request).catch(offline);
  event.waitUntil(addOffline().catch(() => null)); // in the language chosen now
  return answer;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const page = request.mode === "navigate";
  if (page && FORGETS.test(url.pathname)) event.respondWith(forgetting(event));
  if (request.method !== "GET" || FORGETS.test(url.pathname)) return;
  if (PUBLIC.test(url.pathname)) event.respondWith(publicThing(event, url, page ? offline : () => Response.error()));
  else if (page) event.respondWith(fetch(request).catch(offline));
  else if (url.pathname.startsWith("/static/")) event.respondWith(file(event, url));
  else if (WARDS.test(url.pathname)) event.respondWith(publicThing(event, url, () => Response.error()));
});
