// What the form begins with: what stands on the page, what this phone kept, what the server has. And the words about saving.
import { Draft } from "../offline/draft.js";
import { caughtUp, closed, forget, load, unsent, update } from "../offline/drafts.js";
import { mandate } from "../offline/helping.js";
import { newId } from "../offline/ids.js";
import { onServer } from "../offline/sync.js";
import { applicant, who } from "../offline/who.js";
import { collect, put } from "./answers.js";
import { fillIn } from "./fill.js";
import { makeRows, trimRows } from "./repeat.js";
import { place } from "./wizard_steps.js";

const GOOD = new Set(["phone", "server"]);
const WORDS = { phone: "onPhone", server: "onServer", saving: "saving", waiting: "waiting", elsewhere: "elsewhere", full: "full" };

function takeFresh(id) {
  try {
    const fresh = sessionStorage.getItem("fresh") === id;
    sessionStorage.removeItem("fresh");
    return fresh;
  } catch {
    return false; // storage closed: the server is asked once more than needed
  }
}

// Kept here by somebody who is not signed in, and stays theirs; after a sign-in the key may only be on its way.
const another = async (id) => await closed(id) && (await who(), closed(id));

// The draft's id: the page's, the address's, or a new one; `fresh`: begun this moment, so the server cannot know it.
export async function settleId(form) {
  const there = form.dataset.id || place().id;
  const given = there && !await another(there) ? there : form.dataset.id;
  const id = given || newId();
  form.elements.id.value = id;
  if (!given) history.replaceState(history.state, "", `#${id}`);
  return { id, fresh: !given || takeFresh(id) };
}

// say("phone") → «Đã lưu trên máy», in the line under the form.
export function sayer(form) {
  const line = document.querySelector(".saved");
  const words = line.querySelector("span");
  const use = line.querySelector("use");
  const usual = words.textContent;
  let now = "";
  return (word) => {
    if (word === now || (word === "saving" && now && now !== "full")) return; // not a new sentence at every letter
    now = word;
    words.textContent = form.dataset[WORDS[word]] ?? usual;
    line.classList.toggle("ok", GOOD.has(word));
    line.classList.toggle("error", word === "full");
    use?.setAttribute("href", use.getAttribute("href").replace(/#.*/, GOOD.has(word) ? "#check" : "#time"));
  };
}

// New rows wake their own modules first; the ward list must be listening before it is told what to choose.
export async function restore(form, fields) {
  makeRows(form, fields);
  await new Promise((resolve) => { setTimeout(resolve); });
  put(form, fields);
  trimRows(form);
}

// A personal page shows what the server has; what this phone changed since goes on top of it.
async function beginPersonal(form, id, kept) {
  const theirs = { fields: collect(form), revision: Number(form.dataset.revision), undecided: form.dataset.undecided.split(" ").filter(Boolean) };
  if (!kept || "wrong" in form.dataset) return { ...kept, base: theirs.fields, ...theirs, finished: false, refused: null };
  return update(id, (now) => ({ ...caughtUp(now, theirs), refused: null, finished: false })).catch(() => caughtUp(kept, theirs));
}

// The draft being filled in, its values on the page.
export async function begin(form, id, say) {
  const kept = await load(id);
  const known = "id" in form.dataset ? await beginPersonal(form, id, kept) : kept;
  if (known && kept) await restore(form, known.fields);
  else trimRows(form);
  const title = document.querySelector("h1")?.textContent.trim() ?? "";
  const { code, number } = form.dataset;
  const changed = known?.number && known.number !== number; // the form is another one than when it was begun
  const left = changed ? (await import("./wizard_renewed.js")).renewed(form, known) : known?.left;
  const draft = new Draft({ mandate: mandate(), ...known, id, code, title, number, left, fields: collect(form) }, say, (fields) => restore(form, fields));
  draft.known = Boolean(kept); // this phone has seen it before
  if (kept) say(draft.word());
  return draft;
}

const mayBeThere = ({ known, draft }, fresh) => (known ? draft.revision !== null : !fresh);

// Opened by a paper slip: what is typed goes to the server, and nothing of whoever holds this phone goes in.
// When somebody is signed in: a newer version from the server, then what is known of the person, into empty questions only.
export async function meet(form, draft, fresh) {
  if ("slip" in form.dataset) {
    draft.signedIn = draft.bySlip = true;
    return;
  }
  const me = await applicant();
  if (!me) return;
  draft.signedIn = me.signed_in;
  if (!me.signed_in) return;
  if (!("id" in form.dataset) && mayBeThere(draft, fresh)) await compare(draft);
  if (!draft.filledIn && !(draft.known ? draft.draft.filled : "id" in form.dataset)) {
    fillIn(form, me.person, me.today);
    draft.filledIn = true; // said of the draft once it is kept with what was filled in (wizard.js)
  }
}

async function compare(draft) {
  const theirs = await onServer(draft.id, draft.draft.mandate);
  if (!theirs) return;
  if (theirs.state === "draft") await draft.catchUp(theirs);
  else if (unsent(draft.draft)) draft.send(); // the list of what waits says that it was handed in already
  else {
    await forget(theirs.id);
    location.replace(`/ho-so/${theirs.id}`);
  }
}
