// The queue: every file on the shelf is sent, one after another, until the server says it was taken or refused. No page in here.
import * as files from "./files.js";
import { tell } from "./news.js";
import { whoAmI } from "./sync.js";
import { bring, giveUp, standing } from "./tus.js";

const PAUSES_S = [1, 2, 4, 8, 15, 30];
const LOOKS_S = [1, 2, 4, 8, 15];
const KEPT_MS = 30 * 24 * 3600 * 1000;
const AGAIN = new Set([0, 408, 423, 425, 429]);
const PIECE_AGAIN = new Set([404, 409, 410, 460]); // the next attempt asks first how far it is

const under = new Set(); // in this tab's queue
const looked = new Set(); // this tab asks how the checking stands
const nudges = new EventTarget(); // the signal is back, or the person does not want to wait
let queue = Promise.resolve(); // a weak signal is not shared

const once = (target, event) => new Promise((resolve) => { target.addEventListener(event, resolve, { once: true }); });
const rest = (pauses, round) => {
  const ms = pauses[Math.min(round, pauses.length - 1)] * 1000 * (0.75 + Math.random() / 2); // not every phone at the same moment
  return Promise.race([new Promise((resolve) => { setTimeout(resolve, ms); }), once(nudges, "go")]);
};

// Of several tabs one sends; when it is closed, the next one goes on.
const alone = (id, act) => (navigator.locks ? navigator.locks.request(`upload ${id}`, act) : act());

const comesAgain = ({ status, method }) => AGAIN.has(status) || status >= 500 || (method === "PATCH" && PIECE_AGAIN.has(status));
// A stranger's dossier is «not there»: it may only be that nobody is signed in any more.
const signedOut = async ({ status }) => status === 401 || (status === 404 && (await whoAmI())?.signed_in === false);

async function refuse(file, what, word = "refused") {
  await files.put({ ...file, state: "refused", what, word });
  tell(file, word, { what });
}

async function send(id) {
  let furthest = 0;
  for (let round = 0; ; round += 1) {
    const file = await files.get(id);
    if (file?.state !== "sending") return; // put away, or another tab was quicker
    if (!navigator.onLine) {
      tell(file, "signal");
      await once(nudges, "go");
    }
    if (!file.begun) await files.put({ ...file, begun: true });
    const answer = await bring(file, (part) => {
      if (part > furthest) [furthest, round] = [part, 0];
      tell(file, "sending", { part });
    }).catch(() => ({ status: 0 })); // the library could not be fetched
    if (answer.status === 200) { await arrived(file); return; }
    if (!comesAgain(answer)) { await ended(file, answer); return; }
    tell(file, answer.status >= 500 ? "busy" : "signal");
    await rest(PAUSES_S, round);
  }
}

async function ended(file, answer) {
  if (await signedOut(answer)) tell(file, "signin");
  else if (answer.status === 404) tell(file, "refused", { what: "" }); // for whoever is signed in now; its owner may come back
  else await refuse(file, answer.what);
}

async function arrived(file) {
  await files.put({ ...file, state: "checking" });
  look(file.id);
}

async function settled(file, said) {
  if (said.state === "refused") await refuse(file, said.what ?? "");
  else if (said.length !== file.size || (file.sha256 && said.sha256 && said.sha256 !== file.sha256)) await refuse(file, "", "differs");
  else {
    await files.forget(file.id);
    tell(file, "taken", { sha256: said.sha256 ?? file.sha256 });
  }
}

// One answer of the server about a file that has arrived → whether to ask again.
async function weigh(file, said) {
  if (said.state === "taken" || said.state === "refused") { await settled(file, said); return false; }
  if (await signedOut(said)) { tell(file, "signin"); return false; }
  const lost = said.status === 404 || said.status === 410;
  if (!lost && said.state !== "receiving") return true;
  if (file.lost) { await refuse(file, ""); return false; } // twice is no accident
  await files.put({ ...file, state: "sending", lost: true });
  start(file);
  return false;
}

async function look(id) {
  if (looked.has(id)) return;
  looked.add(id);
  for (let round = 0, again = true; again; round += 1) {
    const file = await files.get(id);
    if (file?.state !== "checking") break;
    tell(file, "checking");
    if (round) await rest(LOOKS_S, round - 1);
    if (document.hidden) await once(document, "visibilitychange");
    else again = await weigh(file, await standing(id));
  }
  looked.delete(id);
}

function start(file) {
  if (under.has(file.id)) return;
  under.add(file.id);
  tell(file, "waiting");
  const turn = () => alone(file.id, () => send(file.id)).catch(() => undefined).then(() => under.delete(file.id));
  queue = queue.then(turn);
}

// A file just chosen: first onto the shelf, then into the queue.
export async function add(picked, place) {
  start(await files.keep(picked, place));
}

// Whatever is unsent goes on; what was refused is said again; what nobody came back for is forgotten.
export async function resume() {
  for (const file of await files.all()) {
    if (Date.now() - file.at > KEPT_MS) await files.forget(file.id);
    else if (file.state === "sending") start(file);
    else if (file.state === "checking") look(file.id);
    else tell(file, file.word ?? "refused", { what: file.what });
  }
}

export async function putAway(id) {
  const file = await files.get(id);
  await files.forget(id);
  await giveUp(id); // the page asks the server again when it hears of it
  if (file) tell(file, "gone");
}

// Now rather than in a while.
export function hurry() {
  nudges.dispatchEvent(new Event("go"));
  return resume();
}

addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => { if (!document.hidden) resume(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) resume(); });
