// <form data-module="scan_card scan_here">, above a form that is nobody's yet: the ID card's QR fills it in on this phone, signal or not.
import { account } from "../offline/seal.js";
import { mandate } from "../offline/helping.js";
import { applicant, who } from "../offline/who.js";

// So that the next form neither shows it nor moves when it goes (app.js).
function remember(known) {
  document.documentElement.classList.toggle("known", known);
  if (mandate()) return; // of somebody else
  try {
    if (known) localStorage.setItem("known", "1");
    else localStorage.removeItem("known");
  } catch { /* storage closed: it goes a moment later */ }
}

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
  form.addEventListener("moved", () => { scanner.remove(); }, { once: true }); // past the questions it would answer
  const known = mandate() ? Boolean((await applicant()).person.full_name) : Boolean((await account())?.known || (await who())?.person?.full_name);
  remember(known);
  if (known || !navigator.mediaDevices?.getUserMedia) scanner.remove();
}
