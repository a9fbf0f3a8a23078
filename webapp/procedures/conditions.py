"""Pure: when a question, a paper, a fee or a term counts (`when` of docs/procedures.md), and what is left of the
answers then."""

from collections.abc import Iterable, Mapping
from typing import Any

Answers = Mapping[str, Any]
When = Mapping[str, Any] | None


def holds(when: When, answers: Answers, row: Answers | None = None) -> bool:
    """True when every condition holds. A key names an answer (first in `row`, then in `answers`), its value is what
    must be there (one value or a list of values); with "!" in front none of them may be there. No condition always
    holds."""
    return all(_holds(key, expected, answers, row) for key, expected in (when or {}).items())


def ids_of(when: When) -> set[str]:
    """The answers a condition looks at."""
    return {key.removeprefix("!") for key in (when or {})}


def asked(groups: Iterable[Mapping[str, Any]], answers: Answers) -> set[str]:
    """The ids of the questions that are asked, given all answers. An answer to a question that is not asked does not
    count for other conditions, so this looks again until nothing changes."""
    questions = [(field, group.get("when")) for group in groups for field in group["fields"]]
    kept = {field["id"] for field, _when in questions}
    for _round in range(len(questions) + 1):
        counting = {key: value for key, value in answers.items() if key in kept}
        now = {f["id"] for f, when in questions if holds(when, counting) and holds(f.get("when"), counting)}
        if now == kept:
            break
        kept = now
    return kept


def asked_in_row(fields: Iterable[Mapping[str, Any]], answers: Answers, row: Answers) -> set[str]:
    """The same for one row of a repeating question."""
    questions = list(fields)
    kept = {field["id"] for field in questions}
    for _round in range(len(questions) + 1):
        counting = {key: value for key, value in row.items() if key in kept}
        now = {field["id"] for field in questions if holds(field.get("when"), answers, counting)}
        if now == kept:
            break
        kept = now
    return kept


def _holds(key: str, expected: Any, answers: Answers, row: Answers | None) -> bool:
    wanted = {_token(item) for item in (expected if isinstance(expected, (list, tuple)) else [expected])}
    name = key.removeprefix("!")
    given = row[name] if row is not None and name in row else answers.get(name)
    present = {_token(item) for item in (given if isinstance(given, (list, tuple)) and given else [given])}
    return bool(wanted & present) != key.startswith("!")


def _token(value: Any) -> str:
    """Answers and conditions compare as text: a ticked box is "true", an absent or unticked one "false"."""
    if value is None or value is False or value == "" or value == []:
        return "false"
    return "true" if value is True else str(value)
