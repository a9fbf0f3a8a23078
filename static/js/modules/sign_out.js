// <form data-module="sign_out" data-early="wait">: before signing out, what the server has is taken off this phone, the key to the
// rest too, and no news come to it.
import { forgetSent } from "../offline/drafts.js";
import { forgetArrived } from "../offline/files.js";
import { leave } from "../offline/seal.js";
import { who } from "../offline/who.js";

const PATIENCE_MS = 5000; // a weak signal holds nobody at the door

const soon = (work) => Promise.race([work.catch(() => { /* nothing lies here */ }), new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS); })]);

async function tidy() {
  await who(); // what was typed here before the key came is theirs, not the next person's
  await forgetSent();
  await forgetArrived();
}

export default function signOut(form) {
  let cleared = false;
  form.addEventListener("submit", async (event) => {
    if (cleared) return;
    event.preventDefault();
    await Promise.all([soon(tidy()), soon(import("./push.js").then(({ unsubscribe }) => unsubscribe()))]);
    await soon(leave());
    cleared = true;
    form.submit();
  });
  const { early } = form.dataset;
  delete form.dataset.early;
  if (early === "asked") form.requestSubmit(); // a tap from before this was here
}
