// <div data-module="known_again" data-fields="ids" data-words="…">: marks the questions that were filled in from an earlier dossier.
import { mark } from "./fill.js";

export default function start(box) {
  for (const id of box.dataset.fields.split(" ").filter(Boolean)) {
    const wrapper = document.querySelector(`[data-field="${CSS.escape(id)}"]`);
    if (wrapper) mark(wrapper, box.dataset.words);
  }
}
