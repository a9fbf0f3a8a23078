// <form data-module="sign_out">: before signing out, what the server has is taken off this phone, the key to the rest too, and no news
// come to it.
import { forgetSent } from "../offline/drafts.js";
import { forgetArrived } from "../offline/files.js";
import { letGo } from "../offline/seal.js";
import { who } from "../offline/who.js";

export default function signOut(form) {
  let cleared = false;
  form.addEventListener("submit", async (event) => {
    if (cleared) return;
    event.preventDefault();
    await who(); // what was typed here before the key came is theirs, not the next person's
    const told = import("./push.js").then(({ unsubscribe }) => unsubscribe());
    await Promise.all([forgetSent(), ...[forgetArrived(), told].map((work) => work.catch(() => { /* nothing lies here */ }))]);
    await letGo().catch(() => { /* storage closed */ });
    cleared = true;
    form.submit();
  });
}
