// Reads a JSON list of texts from standard input; prints what the phone reads in each, null for no card.
import { readFileSync } from "node:fs";

import { readCard } from "../../static/js/offline/id_card.js";

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(readCard)));
