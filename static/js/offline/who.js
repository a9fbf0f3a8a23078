// Who is signed in, asked of the server; the keys on this phone follow.
import { adopt, get } from "./box.js";
import { mandate } from "./helping.js";
import { has, hold, letGo } from "./seal.js";
import { tell, whoAmI } from "./sync.js";

async function keyFor(me) {
  if (me.owner && await has(me.owner)) return { owner: me.owner, key: null };
  const { status, said } = await tell("POST", "/api/khoa", {});
  return status === 200 ? said : null;
}

// → whether the phone holds what belongs to `me`.
async function follow(me) {
  if (!me.signed_in) return letGo().then(() => true);
  const given = await keyFor(me);
  if (!given) return false;
  await hold(given.owner, given.key, { agreed: me.agreed, known: Boolean(me.person?.full_name) });
  await adopt(given.owner);
  return true;
}

// The server's word after a sign-in (accounts/login.py), read by app.js: nobody need ask again.
const settled = () => { if (globalThis.document) document.cookie = "keyless=;path=/;max-age=0"; };

// What /api/toi says; null while there is no signal.
export async function who() {
  const me = await whoAmI();
  if (!me) return null;
  try {
    if (await follow(me)) settled();
  } catch { /* storage closed: nothing is kept on this phone anyway */ }
  return me;
}

// For whom the form is filled in here: whoever is signed in or, in somebody's home, the one whose card was read there (with or
// without a signal).
export async function applicant() {
  if (!mandate()) return who();
  const { facts } = await get("households", mandate()) ?? {};
  return { signed_in: true, kind: "citizen", person: facts ?? {} };
}
