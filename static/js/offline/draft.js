// One draft being filled in: kept on the phone at once, sent a little later. No page in here.
import { bringDraft } from "./bring_draft.js";
import { alone } from "./bring.js";
import { caughtUp, changed, load, made, unsent, update } from "./drafts.js";
import { watch } from "./news.js";
import { byQuestion, differing, same, withAnswers } from "./questions.js";
import { withRoom } from "./room.js";

const PHONE_MS = 150;
const SERVER_MS = 1200;

const OF_SERVER = ["revision", "base", "hand", "turn", "state", "undecided", "refused"];
// The queue is fetched when there is something for it: most who look at a form type nothing.
const pump = () => import("./pump.js").then((queue) => queue.pump()).catch(() => undefined);
const only = (thing, names) => Object.fromEntries(names.map((name) => [name, thing[name]]));

// `say(word)`: "saving", "phone", "server", "waiting", "elsewhere" (two phones answered differently), "full", "handed_in";
// `adopt(fields)`: the server brought other answers than stand in the form.
export class Draft {
  #say;
  #adopt;
  #phone = null;
  #later = null;
  #unkept = false;
  #keptFields = {};

  constructor(draft, say, adopt) {
    this.draft = made(draft);
    this.signedIn = false; // or held by a paper slip (bySlip): what is typed goes to the server
    this.bySlip = false;
    this.#say = say;
    this.#adopt = adopt;
    this.#keptFields = this.draft.fields;
    watch((news) => { if (news.kind === "draft" && news.id === this.draft.id && news.word !== "sending") this.#heard(); });
  }

  get id() { return this.draft.id; }

  // Something was typed, or another step came up.
  change(what) {
    Object.assign(this.draft, what, what.fields && { finished: false, refused: null });
    this.#unkept = true;
    this.#say("saving");
    clearTimeout(this.#phone);
    this.#phone = setTimeout(() => this.keep(), PHONE_MS);
  }

  // To the phone at once; then, a little later, to the server. → whether the phone has it.
  async keep() {
    clearTimeout(this.#phone);
    this.#unkept = false;
    const kept = await this.#toPhone();
    this.#say(kept ? this.word() : "full");
    clearTimeout(this.#later);
    if (kept) this.#later = setTimeout(() => this.send(), SERVER_MS);
    return kept;
  }

  send() {
    clearTimeout(this.#later);
    if (!this.signedIn || !unsent(this.draft)) return;
    if (this.bySlip) alone(this.id, () => bringDraft(this.id)).catch(() => undefined); // the queue waits for a sign-in
    else pump();
  }

  // The page may go away any moment.
  async flush() {
    if (this.#unkept) await this.keep();
    if (this.signedIn && navigator.onLine && changed(this.draft).length) await alone(this.id, () => bringDraft(this.id)).catch(() => undefined);
  }

  // Filled in to the end: what the server makes of it. "done" (it stands), "needs" (something is to be put right), else why it waits.
  // What a helper fills in goes on here in any case: the citizen reads it over on this phone.
  async finish() {
    clearTimeout(this.#phone);
    this.draft.finished = true;
    if (!await this.#toPhone()) return "full";
    const word = navigator.onLine && !this.draft.mandate ? await alone(this.id, () => bringDraft(this.id)) : "signal";
    if (word !== "done" && word !== "needs") pump();
    return word;
  }

  // What the server has by now, on the phone and in the form.
  async catchUp(theirs) {
    await update(this.id, (kept) => caughtUp(kept ?? this.draft, theirs)).catch(() => undefined);
    await this.#heard();
  }

  // Where it is just now, as a word for `say`.
  word() {
    if (this.draft.undecided?.length) return "elsewhere";
    if (this.draft.revision !== null && !unsent(this.draft)) return "server";
    return navigator.onLine ? "phone" : "waiting";
  }

  async #toPhone() {
    const { fields } = this.draft;
    try {
      const kept = await withRoom(JSON.stringify(fields).length, () =>
        update(this.id, (there) => ({ ...this.draft, ...(there && only(there, OF_SERVER)), refused: this.draft.refused })));
      Object.assign(this.draft, only(kept, OF_SERVER));
      this.#keptFields = fields;
      return true;
    } catch {
      return false;
    }
  }

  // The shelf has news of the server: what was not typed in since goes into the form.
  async #heard() {
    const kept = await load(this.id);
    if (!kept) return;
    const before = this.draft.fields;
    const taken = differing(kept.fields, before).filter((name) => same(byQuestion(before)[name], byQuestion(this.#keptFields)[name]));
    Object.assign(this.draft, only(kept, OF_SERVER), { finished: kept.finished && this.draft.finished });
    if (taken.length) {
      this.draft.fields = this.#keptFields = withAnswers(before, kept.fields, taken);
      await this.#adopt(this.draft.fields);
    }
    this.#say(kept.refused?.why === "handed_in" ? "handed_in" : this.word());
  }
}
