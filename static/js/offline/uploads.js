// Files on their way, for the pages that show them. No page in here.
import { news } from "./bring_file.js";
import { look } from "./checking.js";
import * as files from "./files.js";
import { last, watch } from "./news.js";
import { hurry as hurryAll, pump } from "./pump.js";
import { giveUp } from "./tus.js";

const KEPT_MS = 30 * 24 * 3600 * 1000;

watch(({ kind, id, word }) => { if (kind === "document" && word === "checking") look(id, pump); });

// A file just chosen: first onto the shelf, then into the queue.
export async function add(picked, place) {
  news(await files.keep(picked, place), "waiting");
  pump();
}

// Whatever is unsent goes on; what was refused is said again; what nobody came back for is forgotten.
export async function resume() {
  for (const file of await files.all()) {
    if (Date.now() - file.at > KEPT_MS && file.state !== "sending") await files.forget(file.id);
    else if (file.state === "checking") look(file.id, pump);
    else if (file.state === "refused") news(file, file.word ?? "refused", { what: file.what });
    else if (!last(file.id)) news(file, "waiting");
  }
  await pump();
}

export async function putAway(id) {
  const file = await files.get(id);
  await files.forget(id);
  await giveUp(file ?? { id }); // the page asks the server again when it hears of it
  if (file) news(file, "gone");
}

export const hurry = hurryAll;
