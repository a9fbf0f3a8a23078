// Keeps a page sending what waits, until nothing does: with pauses that grow while nothing gets through, at once when the signal is back.
import { comesAgain } from "./bring.js";
import { evening } from "./helping.js";
import { wakeLater } from "./hire.js";
import { count, drain } from "./outbox.js";
import { nudge, rest } from "./rest.js";

const PAUSES_S = [1, 2, 4, 8, 15, 30, 60];

let running = false;
let more = false; // something was added meanwhile

async function go() {
  for (let round = 0; ; round += 1) {
    more = false;
    const { word, moved } = await drain().catch(() => ({ word: "busy", moved: false }));
    if (evening()[0]) await import("./round_end.js").then(({ settle }) => settle()).then(count, () => { /* the next time */ });
    if (moved) round = 0;
    if (!comesAgain(word) && !more) return;
    if (more && !comesAgain(word)) continue;
    wakeLater();
    await rest(PAUSES_S, round);
  }
}

export async function pump() {
  more = true;
  if (running) { nudge(); return; }
  running = true;
  await go().finally(() => { running = false; });
}

// Now rather than in a while.
export function hurry() {
  nudge();
  return pump();
}

addEventListener("online", hurry);
document.addEventListener("visibilitychange", () => { if (!document.hidden) hurry(); });
addEventListener("pageshow", ({ persisted }) => { if (persisted) hurry(); });
