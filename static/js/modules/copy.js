// <button data-module="copy" data-copy="99990000" data-done="Đã chép" data-fail="…"><span>Chép</span></button>
// Copies the number and says so, on the button and to a screen reader.
const SHOWN_MS = 2500;

const byHand = (text) => {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "sr";
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
};

const put = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return byHand(text); // a page without HTTPS has no clipboard; the old way still works there
  }
};

export default function copy(button) {
  const words = button.querySelector("span") ?? button;
  const usual = words.textContent;
  let timer;
  words.setAttribute("role", "status");
  button.addEventListener("click", async () => {
    const done = await put(button.dataset.copy);
    button.focus();
    words.textContent = done ? button.dataset.done : button.dataset.fail;
    clearTimeout(timer);
    timer = setTimeout(() => { words.textContent = usual; }, SHOWN_MS);
  });
}
