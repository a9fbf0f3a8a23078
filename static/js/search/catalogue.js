// What is searched through, word by word: webapp/procedures/search_index.py once more (docs/search.md), for what this phone knows.
import { parts, sound } from "./likeness.js";
import { MATTER, WEAK } from "./wording.js";

const push = (map, key, one) => (map.get(key) ?? map.set(key, []).get(key)).push(one);
export const total = (weights) => weights.reduce((added, weight) => added + weight, 0);
export const pairKey = (one, other) => `${one} ${other}`;

export class Catalogue {
  // `procedures`: [{code, says: [texts], names: how many of them, the first ones, are official}] in the order of their codes
  constructor(procedures, wording) {
    Object.assign(this, { procedures, wording, vocabulary: [], ids: new Map(), byPlain: new Map(), bySound: new Map(), byPart: new Map() });
    const said = procedures.flatMap(({ says }, entry) => says.map((say) => [entry, wording.read(say).map((one) => this.id(one))]));
    this.kinds = new Map([...this.byPlain].map(([plain, ids]) => [plain, Math.max(...ids.map((one) => wording.kind(this.vocabulary[one])))]));
    this.within = within(said, (ids) => this.plains(ids));
    this.pairsWithin = within(said, (ids) => this.pairs(ids).map(([a, b]) => pairKey(a, b)));
    this.officially = new Set(procedures.flatMap(({ code, says, names }) => says.slice(0, names).map((name) => `${code} ${wording.named(name)}`)));
    this.postings = this.vocabulary.map(() => []);
    this.ways = said.map(([entry, ids], place) => this.way(place, entry, ids));
  }

  weight(one) {
    const within = this.within.get(one.plain);
    return this.rare(within ?? 1) * this.share(this.wording.kind(one)) * (within ? 1 : this.wording.numbers.unknown);
  }

  pairWeight(one, other) {
    const number = this.pairsWithin.get(pairKey(one, other));
    if (number === undefined) return 0;
    return this.rare(number) * this.wording.numbers.pair * this.share(Math.max(this.kinds.get(one), this.kinds.get(other)));
  }

  hasPair(one, other) {
    return this.pairsWithin.has(pairKey(one, other));
  }

  rare(number) {
    return Math.log(1 + this.procedures.length / number);
  }

  share(kind) {
    return kind === MATTER ? 1 : this.wording.numbers[kind === WEAK ? "weak" : "idle"];
  }

  id(one) {
    const key = `${one.hats} ${one.tone}`;
    if (this.ids.has(key)) return this.ids.get(key);
    const known = this.vocabulary.push(one) - 1;
    this.ids.set(key, known);
    push(this.byPlain, one.plain, known);
    push(this.bySound, sound(one.plain), known);
    for (const part of parts(one.plain)) push(this.byPart, part, known);
    return known;
  }

  plains(ids) {
    return ids.map((one) => this.vocabulary[one].plain);
  }

  pairs(ids) {
    const plains = this.plains(ids);
    return plains.slice(1).map((plain, before) => [plains[before], plain]);
  }

  way(place, entry, ids) {
    for (const one of new Set(ids)) this.postings[one].push(place);
    const weights = ids.map((one) => this.weight(this.vocabulary[one]));
    const pairs = this.pairs(ids).map(([one, other]) => this.pairWeight(one, other));
    return { entry, ids, weights, pairs, total: total([...weights, ...pairs]) };
  }
}

// In how many procedures each stands.
function within(said, things) {
  const found = new Map();
  for (const [entry, ids] of said) {
    for (const thing of things(ids)) found.set(thing, (found.get(thing) ?? new Set()).add(entry));
  }
  return new Map([...found].map(([thing, entries]) => [thing, entries.size]));
}
