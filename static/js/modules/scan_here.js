// <form data-module="scan_card scan_here">, above a form that is nobody's yet: the ID card's QR fills it in on this phone, signal or not.
import { account } from "../offline/seal.js";
import { who } from "../offline/who.js";

export default async function scanHere(scanner) {
  const form = document.querySelector("#don");
  const words = scanner.querySelector("[data-words]");
  scanner.addEventListener("card", async (event) => {
    event.preventDefault();
    const { readCard } = await import("../offline/id_card.js");
    const facts = readCard(event.detail);
    words.textContent = facts ? words.dataset.found : words.dataset.other;
    if (facts) form.dispatchEvent(new CustomEvent("known", { detail: facts }));
  });
  const unneeded = () => { scanner.remove(); }; // known already, or past the questions it would answer
  form.addEventListener("moved", unneeded, { once: true });
  if ((await account())?.known || (await who())?.person?.full_name) unneeded();
}
