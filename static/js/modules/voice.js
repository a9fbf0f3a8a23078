// <p data-module="voice" role="status" data-say data-stop data-before data-hearing data-heard data-nothing data-refused data-offline
// data-failed>: a microphone beside the search box where the browser can listen. Its maker's service may hear what is said, which
// is told before the first time. What was heard goes into the box and is read over before it is searched for.
import { fill } from "./parts.js";

const Recognition = globalThis.SpeechRecognition ?? globalThis.webkitSpeechRecognition;
const TOLD = "voice"; // storage: the privacy note was read on this phone
const LANGUAGES = { vi: "vi-VN", en: "en-US" };
const WHY = { "no-speech": "nothing", aborted: "", "not-allowed": "refused", "service-not-allowed": "refused", "audio-capture": "refused", network: "offline" };
const MICROPHONE = `<svg class="ic" viewBox="0 0 24 24" aria-hidden="true"><path d="M9 5a3 3 0 0 1 6 0v5a3 3 0 0 1-6 0zM5 10a7 7 0 0 0 14 0M8 21h8M12 17v4"/></svg>`;

const told = (now) => {
  try {
    if (now) localStorage.setItem(TOLD, "1");
    return Boolean(localStorage.getItem(TOLD));
  } catch { return false; } // storage closed: told again each time
};

export default function voice(status) {
  const box = document.querySelector("#q");
  const wanted = location.hash === "#noi"; // the front page's «or say it»
  if (!Recognition) {
    status.textContent = wanted ? status.dataset.failed : "";
    return;
  }
  const button = document.createElement("button");
  let [listening, asked] = [null, false];
  const say = (name, values) => { status.textContent = fill(status.dataset[name], values); };
  const show = (now) => {
    listening = now;
    button.classList.toggle("on", Boolean(now));
    button.setAttribute("aria-label", now ? status.dataset.stop : status.dataset.say);
  };
  const listen = () => {
    const ear = new Recognition();
    ear.lang = LANGUAGES[document.documentElement.lang] ?? LANGUAGES.vi;
    ear.interimResults = true;
    let told = "nothing"; // what to say when it ends without a word
    ear.onresult = ({ results }) => {
      const words = [...results].map(([best]) => best.transcript).join(" ").trim().slice(0, box.maxLength);
      if (!words) return;
      box.value = words;
      told = "";
      say("heard", { words });
    };
    ear.onerror = ({ error }) => { told = WHY[error] ?? "failed"; };
    ear.onend = () => {
      show(null);
      if (told) say(told);
      else if (status.textContent === status.dataset.hearing) status.textContent = "";
    };
    show(ear);
    say("hearing");
    ear.start();
  };
  button.type = "button";
  button.className = "mic";
  button.innerHTML = MICROPHONE;
  button.addEventListener("click", () => {
    if (listening) { listening.abort(); return; }
    if (!told() && !asked) { asked = true; say("before"); return; }
    told(true);
    try { listen(); } catch { show(null); say("failed"); }
  });
  show(null);
  box.after(button);
  if (wanted) button.focus();
}
