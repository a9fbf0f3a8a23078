// One attempt to bring a file to the server by tus 1.0, going on where the last one ended; tus-js-client is fetched only now.
import { FetchStack } from "./fetch_stack.js";

const ADDRESS = "/tai-len";
const [LEAST, MOST] = [24 * 1024, 256 * 1024];
// What a cut may cost: one of them, or two where the browser itself sends the last request once more.
const piece = (size) => Math.min(MOST, Math.max(LEAST, Math.ceil(size / 32)));
const LONGEST_MS = 180000; // one piece on the weakest signal

// An older kind of module: it names itself `tus`. The worker, which may not fetch modules later, has it from the start.
async function library() {
  if (!globalThis.tus) await import("../../vendor/tus-js-client/tus.min.js");
  return globalThis.tus;
}

const under = ({ mandate } = {}) => (mandate ? { Mandate: mandate } : {});

const metadata = ({ id, dossier, slot, name, type, sha256, overruled }) => {
  const told = { filename: name, filetype: type, dossier, slot, id, sha256, overruled: overruled.join(",") };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value));
};

function words(answer) {
  try {
    return JSON.parse(answer.getBody()).what ?? "";
  } catch {
    return ""; // no answer of ours: a proxy's, or none at all
  }
}

// The library would make a new upload whenever it cannot be told how far the old one is; only «there is none» is a reason to.
class NotKnown extends Error {
  constructor(answer) {
    super("how far the upload is could not be told");
    this.answer = answer;
  }
}

function patience(request) {
  const raw = request.getUnderlyingObject();
  if (!raw) return; // fetch_stack.js has its own
  raw.timeout = LONGEST_MS;
  raw.ontimeout = () => raw.onerror(new Error("no answer")); // the library listens to errors only
}

const look = (file) => async (request, answer) => {
  const status = answer.getStatus();
  if (request.getMethod() !== "HEAD" || status < 400 || status === 404) return;
  if (status !== 410) throw new NotKnown(answer);
  await giveUp(file); // its term is over: begun anew under the same name
};

const failed = (error) => {
  const answer = error.originalResponse ?? error.causingError?.answer;
  return { status: answer?.getStatus() ?? 0, method: error.originalRequest?.getMethod() ?? "", what: answer ? words(answer) : "" };
};

// `tell(part)` with 0…1 → {status, method, what}: 200 when every byte is there, 0 when the signal went.
export async function bring(file, tell) {
  const { Upload } = await library();
  return new Promise((resolve) => {
    const upload = new Upload(file.blob, {
      endpoint: new URL(ADDRESS, location.href).href,
      uploadUrl: file.begun ? new URL(`${ADDRESS}/${file.id}`, location.href).href : null, // asked first how far it is
      chunkSize: piece(file.size), metadata: metadata(file), headers: { Accept: "application/json", ...under(file) },
      storeFingerprintForResuming: false, fingerprint: () => Promise.resolve(null), // the shelf remembers
      retryDelays: null, // the queue decides when to try again
      ...(globalThis.XMLHttpRequest ? {} : { httpStack: new FetchStack(LONGEST_MS) }),
      onBeforeRequest: patience, onAfterResponse: look(file),
      onProgress: (sent, size) => tell(size ? sent / size : 0),
      onSuccess: () => end({ status: 200 }),
      onError: (error) => end(failed(error)),
    });
    const cut = () => { upload.abort(); end({ status: 0 }); };
    const end = (answer) => {
      removeEventListener("offline", cut);
      resolve({ method: "", what: "", ...answer });
    };
    addEventListener("offline", cut);
    upload.start();
  });
}

const ask = (file, { headers, ...options }) =>
  fetch(`${ADDRESS}/${file.id}`, { credentials: "same-origin", cache: "no-store", headers: { ...headers, ...under(file) }, ...options });

// How the server stands to it: {status, state, length, sha256, what}; status 0 without a signal.
export async function standing(file) {
  try {
    const answer = await ask(file, { headers: { Accept: "application/json" } });
    return { ...await answer.json().catch(() => ({})), status: answer.status };
  } catch {
    return { status: 0 };
  }
}

// What is of no use any more need not lie there; if this does not get through, it is cleaned away in time.
export const giveUp = (file) => ask(file, { method: "DELETE", headers: { "Tus-Resumable": "1.0.0" } }).catch(() => undefined);
