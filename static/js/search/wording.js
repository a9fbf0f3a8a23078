// What somebody says, as words that can be compared: webapp/procedures/wording.py once more (docs/search.md).
// A word is {plain, hats, tone, marked}: a to z and digits; with ă â ê ô ơ ư đ; 0 none, then huyền, sắc, ngã, hỏi, nặng.
const WORD = /[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|[0-9]+/g;
const TONES = { "\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5 };
export const [IDLE, WEAK, MATTER] = [0, 1, 2];

// At most eight marks in a row, as the server reads them.
const normal = (form, text) => text.replace(/(\p{M}{8})\p{M}+/gu, "$1").normalize(form);
const bare = (text) => normal("NFD", text.replaceAll("đ", "d")).replace(/[\u0300-\u036f]/g, "");
const known = new Map();

export function word(text) {
  if (known.has(text)) return known.get(text);
  let [tone, hats] = [0, ""];
  for (const sign of normal("NFD", text)) {
    if (sign in TONES) tone = TONES[sign];
    else hats += sign;
  }
  hats = normal("NFC", hats).replace(/([bcdghklmnpqrstv])y$/, "$1i"); // «kí» and «ký», «lí» and «lý» are one
  const plain = bare(hats);
  const made = { plain, hats, tone, marked: tone > 0 || hats !== plain };
  known.set(text, made);
  return made;
}

export const words = (text) => (normal("NFC", text.toLowerCase()).match(WORD) ?? []).map(word);
export const sameTone = (one, other) => one === other || (one + other === 7 && one * other === 12); // ngã and hỏi are confused
const fits = (said, written) => said.plain === written.plain
  && (!said.marked || (said.hats === written.hats && sameTone(said.tone, written.tone)));

const written = ({ hats, tone }) => `${hats} ${tone}`;
const listed = (lines) => {
  const all = lines.flatMap(words);
  const [full, plain] = [new Set(all.map(written)), new Set(all.map((one) => one.plain))];
  return (one) => (one.marked ? full.has(written(one)) : plain.has(one.plain));
};

function stands(phrase, said, place) {
  if (phrase.length === 1 && phrase[0].marked && !said[place].marked) return false; // «mo» may be «mở» as well as «mờ»
  return place + phrase.length <= said.length && phrase.every((one, n) => fits(said[place + n], one));
}

export class Wording {
  // `data`: webapp/procedures/data/shared/search.yaml
  constructor({ short, same, idle, weak, numbers }) {
    this.numbers = numbers;
    this.short = new Map(Object.entries(short).map(([one, whole]) => [one, words(whole)]));
    this.same = new Map();
    for (const phrases of same.map((all) => all.map(words))) {
      for (const phrase of phrases) {
        const { plain } = phrase[0];
        this.same.set(plain, [...(this.same.get(plain) ?? []), [phrase, phrases[0]]]);
      }
    }
    for (const found of this.same.values()) found.sort((a, b) => b[0].length - a[0].length);
    this.kinds = [listed(idle), listed(weak)];
    this.idle = new Set(idle.flatMap(words).map(({ plain }) => plain));
  }

  kind(one) {
    const kind = this.kinds.findIndex((among) => among(one));
    return kind < 0 ? MATTER : kind;
  }

  // For telling whether an official name was typed.
  named(text) {
    return words(text).map(({ plain }) => plain).filter((plain) => !this.idle.has(plain)).join(" ");
  }

  // «Tôi mất CMND» → tôi mất căn cước.
  read(text) {
    const said = words(text).flatMap((typed) => this.short.get(typed.plain) ?? [typed]);
    const read = [];
    for (let place = 0; place < said.length;) {
      const known = this.same.get(said[place].plain)?.find(([phrase]) => stands(phrase, said, place));
      read.push(...(known?.[1] ?? [said[place]]));
      place += known?.[0].length ?? 1;
    }
    return read;
  }
}
