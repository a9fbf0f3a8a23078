// The papers of a draft as this phone knows them: what lies here, and what has arrived. No page in here.
//
// A draft's `papers`: [{id, slot, name, size, sha256}], what the server had when it was last asked, and what was taken since.
import { load, update } from "./drafts.js";
import * as files from "./files.js";
import { read } from "./sync.js";

// Only where the draft is still kept: throws otherwise, and nothing is written.
const note = (id, change) => update(id, (kept) => ({ ...kept, papers: change(kept.papers ?? []) })).catch(() => undefined);

export const arrived = ({ id, dossier, slot, name, size, sha256 }) => note(dossier, (papers) => [...papers, { id, slot, name, size, sha256 }]);

// Asks the server, which may have got some from another phone or at a counter.
export async function askServer({ id, revision, mandate }) {
  const said = revision === null ? null : await read(`/api/ho-so/${id}/giay-to`, mandate);
  if (said) await note(id, () => said.papers);
  return said?.papers;
}

// → {here: files, there: papers}
export async function papersOf(id) {
  const [kept, draft] = await Promise.all([files.all(), load(id)]);
  const here = kept.filter(({ dossier }) => dossier === id);
  return { here, there: (draft?.papers ?? []).filter((one) => !here.some((file) => file.id === one.id)) };
}
