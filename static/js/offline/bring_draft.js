// One attempt to bring a draft to the server; what it says is written back, what was typed meanwhile stays.
import { judge } from "./bring.js";
import { changed, load, settled, toMend, unsent, update } from "./drafts.js";
import { tell as say } from "./news.js";
import { differing } from "./questions.js";
import { onServer, tell } from "./sync.js";

const news = ({ id, title }, word, more) => say({ kind: "draft", id, dossier: id, title, word, ...more });

const body = (draft) => ({
  code: draft.code, fields: draft.fields, revision: draft.revision, hand: draft.hand, turn: draft.turn, finished: draft.finished,
  changed: draft.revision === null ? null : changed(draft),
});

async function refuse(id, refused) {
  const now = await update(id, (draft) => ({ ...draft, finished: false, refused }));
  news(now, "needs", refused);
  return "needs";
}

async function arrived(sent, said) {
  const now = await update(sent.id, (draft) => settled(draft, sent, said));
  news(now, now.refused ? "needs" : "sent", { ...now.refused });
  return now.refused ? "needs" : "done";
}

// Handed in, here or elsewhere, before this came: nothing to say if it is the same.
async function noDraft(sent, said) {
  if (said.state && differing(sent.fields, said.fields ?? {}).length === 0) {
    await update(sent.id, (draft) => ({ ...draft, finished: false }));
    return arrived(sent, said);
  }
  return refuse(sent.id, { why: said.state ? "handed_in" : said.title, to: `/ho-so/${sent.id}` });
}

// The person may have put it right elsewhere meanwhile; what was not there is.
async function again(draft) {
  const theirs = await onServer(draft.id, draft.mandate);
  if (!theirs || (!draft.refused.missing && theirs.state === "draft" && theirs.revision === draft.revision)) return "needs";
  await update(draft.id, (now) => ({ ...settled(now, { ...draft, fields: draft.base }, theirs), refused: null }));
  return bringDraft(draft.id);
}

export async function bringDraft(id) {
  const draft = await load(id);
  if (draft?.refused) return again(draft);
  if (!draft || !unsent(draft)) return "done";
  news(draft, "sending");
  const { status, said } = await tell("PUT", `/api/ho-so/${id}`, body(draft), draft.mandate);
  if (status === 200) return arrived(draft, said);
  if (status === 409) return noDraft(draft, said);
  const word = await judge(status);
  if (word === "needs") return refuse(id, { missing: status === 404, why: said.title ?? "wrong", what: said.kept ? `${said.title}. ${said.next ?? said.kept}` : "", to: toMend(draft) });
  news(draft, word);
  return word;
}
