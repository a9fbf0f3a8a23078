// Pure: the QR of a citizen ID card, from its text to the facts on the card; the mirror of webapp/accounts/id_card.py for the layout
// that is printed on cards: seven fields with a pipe between them, more of them on the card of 2024.
const PIPES = /[¦│∣❘ǀ]/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu;

const clean = (text) => text.replace(PIPES, "|").normalize("NFKC").replace(/[\t\r\n]/g, " ").replace(INVISIBLE, "").trim();
const digits = (text) => text.replace(/[ .]/g, "");

// «02091985», «2/9/1985» → 1985-09-02; "" for anything that is no day.
function day(text) {
  const found = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text.replace(/ /g, "")) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text.replace(/ /g, ""));
  if (!found) return "";
  const [d, m, y] = found.slice(1).map(Number);
  const made = new Date(Date.UTC(y, m - 1, d));
  const exists = made.getUTCFullYear() === y && made.getUTCMonth() === m - 1 && made.getUTCDate() === d && y >= 1900 && y <= 2100;
  return exists ? made.toISOString().slice(0, 10) : "";
}

// «Nữ» arrives as Nu, Nuwx, N? …; without a word the number says it.
function gender(word, number) {
  if (/^nam$/i.test(word)) return "1";
  if (/^n/i.test(word)) return "2";
  return Number(number[3]) % 2 ? "2" : "1";
}

// → {full_name, id_number, birth_date, gender, residence, …} under the names of docs/procedures.md; null for any other text.
export function readCard(text) {
  const [number = "", old = "", name = "", born = "", sex = "", residence = "", issued = ""] = clean(text).split("|").map((part) => part.trim().replace(/ +/g, " "));
  const facts = { id_number: digits(number), full_name: name, birth_date: day(born) };
  if (!/^\d{12}$/.test(facts.id_number) || !name || name.length > 120 || !facts.birth_date) return null;
  const older = /^(\d{9}|\d{12})$/.test(digits(old)) ? digits(old) : "";
  return { ...facts, gender: gender(sex, facts.id_number), residence, old_id_number: older, id_issue_date: day(issued) };
}
