// Where the form leads when it is filled in, or put aside: to the server's next page, or without a signal to the phone's own.
import { changed } from "../offline/drafts.js";
import { home, mandate } from "../offline/helping.js";

const TO_PHONE = new Set(["signal", "busy"]);

// The ordinary way: the server says beside each question what is to be put right.
function post(form, draft, submitter) {
  form.elements.revision.value = draft.draft.revision ?? "";
  for (const [name, value] of [["changed", changed(draft.draft).join(" ")], ["hand", draft.draft.hand], ["turn", draft.draft.turn ?? ""]]) {
    const input = form.elements[name] ?? form.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
    input.value = value;
  }
  if (form.requestSubmit) form.requestSubmit(submitter);
  else form.submit();
}

export async function goOn(form, draft, submitter) {
  const { id, code } = draft.draft;
  if (submitter?.matches("[data-later]")) {
    const kept = await draft.keep();
    if (kept && mandate()) location.assign(`${home()}#${mandate()}`);
    else if (kept && !navigator.onLine) location.assign("/dang-cho");
    else post(form, draft, submitter);
    return;
  }
  const word = await draft.finish();
  if (word === "done") location.assign(`/ho-so/${id}/giay-to`);
  else if (TO_PHONE.has(word)) location.assign(`/thu-tuc/${code}/giay-to#${id}`);
  else post(form, draft, submitter);
}
