// For whom this tab works: everybody for themself or, in somebody's home, a helper under a mandate (round.js). A tab remembers it and
// nothing else does: not the other tabs, not the worker.
const read = (name) => { try { return globalThis.sessionStorage?.getItem(name) || ""; } catch { return ""; } };

export const mandate = () => read("mandate");
// What stands above every page meanwhile: {words, back, home, …}; `home` is where the work for them is looked over.
export const helping = () => JSON.parse(read("helping") || "{}");
export const home = () => helping().home ?? "/giup/buoi";
export const atCounter = () => home() === "/khach";
// [owner, key in hex] of the evening's things; ["", ""] while they are locked.
export const evening = () => (read("evening") || " ").split(" ");

// Whose counter this tab works for, as the phone knows accounts; "" at nobody's.
export const whose = () => read("whose");

// From now on only the PIN opens the evening again.
export function lock() {
  try {
    for (const name of ["evening", "mandate", "helping", "held", "whose"]) globalThis.sessionStorage?.removeItem(name);
    globalThis.localStorage?.removeItem("held"); // the evening's own lock is enough
  } catch { /* storage closed: nothing is held open */ }
}
