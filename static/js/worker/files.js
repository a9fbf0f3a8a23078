// The service worker's first part: static files. The shell is here from the start, whatever else a page used stays for the next time.
// Parts of the worker are plain scripts, for every browser; webapp/pwa.py puts them together and says VERSION and OFFLINE first.
/* global VERSION */
const FILES = `files-${VERSION}`;
const SHELL = ["css/app.css", "js/app.js", "icons/sprite.svg"];
const here = (path) => `/static/${VERSION}/${path}`;
const pathOf = (address) => new URL(address, location.href).pathname.replace(/^\/static\/[^/]+\//, "");
const isFile = (pathname) => pathname.startsWith("/static/");

// {files: {path: hash}, sizes, journey: [path]} as the server has them now; the journey is all that a form needs until it is sent.
const listed = async () => (await fetch(here("files.json"))).json();

const same = (answer, hash) => Boolean(hash) && (answer.headers.get("ETag") ?? "").includes(hash);

async function fetchMissing(paths, each = () => {}) {
  const cache = await caches.open(FILES);
  for (const path of paths) { // one after another: whatever the person does meanwhile goes first
    if (!await cache.match(here(path))) await cache.add(here(path));
    each(path);
  }
}

// A new version takes over what did not change and fetches only the rest of what was here.
async function adopt() {
  const earlier = (await caches.keys()).filter((name) => name.startsWith("files-") && name !== FILES);
  if (!earlier.length) return;
  const { files } = await listed();
  const [cache, changed] = [await caches.open(FILES), new Set()];
  for (const name of earlier) {
    const old = await caches.open(name);
    for (const request of await old.keys()) {
      const [path, answer] = [pathOf(request.url), await old.match(request)];
      if (same(answer, files[path])) await cache.put(here(path), answer);
      else if (files[path]) changed.add(path);
    }
  }
  await fetchMissing(changed);
}

async function file(event, { pathname }) {
  const cache = await caches.open(FILES);
  const kept = await cache.match(pathname);
  if (kept) return kept;
  try {
    const answer = await fetch(event.request);
    if (answer.ok && pathname === here(pathOf(pathname))) {
      const copy = answer.clone();
      event.waitUntil(cache.put(pathname, copy));
    }
    return answer;
  } catch (error) {
    const newer = await cache.match(here(pathOf(pathname))); // a page from before an update; the new file does as well
    if (newer) return newer;
    throw error;
  }
}
