// A form that a double tap cannot send twice: the button rests after sending, with words if it has them
// (<button data-busy="Đang gửi…">), and wakes again when the page comes back.
export default function once(form) {
  let sent = false;
  const buttons = [...form.querySelectorAll("button:not([type=button])")];
  const usual = new Map(buttons.map((button) => [button, [...button.childNodes]]));
  const rest = () => {
    form.setAttribute("aria-busy", "true");
    for (const button of buttons) {
      button.disabled = true;
      if (button.dataset.busy) button.textContent = button.dataset.busy;
    }
  };
  const wake = () => {
    sent = false;
    form.removeAttribute("aria-busy");
    for (const [button, inside] of usual) {
      button.disabled = false;
      button.replaceChildren(...inside);
    }
  };
  form.addEventListener("submit", (event) => {
    if (sent) { event.preventDefault(); return; }
    if (event.defaultPrevented) return;
    sent = true;
    setTimeout(rest); // after the browser has read the form, the button's own value with it
  });
  addEventListener("pageshow", (event) => { if (event.persisted) wake(); });
}
