// Who is signed in, asked of the server; the keys on this phone follow.
import { adopt } from "./box.js";
import { has, hold, letGo } from "./seal.js";
import { tell, whoAmI } from "./sync.js";

async function keyFor(me) {
  if (me.owner && await has(me.owner)) return { owner: me.owner, key: null };
  const { status, said } = await tell("POST", "/api/khoa", {});
  return status === 200 ? said : null;
}

// What /api/toi says; null while there is no signal.
export async function who() {
  const me = await whoAmI();
  if (!me) return null;
  try {
    if (!me.signed_in) await letGo();
    else {
      const given = await keyFor(me);
      if (given) {
        await hold(given.owner, given.key, { agreed: me.agreed, known: Boolean(me.person?.full_name) });
        await adopt();
      }
    }
  } catch { /* storage closed: nothing is kept on this phone anyway */ }
  return me;
}
