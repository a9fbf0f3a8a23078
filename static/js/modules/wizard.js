// The long form of a procedure as one question group at a time, kept on this phone as it is typed.
// Without this module the same form stands there in full and posts; nothing here decides anything the server does not check again.
import { newId } from "../offline/ids.js";
import "./wards.js"; // awake before kept addresses are put back
import { collect } from "./answers.js";
import { check, recheck } from "./check.js";
import { fillFromAnswers } from "./fill.js";
import { watchRows } from "./repeat.js";
import { begin, meet, sayer } from "./wizard_draft.js";
import { place, Steps } from "./wizard_steps.js";

function takeFresh(id) {
  try {
    const fresh = sessionStorage.getItem("fresh") === id;
    sessionStorage.removeItem("fresh");
    return fresh;
  } catch {
    return false; // storage closed: the server is asked once more than needed
  }
}

function settleId(form) {
  const given = form.dataset.id || place().id;
  const id = given || newId();
  form.elements.id.value = id;
  if (!given) history.replaceState(history.state, "", `#${id}`);
  return { id, fresh: !given || takeFresh(id) };
}

// The first question with an error of the server's, if the page came back with some.
const wrongOne = (form) => ("wrong" in form.dataset ? form.querySelector("[data-group] .error, [data-group] [aria-invalid=true]") : null);

const asking = (group) => {
  const title = group.querySelector("legend");
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
  scrollTo({ top: 0 });
};

export default async function wizard(form) {
  const address = place();
  const { id, fresh } = settleId(form);
  const say = sayer(form);
  const draft = await begin(form, id, (word) => {
    if (word === "gone") location.replace(`/ho-so/${id}`);
    else say(word);
  });
  let known = JSON.stringify(collect(form)); // what is kept or was there from the start
  let leaving = false;

  const steps = new Steps(form, (group) => asking(group));
  const keep = () => draft.change({ fields: collect(form), step: steps.current.dataset.group });
  const changed = () => {
    steps.refresh();
    const now = JSON.stringify(collect(form));
    if (now === known) return;
    known = now;
    keep();
  };

  const error = wrongOne(form);
  const first = (error && steps.holding(error)) || steps.byName(address.group) || steps.byName(draft.draft.step);
  if (first && first !== steps.current) steps.go(first, "replace");
  if (error) error.closest(".q")?.querySelector("input:not([type=hidden]),select,textarea")?.focus();

  form.addEventListener("input", (event) => { recheck(form, event.target.closest(".q")); changed(); });
  form.addEventListener("change", (event) => { recheck(form, event.target.closest(".q")); changed(); });
  watchRows(form, changed);

  // True when everything asked so far stands; else the first wrong answer is before one's eyes.
  const allWell = (groups) => groups.every((group) => {
    const control = check(form, group);
    if (!control) return true;
    if (group !== steps.current) steps.go(group, "push");
    control.focus();
    control.scrollIntoView({ block: "center" });
    return false;
  });

  const onward = () => {
    if (!allWell([steps.current])) return false;
    if (steps.last) return allWell(steps.groups);
    fillFromAnswers(form, steps.next);
    steps.go(steps.next);
    known = JSON.stringify(collect(form));
    keep();
    return false;
  };

  form.addEventListener("submit", async (event) => {
    if (leaving) return;
    event.preventDefault();
    const { submitter } = event;
    if (!submitter?.matches("[data-later]") && !onward()) return;
    keep();
    if (!navigator.onLine) { await draft.keep(); return; } // says that it waits for a signal
    leaving = true;
    form.setAttribute("aria-busy", "true");
    await draft.close();
    if (form.requestSubmit) form.requestSubmit(submitter);
    else form.submit();
  });

  addEventListener("pageshow", () => { leaving = false; form.removeAttribute("aria-busy"); draft.reopen(); });
  addEventListener("pagehide", () => { if (!leaving) draft.flush(); });
  document.addEventListener("visibilitychange", () => { if (document.hidden && !leaving) draft.flush(); });
  const meeting = async () => {
    const before = JSON.stringify(collect(form));
    await meet(form, draft, fresh);
    if (before === known) known = JSON.stringify(collect(form)); // what was filled in for somebody is not typed
    steps.refresh();
    draft.send();
  };
  addEventListener("online", meeting);
  addEventListener("offline", () => { if (draft.draft.dirty) say("waiting"); });
  await meeting();
}
