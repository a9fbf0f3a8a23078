"""What a test does on the phone with the app's own modules: scripts for `page.evaluate`, on a page of the app."""

CODE = "1.004194"
BALLAST = """const [db, shelf] = ["ballast", "stones"];
  const opened = () => new Promise((done, no) => { const asked = indexedDB.open(db, 1); asked.onupgradeneeded = () => asked.result.createObjectStore(shelf, { autoIncrement: true }); asked.onsuccess = () => done(asked.result); asked.onerror = () => no(asked.error); });
  const put = (base, stone) => new Promise((done) => { const transaction = base.transaction(shelf, "readwrite"); transaction.objectStore(shelf).add(new Blob([stone])); transaction.oncomplete = () => done(true); transaction.onabort = () => done(false); });"""
FILL_UP = f"""async () => {{ {BALLAST}
  const base = await opened();
  for (const size of [4e6, 4e5, 4e4, 4e3, 400]) while (await put(base, new Uint8Array(size))) {{ /* until nothing of this size fits */ }}
  base.close(); }}"""
EMPTY = f"""async () => {{ {BALLAST}
  const base = await opened();
  await new Promise((done) => {{ const transaction = base.transaction(shelf, "readwrite"); transaction.objectStore(shelf).clear(); transaction.oncomplete = done; }});
  base.close(); }}"""

MODULES = """const from = (name) => import(document.querySelector("script[src*='js/app.js']").src.replace("app.js", `offline/${name}.js`));"""
ON_THE_PHONE = f"""async () => {{ {MODULES}
  await Promise.all(["acts", "drafts", "files", "outbox", "pump", "tus"].map(from));
  await import(document.querySelector("script[src*='js/app.js']").src.replace("js/app.js", "vendor/tus-js-client/tus.min.js")); }}"""
TYPE = f"""async ([id, fields, finished]) => {{ {MODULES}
  const {{ update, made }} = await from("drafts"); const {{ pump }} = await from("pump");
  try {{ await update(id, (kept) => ({{ ...made({{ id, code: "{CODE}", title: "Tạm trú" }}), ...kept, fields: {{ ...kept?.fields, ...fields }}, finished, refused: null }})); }}
  catch {{ return false; }}
  pump(); return true; }}"""
PHOTO = f"""async ([id, slot, text]) => {{ {MODULES}
  const files = await from("files"); const {{ pump }} = await from("pump");
  const file = await files.keep(new File([text], "giay.pdf", {{ type: "application/pdf" }}), {{ dossier: id, slot }});
  pump(); return [file.id, file.sha256, !files.wouldBeLost(file.id)]; }}"""
SUBMIT = f"""async ([id]) => {{ {MODULES}
  const {{ load, update }} = await from("drafts"); const acts = await from("acts"); const {{ pump }} = await from("pump");
  const draft = await load(id);
  if (!draft) return null;
  try {{
    await update(id, (kept) => ({{ ...kept, finished: true }}));
    const act = await acts.add({{ kind: "submission", dossier: id, title: "Tạm trú", read: "a".repeat(64), declared: "cam-doan-1", signature: "", person: null, fields: draft.fields }});
    pump(); return act.id;
  }} catch {{ return null; }} }}"""
AGAIN = f"""async ([id]) => {{ {MODULES}
  const {{ update }} = await from("drafts"); await update(id, (kept) => ({{ ...kept, finished: true }})); }}"""
NO_ROOM_FOR_KEYS = """() => new Promise((done) => {
  indexedDB.open("mot-cham").onsuccess = ({ target: { result } }) => {
    const clearing = result.transaction("keys", "readwrite");
    clearing.objectStore("keys").clear();
    clearing.oncomplete = () => { result.close(); done(); };
  };
  for (const name of ["add", "put"]) {
    const plain = IDBObjectStore.prototype[name];
    IDBObjectStore.prototype[name] = function write(...what) {
      const asked = plain.apply(this, what);
      if (this.name === "keys" && !globalThis.room) this.transaction.abort();
      return asked;
    };
  }
})"""
COPIES = f"""async ([many]) => {{ {MODULES}
  const {{ update, made }} = await from("drafts");
  for (let n = 0; n < many; n += 1) {{
    const fields = {{ note: "ghi ".repeat(100000) }};
    await update(crypto.randomUUID(), () => made({{ title: "Bản chép", fields, base: fields, revision: 1 }}));
  }} }}"""
LEFT = f"""async () => {{ {MODULES}
  return (await (await from("drafts")).all()).filter(({{ title }}) => title === "Bản chép").length; }}"""
STANDING = f"""async () => {{ {MODULES}
  const {{ waiting }} = await from("outbox"); const now = await waiting();
  return {{ drafts: now.drafts.map(({{ id, refused }}) => [id, refused]), files: now.files.map(({{ id, state, what }}) => [id, state, what]), acts: now.acts.map(({{ id, state, refused }}) => [id, state, refused]) }}; }}"""
WHY = f"""async () => {{ {MODULES}
  const {{ drain, waiting }} = await from("outbox"); const {{ changed }} = await from("drafts"); const {{ who }} = await from("who");
  const me = await who(); const result = await drain(); const {{ drafts, files, acts }} = await waiting();
  const told = drafts.map(({{ fields, base, ...draft }}) => ({{ ...draft, changed: changed({{ fields, base }}) }}));
  return {{ online: navigator.onLine, me, ...result, drafts: told, files, acts }}; }}"""
QUIET = f"""async () => {{ {MODULES}
  const {{ drain }} = await from("outbox"); const {{ waiting }} = await from("outbox"); const {{ last }} = await from("news");
  const {{ word }} = await drain(); const now = await waiting(); // hears who is here, and fetches their key
  if ((await (await from("shut")).closedOnes()).others) return "signin"; // on the list too: their owner is to sign in again
  const held = new Set(now.drafts.map(({{ id }}) => id)); // after a draft that needs the person
  const quiet = now.drafts.every(({{ refused }}) => refused) && now.files.every(({{ id, state, dossier }}) => state === "refused" || last(id)?.word === "needs" || held.has(dossier)) && now.acts.every(({{ state, dossier }}) => state === "needs" || held.has(dossier));
  return word === "done" && quiet ? "quiet" : word; }}"""
LET_GO = f"""async ([id]) => {{ {MODULES}
  const {{ forget }} = await from("drafts"); await forget(id); }}"""
REFUSED = f"""async ([id]) => {{ {MODULES}
  const {{ load }} = await from("drafts"); return Boolean((await load(id))?.refused); }}"""
WRITTEN_AFTER_THE_KEY_LEFT = f"""async ([id]) => {{ {MODULES}
  const files = await from("files"); const {{ letGo }} = await from("seal"); const {{ get }} = await from("store");
  const file = await files.get(id);
  await letGo();
  await files.put({{ ...file, begun: true }});
  return [(await get("uploads", id)).owner, (await get("bodies", id)).owner]; }}"""
NO_KEY_IS_KEPT = """for (const name of ["add", "put"]) {
  const plain = IDBObjectStore.prototype[name];
  IDBObjectStore.prototype[name] = function write(...what) {
    const asked = plain.apply(this, what);
    if (this.name === "keys") this.transaction.abort();
    return asked;
  };
}"""
