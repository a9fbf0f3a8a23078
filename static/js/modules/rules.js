// Pure: the rules across questions that a phone can judge by itself (`checks` of docs/procedures.md). The mirror of the same
// kinds in webapp/procedures/checks.py; whatever this lets through or leaves out, the server looks at again.
import { holds } from "./conditions.js";

const twoDigits = (text) => text.padStart(2, "0");

// «1/2/2026», «2/2026», «2026», «01022026», «2026-02-01» → [first day, last day] as sortable text; null when it is no date.
export function span(text) {
  const digits = /^\d{8}$/.test(text) ? [text.slice(0, 2), text.slice(2, 4), text.slice(4)] : (text ?? "").split(/[^0-9]+/).filter(Boolean);
  const [year, month, day] = digits[0]?.length === 4 ? digits : [...digits].reverse();
  if (!year || year.length !== 4 || digits.length > 3) return null;
  const start = [year, twoDigits(month ?? "01"), twoDigits(day ?? "01")].join("-");
  return [start, [year, twoDigits(month ?? "12"), twoDigits(day ?? "31")].join("-")];
}

// Whole numbers group by three with dots or commas; a number with a decimal part uses one of them for it.
export function number(text, decimal) {
  const plain = (text ?? "").replace(/[^0-9.,-]/g, "");
  const both = plain.includes(",") && plain.includes(".");
  const value = Number(decimal ? (both ? plain.replaceAll(".", "") : plain).replace(",", ".") : plain.replace(/[.,]/g, ""));
  return plain && !Number.isNaN(value) ? value : null;
}

function later(day, years) {
  const [year, ...rest] = day.split("-");
  return [Number(year) + years, rest.join("-") === "02-29" ? "03-01" : rest.join("-")].join("-");
}

const dates = (breaks) => (rule, { value, other }) => {
  const [a, b] = [span(value), span(other)];
  return Boolean(a && b && breaks(a, b, rule));
};

const numbers = (breaks) => (_rule, { value, other, decimal }) => {
  const [a, b] = [number(value, decimal), number(other, decimal)];
  return a !== null && b !== null && breaks(a, b);
};

const KINDS = {
  after: dates((a, b) => a[1] <= b[0]),
  not_before: dates((a, b) => a[1] < b[0]),
  at_most_years_after: dates((a, b, { years }) => a[0] > later(b[1], years)),
  not_above: numbers((a, b) => a > b),
  not_below: numbers((a, b) => a < b),
  exactly_one: (_rule, { ticked, rows }) => rows > 0 && ticked !== 1,
  never: () => true,
};

// `given`: {value, other, decimal} of the two questions of a rule, or {ticked, rows} of a repeating one.
export const breaks = (rule, given, answers) => holds(rule.when, answers) && Boolean(KINDS[rule.kind]?.(rule, given));
