// One attempt to bring a file to the server, from where the last one ended.
import { judge } from "./bring.js";
import * as files from "./files.js";
import { tell } from "./news.js";
import { bring } from "./tus.js";

const PIECE_AGAIN = new Set([404, 409, 410, 460]); // the next attempt asks first how far it is

export const news = ({ id, dossier, slot, name, size }, word, more) => tell({ kind: "document", id, dossier, slot, name, size, word, ...more });

export async function refuse(file, what, word = "refused") {
  await files.put({ ...file, state: "refused", what, word });
  news(file, word, { what });
  return "needs";
}

async function ended(file, { status, method, what }) {
  if (method === "PATCH" && PIECE_AGAIN.has(status)) { news(file, "signal"); return "signal"; }
  const word = await judge(status);
  if (word === "needs" && status !== 404) return refuse(file, what);
  if (word === "needs") news(file, "needs", { why: "form", to: `/ho-so/${file.dossier}/don` }); // no such paper is asked for, yet
  else news(file, word);
  return word;
}

// `moved()` is called when something of it has got through.
export async function bringFile(id, moved = () => {}) {
  const file = await files.get(id);
  if (file?.state !== "sending") return "done"; // put away, or another tab was quicker
  const blob = await files.contents(file);
  if (!blob) return refuse(file, "", "lost");
  if (!file.begun) await files.put({ ...file, begun: true });
  let furthest = 0;
  const answer = await bring({ ...file, blob }, (part) => {
    if (part > furthest) moved();
    furthest = Math.max(furthest, part);
    news(file, "sending", { part });
  }).catch(() => ({ status: 0 })); // the library could not be fetched
  if (answer.status !== 200) return ended(file, answer);
  await files.put({ ...file, state: "checking" });
  news(file, "checking");
  return "done";
}
