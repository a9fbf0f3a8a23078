// Pure: flat names of a form by question, as webapp/dossiers/merging.py groups them: what is changed and decided as one.
export const question = (name) => (name.startsWith("nop-") ? name : name.split("-")[0]);

export function byQuestion(fields) {
  const found = {};
  for (const [name, value] of Object.entries(fields)) {
    if (value.length) (found[question(name)] ??= {})[name] = value;
  }
  return found;
}

const flat = (answer) => JSON.stringify(Object.entries(answer ?? {}).sort());
export const same = (one, other) => flat(one) === flat(other);

// The questions answered differently in two forms.
export function differing(fields, others) {
  const [here, there] = [byQuestion(fields), byQuestion(others)];
  return [...new Set([...Object.keys(here), ...Object.keys(there)])].filter((name) => !same(here[name], there[name]));
}

// `fields` with the answers of `others` to `names`.
export function withAnswers(fields, others, names) {
  const kept = Object.entries(fields).filter(([name]) => !names.includes(question(name)));
  const taken = Object.entries(others).filter(([name]) => names.includes(question(name)));
  return Object.fromEntries([...kept, ...taken]);
}
