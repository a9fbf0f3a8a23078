// <div data-module="forget_draft" data-id="…">, on a page one sees only after submitting: the phone's copy has done its work.
import { forget } from "../offline/drafts.js";

export default function forgetDraft(element) {
  return forget(element.dataset.id);
}
