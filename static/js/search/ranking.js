// The ranking, on a phone without a signal: webapp/procedures/search.py once more (docs/search.md), for what is curated.
import { ask, share } from "./asked.js";
import { Catalogue } from "./catalogue.js";
import { MATTER, Wording } from "./wording.js";

const [SHOWN, CODE] = [8, /(^|[^0-9])([0-9])\.?([0-9]{6})(?![0-9])/];
const byCode = (a, b) => (a.code < b.code ? -1 : 1);

// `known`: what /thu-tuc.json says.
export const makeCatalogue = ({ procedures, search }) => new Catalogue(procedures, new Wording(search));

// {verdict: clear, two, ask or nothing; offered: [{code, score, covers}], others, opens}
export function answer(catalogue, question) {
  const code = CODE.exec(question);
  const asked = code && catalogue.procedures.find((one) => one.code === `${code[2]}.${code[3]}`);
  if (asked) return { verdict: "clear", offered: [{ code: asked.code, score: 1, covers: 1 }], others: [], opens: true };
  const { numbers } = catalogue.wording;
  const found = rank(catalogue, question).sort((a, b) => b.score - a.score || byCode(a, b));
  const named = found.filter((hit) => hit.named);
  const offered = named.length === 1 ? named : found.filter((hit) => isMeant(hit, found[0], numbers)).slice(0, numbers.offered);
  const others = found.filter((hit) => !offered.includes(hit)).slice(0, Math.max(0, SHOWN - offered.length));
  const verdict = ["nothing", "clear", "two"][offered.length] ?? "ask";
  return { verdict, offered, others, opens: verdict === "clear" && offered[0].score >= numbers.opens };
}

function isMeant(hit, top, numbers) {
  if (hit.score > numbers.like * top.score) return true;
  return hit.covers >= Math.max(numbers.covers_least, numbers.covers * top.covers) && hit.score >= numbers.half * top.score;
}

function rank(catalogue, question) {
  const { numbers } = catalogue.wording;
  const asked = ask(catalogue, [...question].slice(0, numbers.letters).join(""));
  if (!asked.total) return [];
  const seen = new Map();
  const touched = new Set([...asked.near.keys()].flatMap((one) => catalogue.postings[one]));
  for (const number of touched) {
    const way = catalogue.ways[number];
    if (!seen.has(way.entry)) seen.set(way.entry, { met: asked.weights.map(() => 0), best: 0 });
    look(asked, way, seen.get(way.entry), numbers);
  }
  const typed = catalogue.wording.named(question);
  const exact = [...seen.values()].some((one) => one.exact);
  return [...seen].filter(([, one]) => one.evident || (exact && one.whole)).map(([entry, one]) => {
    const covers = share(asked, one.met);
    const { code } = catalogue.procedures[entry];
    return { code, score: (one.best + covers) / 2, covers, named: catalogue.officially.has(`${code} ${typed}`) };
  }).filter(({ score }) => score >= numbers.least);
}

function look(asked, way, entry, numbers) {
  const { met, weight, run } = compare(asked, way, numbers.firm);
  const [ofQuestion, ofWay] = [share(asked, met), weight / way.total / 100];
  entry.best = Math.max(entry.best, (ofQuestion + ofWay) / 2);
  entry.met = entry.met.map((value, place) => Math.max(value, met[place]));
  const firm = asked.kinds.some((kind, place) => kind === MATTER && met[place] >= numbers.firm);
  const enough = ofWay >= numbers.way_least || (ofQuestion >= numbers.question_nearly_whole && ofWay >= numbers.way_least_of_whole);
  const told = (firm && (run >= 1 || ofQuestion >= numbers.question_of_loose)) || run >= 2;
  entry.evident ||= told && enough;
  if (asked.kinds.length > 1 && ofQuestion >= numbers.question_whole) {
    entry.whole = true;
    entry.exact ||= ofWay >= numbers.question_whole;
  }
}

// How well each word and pair of the question is met, the weight of the way that is asked for (times 100), and how many
// pairs in a row are met firmly.
function compare(asked, way, firm) {
  const met = asked.weights.map(() => 0);
  let [weight, row, run, before] = [0, 0, 0, []];
  way.ids.forEach((one, at) => {
    const near = asked.near.get(one) ?? [];
    let [joined, most] = [0, 0];
    for (const [place, alike] of near) {
      met[place] = Math.max(met[place], alike);
      most = Math.max(most, alike);
      for (const [earlier, alikeBefore] of before) {
        if (earlier + 1 === place) {
          const [pair, both] = [asked.kinds.length + earlier, Math.min(alike, alikeBefore)];
          joined = Math.max(joined, both);
          met[pair] = Math.max(met[pair], both);
        }
      }
    }
    weight += way.weights[at] * most;
    if (at) weight += way.pairs[at - 1] * joined;
    row = joined >= firm ? row + 1 : 0;
    run = Math.max(run, row);
    before = near;
  });
  return { met, weight, run };
}
