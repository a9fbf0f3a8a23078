// What the form begins with: what stands on the page, what this phone kept, what the server has. And the words about saving.
import { Draft, forget, load } from "../offline/drafts.js";
import { onServer, whoAmI } from "../offline/sync.js";
import { collect, put } from "./answers.js";
import { fillIn } from "./fill.js";
import { makeRows, trimRows } from "./repeat.js";

const GOOD = new Set(["phone", "server"]);
const WORDS = { phone: "onPhone", server: "onServer", saving: "saving", waiting: "waiting", elsewhere: "elsewhere" };

// say("phone") → «Đã lưu trên máy», in the line under the form.
export function sayer(form) {
  const line = form.querySelector(".saved");
  const words = line.querySelector("span");
  const use = line.querySelector("use");
  const usual = words.textContent;
  let now = "";
  return (word) => {
    if (word === now || (word === "saving" && now && now !== "unsaved")) return; // not a new sentence at every letter
    now = word;
    words.textContent = form.dataset[WORDS[word]] ?? usual;
    line.classList.toggle("ok", GOOD.has(word));
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, GOOD.has(word) ? "#check" : "#time"));
  };
}

// New rows wake their own modules first; the ward list must be listening before it is told what to choose.
async function restore(form, fields) {
  makeRows(form, fields);
  await new Promise((resolve) => { setTimeout(resolve); });
  put(form, fields);
}

// On a personal page the server's answers stand there already. Of this phone's only what the server has not seen goes on top.
async function beginPersonal(form, kept) {
  const revision = Number(form.dataset.revision);
  const unsent = kept && (kept.posted ? "wrong" in form.dataset || revision === kept.revision : kept.dirty);
  if (unsent) await restore(form, kept.fields);
  const parted = unsent && !kept.posted && kept.revision !== null && kept.revision !== revision;
  return { known: { revision, dirty: Boolean(unsent && !kept.posted), posted: false }, parted };
}

// The draft being filled in, its values on the page. `fresh`: begun this moment, so the server cannot know it.
export async function begin(form, id, say) {
  const kept = await load(id);
  const personal = "id" in form.dataset ? await beginPersonal(form, kept) : null;
  if (!personal && kept) await restore(form, kept.fields);
  trimRows(form);
  const title = document.querySelector("h1")?.textContent.trim() ?? "";
  const draft = new Draft({ ...kept, id, code: form.dataset.code, title, fields: collect(form), ...personal?.known }, say);
  draft.known = Boolean(kept); // this phone has seen it before
  if (personal?.parted) draft.parted();
  else if (kept) say(draft.word());
  return draft;
}

const mayBeThere = ({ known, draft }, fresh) => (known ? draft.revision !== null || draft.posted : !fresh);

// When somebody is signed in: a newer version from the server, then what is known of the person, into empty questions only.
export async function meet(form, draft, fresh) {
  const me = await whoAmI();
  if (!me) return;
  draft.signedIn = me.signed_in;
  if (!me.signed_in) return;
  if (!("id" in form.dataset) && mayBeThere(draft, fresh)) await compare(form, draft);
  if (!(draft.known ? draft.draft.filled : "id" in form.dataset)) {
    fillIn(form, me.person, me.today);
    draft.draft.filled = true;
  }
}

async function compare(form, draft) {
  const theirs = await onServer(draft.draft.id);
  if (!theirs) return;
  if (theirs.state !== "draft") {
    await forget(theirs.id);
    location.replace(`/ho-so/${theirs.id}`);
    return;
  }
  const { dirty, posted, revision } = draft.draft;
  if (dirty && !posted) {
    if (revision !== null && theirs.revision !== revision) draft.parted();
    return;
  }
  if (revision !== null && theirs.revision <= revision) return;
  await restore(form, theirs.fields);
  trimRows(form);
  await draft.adopt(collect(form), theirs.revision);
}
