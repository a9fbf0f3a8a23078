// <main data-module="queue_board" data-url="…">: the board on the wall. New calls are shown at once, and said aloud once somebody
// allowed sound on this screen (browsers want a tap first). It goes on by itself after an outage.
const EVERY_MS = 3000;

const fill = (text, said) => text.replace(/\{(\w+)\}/g, (_whole, name) => said[name] ?? "");
const key = (call) => `${call.number}/${call.calls}`;

const row = (call, words, fresh) => {
  const item = document.createElement("li");
  const number = document.createElement("b");
  const desk = document.createElement("span");
  item.className = fresh ? "now" : "";
  number.className = "num";
  number.textContent = call.number;
  desk.textContent = fill(words, call);
  item.append(number, desk);
  return item;
};

const voice = () => {
  let allowed = false;
  const button = document.querySelector("[data-sound]");
  const say = (text) => {
    if (!allowed || !window.speechSynthesis) return;
    const words = new SpeechSynthesisUtterance(text);
    words.lang = document.documentElement.lang === "en" ? "en-GB" : "vi-VN";
    words.rate = 0.9;
    speechSynthesis.speak(words);
  };
  button?.addEventListener("click", () => {
    allowed = true;
    button.hidden = true;
    say(button.textContent.trim());
  });
  return say;
};

export default function queueBoard(main) {
  const { url, say: sentence, desk, waiting } = main.dataset;
  const list = main.querySelector("[data-calls]");
  const wait = main.querySelector("[data-wait]");
  const say = voice();
  let known;

  const show = ({ calls, waiting: n }) => {
    const fresh = new Set(known ? calls.filter((call) => !known.has(key(call))).map(key) : []);
    if (!known || fresh.size || calls.length !== list.children.length) list.replaceChildren(...calls.map((call, place) => row(call, desk, place === 0)));
    wait.textContent = fill(waiting, { n });
    for (const call of calls.filter((one) => fresh.has(key(one))).reverse()) say(fill(sentence, call));
    known = new Set(calls.map(key));
  };
  const round = async () => {
    try {
      const answer = await fetch(url, { headers: { Accept: "application/json" }, cache: "no-store", credentials: "omit" });
      if (answer.ok) show(await answer.json());
    } catch {
      // no line just now: the last calls stay on the wall
    }
    setTimeout(round, EVERY_MS);
  };
  round();
}
