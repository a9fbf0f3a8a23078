// <div data-module="phone_drafts" data-title="…">: what is being filled in and exists on this phone only, each to go on with.
// Where the page lists the dossiers the server has, the phone's copies of submitted or thrown away ones are dropped.
import { all, copied, forget } from "../offline/drafts.js";
import { icon, make } from "./parts.js";

const listed = (id) => document.querySelector(`main a[href*="${CSS.escape(id)}"]`);
const stillDraft = (link) => link.getAttribute("href").endsWith("/don");

function row({ id, code, title, step, saved }) {
  const when = new Intl.DateTimeFormat(document.documentElement.lang || "vi", { dateStyle: "medium", timeStyle: "short" });
  const link = make("a", "row dossier card", icon("edit"),
    make("span", "", make("b", "", title || code), make("small", "", when.format(saved))), icon("go"));
  link.href = `/thu-tuc/${encodeURIComponent(code)}/lam#${[id, step].filter(Boolean).join("/")}`;
  return link;
}

export default async function phoneDrafts(box) {
  const lists = "mine" in box.dataset || location.pathname.startsWith("/ho-so");
  const here = [];
  for (const draft of await all()) {
    const link = listed(draft.id);
    if (link ? !stillDraft(link) : lists && navigator.onLine && copied(draft)) await forget(draft.id);
    else if (!link) here.push(draft);
  }
  if (!here.length) return;
  here.sort((a, b) => b.saved - a.saved);
  box.append(make("h2", "", box.dataset.title), ...here.map(row));
  document.querySelector("main .empty")?.setAttribute("hidden", "");
}
