// <form data-module="scan_card scan_here">, above a form that is nobody's yet: the ID card's QR fills it in on this phone, signal or not.
import { readCard } from "../offline/id_card.js";
import { account } from "../offline/seal.js";

export default async function scanHere(scanner) {
  const words = scanner.querySelector("[data-words]");
  scanner.addEventListener("card", (event) => {
    event.preventDefault();
    const facts = readCard(event.detail);
    words.textContent = facts ? words.dataset.found : words.dataset.other;
    if (facts) document.querySelector("#don").dispatchEvent(new CustomEvent("known", { detail: facts }));
  });
  if ((await account())?.known) scanner.remove(); // known already: the form is filled in without it
}
