// Pure: when a question is asked (`when` of docs/procedures.md). The mirror of webapp/procedures/conditions.py, line for line:
// what the phone hides, the server does not ask for. Questions are `{id, when, group}`, `group` being the group's own condition.

// Answers and conditions compare as text: a ticked box is "true", an absent or unticked one "false".
const token = (value) => {
  if (value === undefined || value === null || value === false || value === "" || (Array.isArray(value) && !value.length)) return "false";
  return value === true ? "true" : String(value);
};

const tokens = (value) => new Set((Array.isArray(value) && value.length ? value : [value]).map(token));

const own = (object, key) => Object.prototype.hasOwnProperty.call(object, key);

const one = (key, expected, answers, row) => {
  const not = key.startsWith("!");
  const name = not ? key.slice(1) : key;
  const given = row && own(row, name) ? row[name] : own(answers, name) ? answers[name] : undefined;
  const wanted = Array.isArray(expected) ? new Set(expected.map(token)) : tokens(expected);
  return [...tokens(given)].some((item) => wanted.has(item)) !== not;
};

// True when every condition holds; a key is looked up in `row` first, then in `answers`. No condition always holds.
export const holds = (when, answers, row = null) =>
  Object.entries(when ?? {}).every(([key, expected]) => one(key, expected, answers, row));

const only = (values, kept) => Object.fromEntries(Object.entries(values).filter(([key]) => kept.has(key)));

const settle = (questions, isAsked) => {
  let kept = new Set(questions.map(({ id }) => id));
  for (let round = 0; round <= questions.length; round += 1) {
    const now = new Set(questions.filter((question) => isAsked(question, kept)).map(({ id }) => id));
    if (now.size === kept.size && [...now].every((id) => kept.has(id))) break;
    kept = now;
  }
  return kept;
};

// The ids that are asked. The answer to a question that is not asked does not count, so this looks again until nothing changes.
export const asked = (questions, answers) => settle(questions, ({ when, group }, kept) => {
  const counting = only(answers, kept);
  return holds(group, counting) && holds(when, counting);
});

// The same for one row of a repeating question.
export const askedInRow = (questions, answers, row) =>
  settle(questions, ({ when }, kept) => holds(when, answers, only(row, kept)));
