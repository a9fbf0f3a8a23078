// Files that have arrived whole: how their checking stands, asked now and then while a page is looked at.
import { refuse, news } from "./bring_file.js";
import * as files from "./files.js";
import { arrived } from "./papers.js";
import { judge } from "./bring.js";
import { nudged, rest } from "./rest.js";
import { standing } from "./tus.js";

const LOOKS_S = [1, 2, 4, 8, 15];
const looked = new Set(); // this tab asks already

async function settled(file, said) {
  if (said.state === "refused") await refuse(file, said.what ?? "");
  else if (said.length !== file.size || (file.sha256 && said.sha256 && said.sha256 !== file.sha256)) await refuse(file, "", "differs");
  else {
    const sha256 = said.sha256 ?? file.sha256;
    await arrived({ ...file, sha256 });
    await files.forget(file.id);
    news(file, "taken", { sha256 });
  }
}

// One answer of the server about a file that has arrived → "again", "done", or "send" when it is to be sent once more.
async function weigh(file, said) {
  if (said.state === "taken" || said.state === "refused") { await settled(file, said); return "done"; }
  if (said.status && await judge(said.status) === "signin") { news(file, "signin"); return "done"; }
  const lost = said.status === 404 || said.status === 410;
  if (!lost && said.state !== "receiving") return "again";
  if (file.lost) { await refuse(file, ""); return "done"; } // twice is no accident
  await files.put({ ...file, state: "sending", lost: true });
  return "send";
}

// `send()` when the server has lost it.
export async function look(id, send) {
  if (looked.has(id)) return;
  looked.add(id);
  let word = "again";
  for (let round = 0; word === "again"; round += 1) {
    const file = await files.get(id);
    if (file?.state !== "checking") break;
    news(file, "checking");
    if (round) await rest(LOOKS_S, round - 1);
    if (document.hidden) await nudged(document, "visibilitychange");
    else word = await weigh(file, await standing(file));
  }
  looked.delete(id);
  if (word === "send") send();
}
