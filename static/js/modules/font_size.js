// Three buttons, data-text="" | "big" | "huge": the size of all text, kept on this phone.
export default function fontSize(group) {
  const root = document.documentElement;
  const buttons = [...group.querySelectorAll("[data-text]")];
  const show = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.text === (root.dataset.text ?? "")));
  };
  const choose = (size) => {
    if (size) root.dataset.text = size;
    else delete root.dataset.text;
    try {
      localStorage.setItem("text", size);
    } catch { /* storage closed: holds for this page */ }
    show();
  };
  for (const button of buttons) {
    button.addEventListener("click", () => {
      choose(button.dataset.text);
      button.scrollIntoView({ block: "nearest" });
    });
  }
  show();
}
