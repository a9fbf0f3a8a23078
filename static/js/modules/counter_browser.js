// The desk's launcher (tools/counter.py), where this browser was started by it: it takes this browser's folder away and opens a fresh
// one. It listens on this machine only; where, and the secret it knows us by, it said in the address it opened.
const NAME = "launcher";

// → the ticket that came along, "" without one.
export function remember() {
  const [what, port, secret, ticket] = location.hash.slice(1).split("/");
  history.replaceState(null, "", location.pathname);
  if (what !== "may" || !/^\d{1,5}$/.test(port)) return "";
  sessionStorage.setItem(NAME, JSON.stringify({ port, secret }));
  return ticket ?? "";
}

export const launched = () => sessionStorage.getItem(NAME);

// `known`: what `launched` said before the stores were cleared. → whether a fresh browser takes over.
export async function fresh(known) {
  if (!known) return false;
  try {
    const answer = await fetch("/api/chuyen-may", { method: "POST", credentials: "same-origin", headers: { "Content-Type": "application/json" }, body: "{}" });
    const { ticket } = answer.ok ? await answer.json() : {};
    const { port, secret } = JSON.parse(known);
    location.replace(`http://127.0.0.1:${port}/tiep/${secret}/${ticket ?? ""}`);
    return true;
  } catch { return false; }
}
