// The long form of a procedure as one question group at a time, kept on this phone as it is typed.
// Without this module the same form stands there in full and posts; nothing here decides anything the server does not check again.
import "./wards.js"; // awake before kept addresses are put back
import { collect } from "./answers.js";
import { check, recheck, tidy } from "./check.js";
import { fillFromAnswers, fillIn } from "./fill.js";
import { watchRows } from "./repeat.js";
import { begin, meet, sayer, settleId } from "./wizard_draft.js";
import { goOn } from "./wizard_end.js";
import { place, Steps } from "./wizard_steps.js";

// What is typed so far, as one text to compare.
const now = (form) => JSON.stringify(collect(form));

// Typed into before this module was there.
const typed = (form) => [...form.elements].some((one) => (one.defaultValue ?? one.value) !== one.value || one.checked !== one.defaultChecked);

class Wizard {
  constructor(form, draft, fresh, say) {
    Object.assign(this, { form, draft, fresh, say, leaving: false });
    this.known = now(form); // what is kept, or was there from the start
    this.steps = new Steps(form, (group) => this.#moved(group));
  }

  // The first step to see: the one with an error of the server's, the one of the address, the one where it was left.
  begin({ group }) {
    const { form, steps } = this;
    const error = "wrong" in form.dataset ? form.querySelector("[data-group] .error, [data-group] [aria-invalid=true]") : null;
    const first = (error && steps.holding(error)) || steps.byName(group) || steps.byName(this.draft.draft.step);
    if (first && first !== steps.current) steps.go(first, "replace");
    error?.closest(".q")?.querySelector("input:not([type=hidden]),select,textarea")?.focus();
  }

  keep() {
    this.known = now(this.form);
    this.form.querySelectorAll("[data-offered]").forEach((said) => said.remove()); // said by the server, from other answers
    const { filled } = this.draft.draft;
    this.draft.change({ fields: collect(this.form), step: this.steps.current.dataset.group, filled: filled || Boolean(this.draft.filledIn) });
  }

  changed(target) {
    recheck(this.form, target?.closest(".q"));
    this.steps.refresh();
    if (now(this.form) !== this.known) this.keep();
  }

  async send(event) {
    if (this.leaving) return;
    event.preventDefault();
    const later = event.submitter?.matches("[data-later]");
    if (!later && !this.#onward()) return;
    this.keep();
    this.leaving = true;
    this.form.setAttribute("aria-busy", "true");
    await goOn(this.form, this.draft, event.submitter);
  }

  // What the server and the person's account add; not counted as typed.
  async meet() {
    const before = now(this.form);
    await meet(this.form, this.draft, this.fresh);
    if (before === this.known) this.known = now(this.form);
    this.steps.refresh();
    this.draft.send();
  }

  // An ID card was read: into empty questions, kept as if typed.
  card(facts) {
    fillIn(this.form, facts);
    this.draft.draft.card = true;
    this.changed();
  }

  flush() { if (!this.leaving) this.draft.flush(); }

  again() {
    this.leaving = false;
    this.form.removeAttribute("aria-busy");
  }

  // True when everything has been asked and stands.
  #onward() {
    const { form, steps } = this;
    if (!this.#allWell([steps.current])) return false;
    if (steps.last) return this.#allWell(steps.groups);
    fillFromAnswers(form, steps.next);
    steps.go(steps.next);
    this.keep();
    return false;
  }

  // The first wrong answer comes before one's eyes.
  #allWell(groups) {
    return groups.every((group) => {
      const control = check(this.form, group);
      if (!control) return true;
      if (group !== this.steps.current) this.steps.go(group);
      control.focus();
      control.scrollIntoView({ block: "center" });
      return false;
    });
  }

  #moved(group) {
    const title = group.querySelector("legend");
    this.form.dispatchEvent(new Event("moved"));
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }
}

function listen(form, wizard) {
  for (const kind of ["input", "change"]) form.addEventListener(kind, ({ target }) => wizard.changed(target));
  form.addEventListener("focusout", ({ target }) => { if (tidy(target)) wizard.changed(target); });
  form.addEventListener("submit", (event) => wizard.send(event));
  form.addEventListener("known", ({ detail }) => wizard.card(detail));
  watchRows(form, () => wizard.changed());
  addEventListener("pageshow", () => wizard.again());
  addEventListener("pagehide", () => wizard.flush());
  document.addEventListener("visibilitychange", () => { if (document.hidden) wizard.flush(); });
  addEventListener("online", () => wizard.meet());
  addEventListener("offline", () => { wizard.say(wizard.draft.word()); });
}

export default async function start(form) {
  const address = place();
  let early = typed(form);
  form.addEventListener("input", () => { early = true; }, { once: true });
  const { id, fresh } = await settleId(form);
  const say = sayer(form);
  const draft = await begin(form, id, (word) => {
    if (word === "handed_in") location.replace(`/ho-so/${id}`);
    else say(word);
  });
  const wizard = new Wizard(form, draft, fresh, say);
  wizard.begin(address);
  listen(form, wizard);
  if (early && !draft.known) wizard.keep();
  await wizard.meet();
}
