// For whom this tab works: everybody for themself or, in somebody's home, a helper under a mandate (round.js). A tab remembers it and
// nothing else does: not the other tabs, not the worker.
const read = (name) => { try { return globalThis.sessionStorage?.getItem(name) || ""; } catch { return ""; } };

export const mandate = () => read("mandate");
// [owner, key in hex] of the evening's things; ["", ""] while they are locked.
export const evening = () => (read("evening") || " ").split(" ");

// From now on only the PIN opens the evening again.
export function lock() {
  try {
    for (const name of ["evening", "mandate", "helping", "held"]) globalThis.sessionStorage?.removeItem(name);
    globalThis.localStorage?.removeItem("held"); // the evening's own lock is enough
  } catch { /* storage closed: nothing is held open */ }
}
