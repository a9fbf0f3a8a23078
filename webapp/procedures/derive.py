"""Answers that follow from others (`derive` of docs/procedures.md): written here when the person left them empty, always in
Vietnamese, as the official form wants them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from webapp.i18n import pick, speaking
from webapp.number_words import date_in_words, in_words
from webapp.procedures.conditions import holds
from webapp.procedures.crosscheck_rules import PLACEHOLDER

Say = Callable[[str], str]  # the answer to a question in words; "" when there is none


def derive(rule: Mapping[str, Any], definition: Mapping[str, Any], answers: Mapping[str, Any], say: Say) -> str:
    """The text of one rule; "" while what it is made of is not known."""
    kind = rule["kind"]
    if kind == "sentence":
        return _sentence(rule["parts"], answers, say)
    if kind == "papers":
        return _papers(definition, answers)
    value = answers.get(rule["from"])
    if value is None:
        return ""
    return in_words(value) if kind == "money_words" else date_in_words(date.fromisoformat(value))


def _sentence(parts: Iterable[Mapping[str, Any]], answers: Mapping[str, Any], say: Say) -> str:
    with speaking("vi"):
        counting = [part["text"] for part in parts if holds(part.get("when"), answers)]
        return " ".join(filter(None, (_said(text, say) for text in counting)))


def _papers(definition: Mapping[str, Any], answers: Mapping[str, Any]) -> str:
    """«(1) …; (2) …»: the papers these answers ask for."""
    asked = [one for one in definition["documents"] if one["required"] and holds(one.get("when"), answers)]
    return "; ".join(f"({number}) {pick(one['name'], 'vi')}" for number, one in enumerate(asked, start=1))


def _said(text: str, say: Say) -> str:
    """One part with its answers put in; a part that misses one is left out."""
    found = {path: say(path) for path in PLACEHOLDER.findall(text)}
    return PLACEHOLDER.sub(lambda m: found[m[1]], text) if all(found.values()) else ""
