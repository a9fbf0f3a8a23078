// <a class="term" href="/tu-ngu#trich-luc" data-module="term" data-say data-more data-done>: a tap says what an official word means,
// right here. On a first visit (no service worker yet: nothing more is fetched) and where a browser knows no dialogs it is an
// ordinary link.
import { make } from "./parts.js";

let shown;

function box() {
  const [title, says, more, done] = [make("h2"), make("p"), make("a", "tap"), make("button", "btn")];
  title.id = "tu-nay";
  title.style.marginTop = 0;
  const dialog = make("dialog", "says", title, says, make("p", "", more), done);
  dialog.setAttribute("aria-labelledby", title.id);
  done.type = "button";
  done.onclick = () => dialog.close();
  dialog.addEventListener("click", ({ target }) => { if (target === dialog) dialog.close(); }); // a tap beside it
  document.body.append(dialog);
  return { dialog, title, says, more, done };
}

function open(link) {
  shown ??= box();
  shown.title.textContent = link.textContent[0].toUpperCase() + link.textContent.slice(1);
  shown.says.textContent = link.dataset.say;
  shown.more.textContent = link.dataset.more;
  shown.more.href = link.href;
  shown.done.textContent = link.dataset.done;
  shown.dialog.showModal();
}

export default function term(link) {
  if (!globalThis.HTMLDialogElement?.prototype.showModal) return;
  link.style.textDecorationStyle = "dotted";
  link.setAttribute("aria-haspopup", "dialog");
  link.addEventListener("click", (tap) => {
    if (tap.ctrlKey || tap.metaKey || tap.shiftKey) return; // asked for in a tab of its own
    tap.preventDefault();
    open(link);
  });
}
