// Reads "width height" and RGBA bytes of each picture, as listed in argv[2]; prints measures, reasons and milliseconds as JSON.
import { readFileSync } from "node:fs";

import { measures, reasons } from "../../../static/js/paper/quality.js";

const { rules, pictures } = JSON.parse(readFileSync(process.argv[2], "utf8"));
const found = pictures.map(({ path, width, height }) => {
  const image = { data: new Uint8ClampedArray(readFileSync(path)), width, height };
  const start = process.cpuUsage();
  const measured = measures(image);
  return { measures: measured, milliseconds: process.cpuUsage(start).user / 1000, reasons: reasons(image, rules) };
});
process.stdout.write(JSON.stringify(found));
