// <button data-module="print">: prints the page, or saves it as a PDF where the phone offers that.
export default function print(button) {
  button.addEventListener("click", () => globalThis.print());
}
