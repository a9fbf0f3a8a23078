"""Which answers of one dossier fit another one: the same question, of those whose answer stays true (data/shared/again.yaml)."""

from collections.abc import Iterable, Mapping
from typing import Any

from webapp.procedures.builder import build

Spec = Mapping[str, Any]
NEVER = {"checkbox", "note", "repeat"}  # ticks are declarations; rows are about this one request


def again(old: Spec, answers: Spec, new: Spec, rules: Iterable[Spec]) -> dict[str, Any]:
    """The answers to `old` that may stand under the questions of `new`, as stored values.

    A question is the same when its id and kind are, and when the answer is among today's choices.
    """
    allowed = _allowed(rules, str(old["code"]), str(new["code"]))
    before = {field["id"]: field["kind"] for field in _fields(old)}
    fits = {
        field["id"] for field in _fields(new)
        if field["id"] in allowed and field["kind"] not in NEVER and before.get(field["id"]) == field["kind"]
    }  # fmt: skip
    given = {name: value for name, value in answers.items() if name in fits}
    return {field.short_name: field.data for field in build(new)(data=given) if _stands(field, given)}


def _stands(field: Any, given: Spec) -> bool:
    if field.short_name not in given:
        return False
    if not field.options:
        return True
    chosen = given[field.short_name]
    return set(chosen if isinstance(chosen, list) else [chosen]) <= {option["value"] for option in field.options}


def _allowed(rules: Iterable[Spec], old: str, new: str) -> set[str]:
    hold = (rule for rule in rules if "among" not in rule or {old, new} <= set(rule["among"]))
    return {name for rule in hold for name in rule["questions"]}


def _fields(definition: Spec) -> list[Spec]:
    return [field for group in definition["form"] for field in group["fields"]]
