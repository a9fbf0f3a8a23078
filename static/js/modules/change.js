// <form data-module="change" data-amount="20000">: change for the cash handed over, as it is typed; the server works it out too.
const said = (dong) => `${dong.toLocaleString(document.documentElement.lang === "en" ? "en" : "vi")} đồng`;

const read = (typed) => (/^\d[\d.,\s]*$/.test(typed.trim()) ? Number(typed.replace(/\D/g, "")) : null);

export default function change(form) {
  const given = form.elements.given;
  const words = form.querySelector("[data-change]");
  given.addEventListener("input", () => {
    const amount = read(given.value);
    if (amount === null) return words.replaceChildren();
    const over = amount - Number(form.dataset.amount);
    const number = document.createElement("b");
    number.className = "num";
    number.textContent = said(Math.abs(over));
    return words.replaceChildren(`${over < 0 ? words.dataset.short : words.dataset.back} `, number);
  });
}
