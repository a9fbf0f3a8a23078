// What an answer of the server means for what was sent. Words: "done", "signal" (none), "busy" (the server), "signin", "needs" (the person).
import { whoAmI } from "./sync.js";

const LATER = new Set([408, 423, 425, 429]);

export async function judge(status) {
  if (status === 0) return "signal";
  if (status >= 500 || LATER.has(status)) return "busy";
  if (status < 400) return "done";
  // a stranger's dossier is «not there»: it may only be that nobody is signed in any more
  const signedOut = status === 401 || (status === 404 && (await whoAmI())?.signed_in === false);
  return signedOut ? "signin" : "needs";
}

export const comesAgain = (word) => word === "signal" || word === "busy";

// Of several tabs, and the worker, one sends; when it is closed, the next one goes on.
export const alone = (line, act) => (navigator.locks ? navigator.locks.request(`line ${line}`, act) : act());
