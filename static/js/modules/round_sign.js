// What somebody allows in a helper's evening, in words, and their own hand under it: kept here, sent when there is a signal.
import * as acts from "../offline/acts.js";
import { newId } from "../offline/ids.js";
import { toHex } from "../offline/pin.js";
import * as round from "../offline/round.js";
import { make } from "./parts.js";
import { fail } from "./round_start.js";
import { pad } from "./signature.js";

const digest = async (text) => toHex(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));

// `mandate`: once more, under the same name: what was done under it then is allowed.
async function keepSigned(mandate, signed) {
  const { called, procedures, who, phone } = signed;
  for (const { id, kind, ...act } of await acts.all()) if (kind === "mandate" && act.mandate === mandate) await acts.forget(id);
  await round.keep({ ...await round.household(mandate), id: mandate, called, procedures, facts: who, phone, state: "waiting", signed: true });
  await acts.add({ kind: "mandate", mandate, title: called, signed });
  await round.beginWith(null);
}

// The words of just this, and the pad under them.
export async function showSign(show, want) {
  const { again } = await round.begun() ?? {};
  const kit = again ? await round.renewed() : await round.kit();
  const here = show("sign");
  const names = want.procedures.map((code) => kit.names[code][want.lang]).join("; ");
  const said = kit.words[want.lang][want.days];
  const words = names ? said.only.replace("{names}", () => names) : said.any;
  here.querySelector("[data-words]").replaceChildren(...words.split("\n").filter(Boolean).map((line) => make("p", "", line)));
  const form = here.querySelector("form");
  const fresh = form.cloneNode(true); // an empty pad, and nobody listening to it
  form.replaceWith(fresh);
  const drawn = pad(fresh, fresh.querySelector("[data-again]"));
  fail(fresh, "");
  fresh.addEventListener("submit", async (event) => {
    event.preventDefault();
    const signature = drawn();
    if (!signature) { fail(fresh, fresh.dataset.unsigned); return; }
    const id = again ?? newId();
    const signed = { ...want, read: await digest(words), signature, at: new Date(Date.now() + kit.behind).toISOString(), consent: fresh.dataset.consent };
    await keepSigned(id, signed).then(() => { location.hash = `${id}/giay`; }, () => fail(fresh, fresh.dataset.full));
  });
}
