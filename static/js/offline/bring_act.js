// One attempt to bring a decision to the server: a consent, a person, the last word on a dossier.
import { all, change } from "./acts.js";
import { body } from "./box.js";
import { judge } from "./bring.js";
import { load, toMend, update } from "./drafts.js";
import { tell as say } from "./news.js";
import { differing } from "./questions.js";
import { onServer, tell } from "./sync.js";

const news = ({ kind, id, dossier, title }, word, more) => say({ kind, id, dossier, title, word, ...more });

async function refuse(act, refused) {
  news(await change(act, { state: "needs", refused }), "needs", refused);
  return "needs";
}

async function done(act, more) {
  news(await change(act, { state: "done", refused: null, ...more }), "sent");
  return "done";
}

async function otherwise(act, status, { why, to, title, ...more }) {
  const word = await judge(status);
  if (word === "needs") return refuse(act, { why: why ?? title, ...more, to: act.mandate ? toMend(act) : to ?? "/dang-cho" });
  news(act, word);
  return word;
}

async function bringConsent(act) {
  const { status, said } = await tell("PUT", `/api/dong-y/${act.id}`, { text: act.text });
  return status === 200 ? done(act) : otherwise(act, status, said);
}

async function bringPerson(act) {
  const { status, said } = await tell("PUT", `/api/nguoi/${act.id}`, { facts: act.facts });
  return status === 200 ? done(act, { known: said.id }) : otherwise(act, status, said);
}

// The id the server knows a person by: the grandmother of this card may have been known before.
async function knownAs(person) {
  const act = (await all()).find(({ id }) => id === person);
  return act ? act.known : person;
}

async function submit(act, revision) {
  const { read, declared, signature, dossier, again, on_paper } = act;
  const at = new Date(act.at).toISOString();
  const person = act.person ? await knownAs(act.person) : null;
  return tell("PUT", `/api/ho-so/${dossier}/nop/${act.id}`, { revision, read, declared, signature, at, person, again, on_paper }, act.mandate);
}

// Another phone wrote since: the last word holds only if the form is still what was read.
async function newest(act) {
  const theirs = await onServer(act.dossier, act.mandate);
  if (!theirs || differing(theirs.fields, act.fields).length) return null;
  await update(act.dossier, (draft) => ({ ...draft, revision: theirs.revision, base: theirs.fields }));
  return theirs.revision;
}

async function bringSubmission(act) {
  if (act.person && !await knownAs(act.person)) return refuse(act, { why: "person_first", to: "/dang-cho" });
  const draft = await load(act.dossier);
  let { status, said } = await submit(act, draft && !differing(draft.fields, act.fields).length ? draft.revision : null);
  if (status === 409 && said.why === "changed") {
    const revision = await newest(act);
    if (revision !== null) ({ status, said } = await submit(act, revision));
  }
  return status === 200 ? done(act, { reference: said.reference, to: said.to }) : otherwise(act, status, said);
}

// A mandate that was signed here, as its words stood.
async function bringMandate(act) {
  const { status, said } = await tell("PUT", `/api/nho-giup/${act.mandate}`, act.signed);
  return status === 200 ? done(act, { given: said }) : otherwise(act, status, said.wrong ? { why: "person" } : said);
}

async function bringPaper(act) {
  const picture = await body(act.id);
  if (!picture) return refuse(act, { why: "lost", to: toMend(act) });
  const { status, said } = await tell("PUT", `/api/nho-giup/${act.mandate}/giay`, picture);
  return status === 200 ? done(act, { given: said }) : otherwise(act, status, said);
}

const BRING = { consent: bringConsent, person: bringPerson, submission: bringSubmission, mandate: bringMandate, paper: bringPaper };

export async function bringAct(act) {
  news(act, "sending");
  return BRING[act.kind](act);
}
