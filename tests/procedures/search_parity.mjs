// Answers every question as a phone does: `node search_parity.mjs known.json questions.json` → a list of answers.
import { readFileSync } from "node:fs";
import { answer, makeCatalogue } from "../../static/js/search/ranking.js";

const [known, questions] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const catalogue = makeCatalogue(known);
console.log(JSON.stringify(questions.map((question) => answer(catalogue, question))));
