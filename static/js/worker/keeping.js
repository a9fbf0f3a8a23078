// The service worker's last part: what it is asked to keep, when it forgets, and when a new one takes over.
const LEAVING = /^\/(ngon-ngu\/|dang-xuat)/; // another language, or somebody leaves: kept pages are of no use
const ENTERING = /^\/(dang-nhap|api\/van-tay\/)/; // somebody signs in: pages that say otherwise go, empty forms say nothing

const IN_PEACE_MS = 4000; // after a form was opened; its page may be gone by then

// What the first page used, before there was a worker: files and page come from the browser's own cache, or are not kept. That page
// is from before the first era: nothing of it comes back once anything was forgotten.
async function keepUsed({ urls, language }) {
  await speak(language);
  await fetchMissing(urls.filter((url) => isFile(url) && url === here(pathOf(url))).map(pathOf));
  for (const url of urls.filter((path) => PUBLIC.test(path))) {
    const answer = await fetch(url, { cache: "only-if-cached", mode: "same-origin" });
    await keep(url, answer, FIRST_ERA);
  }
}

// A page as everybody sees it, without the words of somebody signed in; in the language of who asks.
const neutral = (url, language) => fetch(url, { credentials: "omit", cache: "no-store", headers: { "Take-Along": language } });

async function takeAlong(url, language) {
  const known = isFile(url) && await (await caches.open(FILES)).match(here(pathOf(url)));
  const answer = known || await (isFile(url) ? fetch(here(pathOf(url))) : neutral(url, language));
  if (!answer.ok || !mayKeep(answer)) throw new Error(`${url}: ${answer.status}`);
  const { size } = await answer.clone().blob();
  if (!isFile(url)) await put(ALONG, url, answer);
  else if (!known) await (await caches.open(FILES)).put(here(pathOf(url)), answer);
  return size;
}

// {do: "keep", urls, language} → {done, bytes} after each, at last {ended, done, bytes, failed: [urls]}. Paths of this site: pages for
// when there is no signal, and files. They outlive signing out and new versions of the app.
async function keepAlong({ urls, language = "vi" }, port) {
  const failed = [];
  let [done, bytes] = [0, 0];
  for (const url of urls) {
    try {
      bytes += await takeAlong(url, language);
      done += 1;
      port?.postMessage({ done, bytes });
    } catch {
      failed.push(url);
    }
  }
  port?.postMessage({ ended: true, done, bytes, failed });
}

// A form was opened: all that it needs until it is sent, files and the pages after it.
async function keepJourney({ path }) {
  await later(IN_PEACE_MS);
  await fetchMissing((await listed()).journey);
  const now = era;
  for (const page of path.endsWith("/lam") ? [path.replace("lam", "giay-to"), path.replace("lam", "doc-lai"), "/dang-cho"] : []) {
    if (!(await keptPage(page)).fast) await keep(page, await fetch(page), now);
  }
}

const DOES = {
  used: keepUsed,
  journey: keepJourney,
  keep: (said, port) => keepAlong(said, port),
};

self.addEventListener("message", (event) => {
  event.waitUntil(Promise.resolve(DOES[event.data.do]?.(event.data, event.ports[0])).catch(() => { /* the next page */ }));
});

// Forgets when the answer is there: what was fetched meanwhile is of before, and whoever has no signal keeps what they have.
async function thenForget(request, all) {
  const answer = await fetch(request);
  await forget(all);
  return answer;
}

const leave = (request) => thenForget(request, true).catch(offline);

async function forget(all) {
  era += 1;
  const cache = await caches.open(PAGES);
  for (const { url } of await cache.keys()) if (all || !NOBODYS.test(new URL(url).pathname)) await cache.delete(url);
}

// Kept pages name the files of their time; after an update the new ones stand for them, as on the server.
async function renew(name) {
  const cache = await caches.open(name);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request, { ignoreVary: true });
    const text = (await answer.text()).replace(/\/static\/[0-9a-f]{12}\//g, here(""));
    await cache.put(request, new Response(text, { headers: answer.headers }));
  }
}

// A new worker takes over at once, except while somebody is filling in a form with other files than its own.
async function takeOver(sameFiles) {
  if (sameFiles) { await self.skipWaiting(); return; }
  const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  if (!self.registration.active || !open.some(({ url }) => FILLING.test(new URL(url).pathname))) await self.skipWaiting();
}

self.addEventListener("install", (event) => {
  event.waitUntil((async () => {
    const sameFiles = await caches.has(FILES);
    await adopt();
    await fetchMissing(SHELL);
    await takeOver(sameFiles);
  })());
});

self.addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    const old = (await caches.keys()).filter((name) => ![FILES, PAGES, ALONG, SPOKEN].includes(name));
    if (old.length) await Promise.all([renew(PAGES), renew(ALONG), renew(SPOKEN)]);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  })());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  const page = request.mode === "navigate";
  const enters = request.method !== "GET" && ENTERING.test(url.pathname);
  if (page && LEAVING.test(url.pathname)) {
    const left = leave(request);
    const [, language] = /^\/ngon-ngu\/(\w+)/.exec(url.pathname) ?? [];
    event.respondWith(left);
    if (language) event.waitUntil(left.then(() => speak(language)).catch(() => { /* without a signal the old words stay */ }));
  } else if (enters) event.respondWith(thenForget(request, false));
  else if (request.method !== "GET") return;
  else if (page) event.respondWith(PUBLIC.test(url.pathname) ? publicPage(event, url) : fetch(request).catch(offline));
  else if (isFile(url.pathname)) event.respondWith(file(event, url));
  else if (PUBLIC.test(url.pathname)) event.respondWith(part(event, url.pathname));
  else if (DATA.test(url.pathname)) event.respondWith(part(event, url.pathname + url.search));
});
