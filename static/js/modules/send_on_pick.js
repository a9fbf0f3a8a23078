// A form with one file: choosing it is enough, it is sent at once. The button stays for those who prefer it.
import once from "./once.js";

export default function sendOnPick(form) {
  once(form);
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  });
}
