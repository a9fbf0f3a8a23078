// Drafts: on the phone as they are typed, on the server when somebody is signed in and there is a signal. No page in here.
//
// A draft on the phone: {id, code, title, fields, step, revision, dirty, posted, filled, saved}. `revision` is the server's last known
// one (null: the server never had it), `dirty` says the phone knows more than the server, `posted` that the whole form was just sent.
import * as store from "./store.js";
import { onServer, send } from "./sync.js";

const SHELF = "drafts";
const PHONE_MS = 150;
const SERVER_MS = 1200;
const CLOSING_MS = 3000;

export const load = (id) => store.get(SHELF, id).catch(() => undefined);
export const all = () => store.all(SHELF).catch(() => []);
export const forget = (id) => store.remove(SHELF, id).catch(() => undefined);

// After signing out: what the server has need not stay on a phone that others may use.
export async function forgetSent() {
  for (const draft of await all()) if (await arrived(draft)) await forget(draft.id);
}

// A form sent the ordinary way may have been refused, and the person may have left the page that said so: only the server knows.
async function arrived({ id, revision, dirty, posted }) {
  if (!posted) return revision !== null && !dirty;
  const theirs = await onServer(id);
  return Boolean(theirs) && (theirs.state !== "draft" || revision === null || theirs.revision > revision);
}

// One draft being filled in. `say(word)`: "saving", "phone", "server", "waiting", "elsewhere", "unsaved"; "gone" once it was submitted.
export class Draft {
  #say;
  #phone = null;
  #later = null;
  #sending = null;
  #unkept = false;
  #parted = false;
  #closed = false;

  constructor(draft, say) {
    this.draft = { title: "", fields: {}, step: "", revision: null, dirty: false, posted: false, filled: false, ...draft };
    this.signedIn = false;
    this.#say = say;
  }

  // Something was typed, or another step came up.
  change(what) {
    Object.assign(this.draft, what);
    if (what.fields) Object.assign(this.draft, { dirty: true, posted: false });
    this.#unkept = true;
    this.#say("saving");
    clearTimeout(this.#phone);
    this.#phone = setTimeout(() => this.keep(), PHONE_MS);
  }

  // To the phone at once; then, a little later, to the server.
  async keep() {
    clearTimeout(this.#phone);
    this.#unkept = false;
    const kept = await this.#toPhone();
    if (this.#closed) return;
    this.#say(this.word(kept));
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.send(), SERVER_MS);
  }

  // To the server, one sending at a time; what changed meanwhile goes next.
  async send() {
    clearTimeout(this.#later);
    const may = this.signedIn && navigator.onLine && !this.#parted && !this.#closed;
    if (!may || !this.draft.dirty) return;
    if (this.#sending) {
      await this.#sending;
      this.#later = setTimeout(() => this.send(), SERVER_MS);
      return;
    }
    this.#sending = this.#sendNow();
    await this.#sending;
    this.#sending = null;
  }

  // The page may go away any moment.
  async flush() {
    if (this.#unkept) await this.keep();
    await this.send();
  }

  // Another phone has changed it since; what is here stays here until the whole form is sent.
  parted() {
    this.#parted = true;
    this.#say("elsewhere");
  }

  // The server has a newer one, and nothing here was waiting to go there.
  async adopt(fields, revision) {
    Object.assign(this.draft, { fields, revision, dirty: false, posted: false });
    await this.keep();
  }

  // Before the whole form is sent the ordinary way: the phone has it all, and no sending of ours is under way.
  async close() {
    this.#closed = true;
    clearTimeout(this.#later);
    clearTimeout(this.#phone);
    this.draft.posted = true;
    const patience = new Promise((resolve) => { setTimeout(resolve, CLOSING_MS); });
    await Promise.race([patience, Promise.all([this.#sending, this.#toPhone()])]);
  }

  // The page is shown again (Back): go on keeping.
  reopen() { this.#closed = false; }

  #toPhone() {
    return store.put(SHELF, { ...this.draft, saved: Date.now() }).then(() => true, () => false);
  }

  // Where it is just now, as a word for `say`.
  word(kept = true) {
    if (this.#parted) return "elsewhere";
    if (!this.draft.dirty && this.draft.revision !== null) return "server";
    if (!kept) return "unsaved";
    return navigator.onLine ? "phone" : "waiting";
  }

  async #sendNow() {
    const { fields } = this.draft;
    const said = await send(this.draft);
    if (!said) this.#say(this.word()); // the next change or signal tries again
    else if (!said.conflict) await this.#arrived(fields, said.revision);
    else if (said.conflict === "draft") this.parted();
    else {
      await forget(this.draft.id);
      this.#say("gone");
    }
  }

  async #arrived(fields, revision) {
    this.draft.revision = revision;
    this.draft.dirty = this.draft.fields !== fields;
    await this.#toPhone();
    if (!this.draft.dirty) this.#say("server");
  }
}
