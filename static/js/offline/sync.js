// What the phone says to the server about drafts and what it hears. No page in here; nothing is asked without a signal.
const PATIENCE_MS = 15000;

const ask = (address, options = {}) =>
  fetch(address, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS), ...options });

async function read(address) {
  if (!navigator.onLine) return null;
  try {
    const answer = await ask(address, { headers: { Accept: "application/json" } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// {signed_in, person}; null while there is no signal.
export const whoAmI = () => read("/api/toi");

// {id, code, fields, revision, state}; null when the server has none of mine by this id, or cannot be reached.
export const onServer = (id) => read(`/api/ho-so/${id}`);

// {revision}: it is there now. {conflict: state}: changed elsewhere since, or no draft any more. null: it stays on the phone.
export async function send({ id, code, fields, revision }) {
  try {
    const answer = await ask(`/api/ho-so/${id}`, {
      method: "PUT",
      keepalive: true, // also when the page is being left
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify({ code, fields, revision }),
    });
    if (answer.ok) return { revision: (await answer.json()).revision };
    return answer.status === 409 ? { conflict: (await answer.json()).state ?? "draft" } : null;
  } catch {
    return null;
  }
}
