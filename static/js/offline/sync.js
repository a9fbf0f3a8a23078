// What the phone says to the server and what it hears. No page in here.
const PATIENCE_MS = 15000;
const AT_ONCE_MS = 1000;
const JSON_ONLY = { Accept: "application/json" };

const ask = (address, options = {}) =>
  fetch(address, { credentials: "same-origin", cache: "no-store", signal: AbortSignal.timeout?.(PATIENCE_MS), headers: JSON_ONLY, ...options });

// {status, said}: status 0 where no answer came, `said` the JSON of it or {}. What is mine is «not there» while nobody is signed in:
// where somebody is by now, it is said once more.
// `mandate`: under which a helper's phone says it.
export async function tell(method, address, body, mandate) {
  const answer = await tellOnce(method, address, body, mandate);
  if (answer.status !== 404) return answer;
  asking = null;
  return (await whoAmI())?.signed_in ? tellOnce(method, address, body, mandate) : answer;
}

const under = (mandate) => (mandate ? { Mandate: mandate } : {});

async function tellOnce(method, address, body, mandate) {
  const file = body instanceof Blob;
  try {
    const answer = await ask(address, {
      method,
      keepalive: method === "PUT" && !file, // also when the page is being left
      headers: { ...JSON_ONLY, ...under(mandate), ...(file ? {} : { "Content-Type": "application/json" }) },
      body: file ? body : JSON.stringify(body),
    });
    const status = answer.redirected ? 409 : answer.status; // a page instead of an answer: for the person, not for us
    return { status, said: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, said: {} };
  }
}

export async function read(address, mandate) {
  if (!navigator.onLine) return null;
  try {
    const answer = await ask(address, { headers: { ...JSON_ONLY, ...under(mandate) } });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

// {signed_in, owner, agreed, person, …}; null while there is no signal. What several parts of a page ask at once is asked once.
let asking = null;
export function whoAmI() {
  asking ??= read("/api/toi").finally(() => { setTimeout(() => { asking = null; }, AT_ONCE_MS); });
  return asking;
}

// {id, code, fields, revision, state, undecided}; null when the server has none of mine by this id, or cannot be reached.
export const onServer = (id, mandate) => read(`/api/ho-so/${id}`, mandate);
