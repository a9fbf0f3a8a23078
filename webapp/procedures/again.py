"""Which answers of one dossier fit another one (data/shared/again.yaml): the same question, of those whose answer stays true, and
within a life event the same fact under another name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from webapp.procedures.builder import build
from webapp.procedures.conditions import holds

Spec = Mapping[str, Any]
NEVER = {"checkbox", "note", "repeat"}  # ticks are declarations; rows are about this one request


@dataclass(frozen=True)
class Next:
    """What a step of a life event gives to the next one: answers, and the {vi, en} question whether it is about that."""

    answers: dict[str, Any]
    about: Spec


def again(old: Spec, answers: Spec, new: Spec, rules: Iterable[Spec]) -> dict[str, Any]:
    """The answers to `old` that may stand under the questions of `new`, as stored values.

    A question is the same when its id and kind are, and when the answer is among today's choices.
    """
    allowed = _allowed(rules, str(old["code"]), str(new["code"]))
    return _fitting(old, answers, new, {name: name for name in allowed})


def next_step(old: Spec, answers: Spec, new: Spec, rules: Iterable[Spec], days: int, name: str | None) -> Next | None:
    """What `old`, handed in `days` ago, gives to `new` as the next step of one event, or None. `name`: of the person that
    `new` is for where `old` was for another one of the household; then only what names this person counts."""
    found: dict[str, Any] = {}
    about: Spec | None = None
    for rule in leading(rules, str(old["code"]), str(new["code"])):
        named = "named" in rule and name is not None and same_name(answers.get(rule["named"]), name)
        if (
            days <= rule["days"]
            and holds(rule.get("when"), answers)
            and (named or (name is None and "named" not in rule))
        ):
            found |= _fitting(old, answers, new, rule["pairs"])
            about = about or rule["about"]
    return Next(found, about) if found and about else None


def leading(rules: Iterable[Spec], old: str, new: str) -> list[Spec]:
    """The rules of the way from one step to the next."""
    return [rule for rule in rules if rule.get("from") == old and rule.get("to") == new]


def same_name(one: Any, other: str) -> bool:
    return " ".join(str(one or "").split()).casefold() == " ".join(other.split()).casefold() != ""


def _fitting(old: Spec, answers: Spec, new: Spec, pairs: Mapping[str, str]) -> dict[str, Any]:
    """`pairs`: question of `new` → question of `old`."""
    before = {field["id"]: field["kind"] for field in _fields(old)}
    given = {
        field["id"]: answers[pairs[field["id"]]] for field in _fields(new)
        if pairs.get(field["id"]) in answers and field["kind"] not in NEVER
        and before.get(pairs[field["id"]]) == field["kind"]
    }  # fmt: skip
    return {field.short_name: field.data for field in build(new)(data=given) if _stands(field, given)}


def _stands(field: Any, given: Spec) -> bool:
    if field.short_name not in given:
        return False
    if not field.options:
        return True
    chosen = given[field.short_name]
    return set(chosen if isinstance(chosen, list) else [chosen]) <= {option["value"] for option in field.options}


def _allowed(rules: Iterable[Spec], old: str, new: str) -> set[str]:
    hold = (rule for rule in rules if "questions" in rule and ("among" not in rule or {old, new} <= set(rule["among"])))
    return {name for rule in hold for name in rule["questions"]}


def _fields(definition: Spec) -> list[Spec]:
    return [field for group in definition["form"] for field in group["fields"]]
