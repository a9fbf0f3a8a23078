// On the page that stands for another one without a signal: a page of a dossier that this phone can go on with by itself.
import { load } from "../offline/drafts.js";

const PARTS = { don: "lam", "giay-to": "giay-to", "doc-lai": "doc-lai" };

export default async function wayOn() {
  const [, id, part] = /^\/ho-so\/([0-9a-f-]{36})\/([a-z-]+)$/.exec(location.pathname) ?? [];
  const draft = PARTS[part] && await load(id);
  if (draft) location.replace(`/thu-tuc/${encodeURIComponent(draft.code)}/${PARTS[part]}#${id}`);
}
