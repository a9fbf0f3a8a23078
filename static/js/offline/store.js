// The phone's own store: the only place that opens IndexedDB. Objects with an `id`, by shelf.
const NAME = "mot-cham";
const VERSION = 4; // raised with every new shelf; what lies on the others stays
const SHELVES = ["drafts", "uploads", "bodies", "acts", "keys", "rounds", "households"];

let opened = null;

const done = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

function open() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      for (const shelf of SHELVES) {
        if (!request.result.objectStoreNames.contains(shelf)) request.result.createObjectStore(shelf, { keyPath: "id" });
      }
    };
    request.onsuccess = () => {
      const db = request.result;
      db.onversionchange = () => { db.close(); opened = null; }; // another tab brings a newer version
      db.onclose = () => { opened = null; };
      resolve(db);
    };
    request.onblocked = () => reject(new Error("the phone's store is held by another tab"));
    request.onerror = () => reject(request.error);
  }).catch((error) => { opened = null; throw error; });
  return opened;
}

async function on(shelf, mode, act) {
  const transaction = (await open()).transaction(shelf, mode);
  const finished = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  const [result] = await Promise.all([done(act(transaction.objectStore(shelf))), finished]);
  return result;
}

export const get = (shelf, id) => on(shelf, "readonly", (things) => things.get(id));
export const all = (shelf) => on(shelf, "readonly", (things) => things.getAll());
export const count = (shelf) => on(shelf, "readonly", (things) => things.count());
export const add = (shelf, thing) => on(shelf, "readwrite", (things) => things.add(thing)); // ConstraintError: there is one
export const put = (shelf, thing) => on(shelf, "readwrite", (things) => things.put(thing));
// In the place of what was `seen` there; whatever was written meanwhile stays.
export const swap = (shelf, seen, thing) => on(shelf, "readwrite", (things) => {
  const asked = things.get(seen.id);
  asked.addEventListener("success", () => { if (String(asked.result?.iv) === String(seen.iv)) things.put(thing); });
  return asked;
});
export const remove = (shelf, id) => on(shelf, "readwrite", (things) => things.delete(id));
