// <a href="/…" data-module="share" data-title="…" data-done="Đã chép đường dẫn">…</a>, or a button with data-url. Opens the phone's own
// sharing; where there is none the link is copied, or shown to be copied by hand. Without this the link simply opens.
import { make } from "./parts.js";

const SHOWN_MS = 4000;

// The words beside the icon, in an element of their own.
function wordsOf(element) {
  const known = element.querySelector("span");
  if (known) return known;
  const words = make("span", "", element.textContent.trim());
  for (const node of [...element.childNodes]) if (node.nodeType === Node.TEXT_NODE) node.remove();
  element.append(words);
  return words;
}

export default function share(element) {
  const words = wordsOf(element);
  const usual = words.textContent;
  const { title = document.title, text, done, fail = "" } = element.dataset;
  const url = new URL(element.dataset.url || element.getAttribute("href") || location.pathname, location.href).href;
  words.setAttribute("role", "status");
  const say = (said) => {
    words.textContent = said;
    setTimeout(() => { words.textContent = usual; }, SHOWN_MS);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(url);
      say(done);
    } catch {
      say(`${fail} ${url}`.trim()); // a page without HTTPS has no clipboard
    }
  };
  element.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!navigator.share) { await copy(); return; }
    try {
      await navigator.share({ title, text, url });
    } catch (error) {
      if (error.name !== "AbortError") await copy(); // closing the sheet is no failure
    }
  });
}
