// <form data-module="slip_close" data-id="…">: this browser lets a dossier go that a paper slip opened, and what it kept of its draft too,
// once the server has it.
import { bringDraft } from "../offline/bring_draft.js";
import { copied, forget, load } from "../offline/drafts.js";

async function letGo(id) {
  if (await load(id)) await bringDraft(id).catch(() => undefined);
  const kept = await load(id);
  if (kept && copied(kept)) await forget(id);
}

export default function slipClose(form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    letGo(form.dataset.id).finally(() => form.submit());
  });
}
