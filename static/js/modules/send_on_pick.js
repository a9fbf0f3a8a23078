// A form with one file: choosing it is enough, it is sent at once. Without this its button sends it.
import once from "./once.js";

// The bare file input becomes a button with words; the one to send with is not needed, choosing sends.
function dress(form) {
  const input = form.querySelector("input[type=file]");
  const send = form.querySelector("button:not([type=button])");
  input.closest(".q").className = "pick";
  input.labels[0].className = send.className;
  send.hidden = true;
}

export default function sendOnPick(form) {
  once(form);
  dress(form);
  form.addEventListener("change", (event) => {
    if (event.target.type !== "file" || !event.target.files.length) return;
    if (form.requestSubmit) form.requestSubmit();
    else form.submit();
  });
}
