// The service worker's second part: pages of which everybody sees the same. Personal ones say `no-store` and are never kept.
/* global OFFLINE */
const PAGES = "pages"; // as somebody saw them here, in their language; shown at once while the server is asked for a newer one
const ALONG = "along"; // taken along on purpose (keeping.js); for when there is no signal, whoever is signed in
const SPOKEN = "spoken"; // the page that stands in, where another language than OFFLINE's was chosen
const PATIENCE_MS = 4000;
const PUBLIC = /^\/($|thu-tuc\/[^/]+(\/(lam|giay-to|doc-lai))?$|viec\/|linh-vuc\/|noi-nop|mo-tai-khoan|tim$|mang-theo$|dang-cho$|giup\/buoi$|khach\/don$|tro-giup$|cach-xem$|quyen-rieng-tu$|tra-cuu$|nguoi-giup\/khong-bao-gio-hoi$)/;
const NOBODYS = /\/(lam|giay-to|doc-lai|dang-cho|mang-theo|giup\/buoi|khach\/don)$/; // of them, those that don't even say whether somebody is signed in
const FILLING = /\/(lam|don|giay-to|doc-lai)$/;
const DATA = /^\/(don-vi\/[^/]+|thu-tuc)\.json$/;
const FIRST_ERA = 0;
let era = FIRST_ERA; // a new one whenever kept pages are forgotten: an answer asked for before must not come back

const offline = async () => (await (await caches.open(SPOKEN)).match("/")) ?? new Response(OFFLINE.page, { headers: OFFLINE.headers });
async function speak(language) {
  const cache = await caches.open(SPOKEN);
  if (language === "vi") await cache.delete("/");
  else await cache.put("/", await fetch("/ngoai-mang?thay"));
}
const mayKeep = (answer) => !/no-store|private/.test(answer.headers.get("Cache-Control") ?? "no-store");
const later = (ms) => new Promise((resolve) => { setTimeout(resolve, ms); });

// Another version of the files makes no other page; nor does whether an office is open this moment (units/_opening.html).
const bare = (text) => text.replace(/\/static\/[0-9a-f]+\//g, "");
const lasting = (text) => text.replace(/<!--now-->[^]*?<!--\/now-->/g, "");

async function put(name, address, answer) {
  const headers = new Headers(answer.headers);
  headers.set("Kept", new Date().toISOString());
  await (await caches.open(name)).put(address, new Response(await answer.blob(), { headers }));
}

async function keptPage(address) {
  for (const name of [PAGES, ALONG]) {
    const found = await (await caches.open(name)).match(address, { ignoreVary: true });
    if (found) return { found, fast: name === PAGES };
  }
  return {};
}

async function keep(address, answer, asked) {
  if (!answer.ok || asked !== era) return;
  if (mayKeep(answer)) await put(PAGES, address, answer);
  // personal now: the older public one would mislead; or forgotten while it was put there
  if (!mayKeep(answer) || asked !== era) await (await caches.open(PAGES)).delete(address);
}

// The kept page, marked as such, so that it can hide what holds for a moment only and say how old it is.
async function marked(kept) {
  const text = await kept.text();
  const language = /<html[^>]* lang="(\w+)"/.exec(text)?.[1];
  const since = new Date(kept.headers.get("Kept") ?? 0).toLocaleString(language, { dateStyle: "short", timeStyle: "short" });
  return new Response(text.replace("<html ", `<html data-kept="${since}" `), { headers: kept.headers });
}

// Whether what is shown still stands: «same», «moment» when only what holds for a moment is another, «newer», or «unsure» when the
// server can't be asked.
async function compare(fetched, kept) {
  try {
    const answer = (await fetched).clone();
    if (!answer.ok) return "unsure";
    const [then, now] = [bare(await kept.text()), bare(await answer.text())];
    if (!mayKeep(answer) || lasting(then) !== lasting(now)) return "newer";
    return then === now ? "same" : "moment";
  } catch {
    return "unsure";
  }
}

const brought = new Set(); // newer pages of a moment ago: the one that shows the older reloads

async function report(event, pathname, word) {
  if (word === "newer") brought.add(pathname);
  const client = await self.clients.get(event.resultingClientId);
  client?.postMessage({ page: word });
}

async function publicPage(event, { pathname, search }) {
  const { found, fast } = await keptPage(pathname);
  if (fast && !search && brought.delete(pathname)) return found;
  const now = era;
  const fetched = fetch(event.request);
  // a page with answers in its address stands for the page without, but has a price of its own
  const keeping = fetched.then((answer) => (search ? null : keep(pathname, answer.clone(), now)), () => null);
  event.waitUntil(keeping);
  if (!found) return fetched.catch(offline);
  const show = () => {
    const word = compare(fetched, found.clone());
    event.waitUntil(Promise.all([word, keeping]).then(([said]) => report(event, pathname, said)));
    return marked(found);
  };
  const reloads = event.request.cache === "no-cache" || event.request.cache === "reload"; // wants to wait for the newest
  if (fast && !search && !reloads) return show();
  return Promise.race([fetched.catch(show), later(PATIENCE_MS).then(show)]);
}

// What a page fetches for itself: the communes of a province, what to search through, another page to read in it.
async function part(event, address) {
  const { found } = await keptPage(address);
  const fetched = fetch(event.request);
  const now = era;
  event.waitUntil(fetched.then((answer) => keep(address, answer.clone(), now), () => null));
  return found ?? fetched;
}
