// A form that has changed since it was begun: what was typed stays, what no longer fits is said and shown, never thrown away.
import { byQuestion, differing } from "../offline/questions.js";
import { collect } from "./answers.js";
import { fill, icon, make } from "./parts.js";

// «Giới tính: Xin chọn …», «Câu không còn hỏi nữa: oi@vidu.vn»; what a choice was called stood in the form of before.
function told(form, name, answer) {
  const field = form.querySelector(`[data-field="${CSS.escape(name)}"]`);
  const label = field?.querySelector("legend,label,.label").firstChild.textContent.trim();
  const chosen = field?.querySelector("select,[type=radio],[type=checkbox]");
  return `${label ?? form.dataset.gone}: ${chosen ? form.dataset.choose : Object.values(answer).flat().join(", ")}`;
}

// `kept`: the draft as this phone had it, its answers by now in the form. → the answers that found no place: they stay with the draft.
export function renewed(form, kept) {
  const lost = differing(kept.fields, collect(form));
  const answers = byQuestion(kept.fields);
  const lines = lost.filter((name) => answers[name]).map((name) => make("li", "", told(form, name, answers[name])));
  const words = make("div", "", make("p", "", fill(lines.length ? form.dataset.renewed : form.dataset.same, {})), ...(lines.length ? [make("ul", "", ...lines)] : []));
  const note = make("div", "note with info", icon("info"), words);
  note.setAttribute("role", "status");
  form.before(note);
  return { ...kept.left, ...Object.fromEntries(lost.map((name) => [name, answers[name]])) };
}
