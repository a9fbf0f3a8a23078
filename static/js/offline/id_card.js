// Pure: the QR of a citizen ID card, from its text to the facts on the card; the mirror of webapp/accounts/id_card.py for the layout
// that is printed on cards: seven fields with a pipe between them, more of them on the card of 2024.
const PIPES = /[¦│∣❘ǀ]/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;
const [FIELDS, LONGEST, LONGEST_NAME] = [7, 3000, 120];

const digits = (text) => text.replace(/[ .]/g, "");

// UTF-8 that was read as Windows-1252, put right; any other text as it is.
function unmojibake(text) {
  const byte = new Map([...new TextDecoder("windows-1252").decode(Uint8Array.from({ length: 256 }, (_, code) => code))].map((sign, code) => [sign, code]));
  const bytes = [...text].map((sign) => byte.get(sign) ?? sign.charCodeAt(0));
  if (bytes.some((code) => code > 255)) return text;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Uint8Array.from(bytes));
  } catch {
    return text;
  }
}

const clean = (text) => unmojibake(text).replace(PIPES, "|").normalize("NFKC").replace(/[\t\r\n]/g, " ").replace(INVISIBLE, "").trim();

// «02091985», «2/9/1985» → 1985-09-02; "" where none stands, null for a day that never was.
function day(text) {
  const bare = text.replace(/ /g, "");
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(bare) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(bare);
  if (!found) return "";
  const [d, m, y] = found.slice(1).map(Number);
  const made = new Date(Date.UTC(y, m - 1, d));
  const exists = made.getUTCFullYear() === y && made.getUTCMonth() === m - 1 && made.getUTCDate() === d && y >= 1900;
  return exists && made <= Date.now() ? made.toISOString().slice(0, 10) : null;
}

const plain = (word) => word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

// «Nữ» arrives as Nu, Nuwx, N? …; without a word that can be read the number says it.
function gender(word, number) {
  if (/^(nam|male|m)$/.test(plain(word))) return "1";
  if (/^(n[^a-z]{0,2}|n[uw?].{0,4}|female|f)$/.test(plain(word))) return "2";
  return Number(number[3]) % 2 ? "2" : "1";
}

// → {full_name, id_number, birth_date, gender, residence, …} under the names of docs/procedures.md; null for any other text.
export function readCard(text) {
  const parts = clean(text).split("|").map((part) => part.trim().replace(/ +/g, " "));
  const [number, old, name, born, sex, residence, issued] = parts;
  if (text.length > LONGEST || parts.length < FIELDS || !/^\d{12}$/.test(digits(number)) || name.length > LONGEST_NAME) return null;
  const [birth_date, id_issue_date] = [day(born), day(issued)];
  if (!birth_date || id_issue_date === null || (id_issue_date && id_issue_date < birth_date)) return null;
  const old_id_number = /^(\d{9}|\d{12})$/.test(digits(old)) ? digits(old) : "";
  return { full_name: name, id_number: digits(number), birth_date, gender: gender(sex, digits(number)), residence, old_id_number, id_issue_date };
}
