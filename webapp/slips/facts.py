"""The one thing that is asked before a slip opens anything: the birth date, else four digits. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.accounts import service as accounts

DIGITS = 4


@dataclass(frozen=True)
class Fact:
    """`kind`: born (`value` an ISO day), digits (the last four of the ID number, else of a firm's tax code, else of the phone), empty (nothing of anybody was
    typed, so nothing is asked), unknown (something was, and none of these: it does not open)."""

    kind: str
    value: str = ""


def fact(
    form: list[dict[str, Any]], answers: Mapping[str, Any], person: Mapping[str, Any], phone: str, typed: bool
) -> Fact:
    """What is asked of this dossier. `form`: its procedure's groups of questions; `answers`: what was answered, or typed so far;
    `person`: facts of the person it is for; `phone`: its account's; `typed`: whether it holds anything at all.

    What stands in the form goes before what the account knows: that is the person the paper was printed for.
    """
    if born := _day(_answered(form, answers, "person.birth_date")) or _day(person.get("birth_date")):
        return Fact("born", born)
    numbers = (
        _answered(form, answers, "person.id_number"), person.get("id_number"), person.get("tax_code"), phone, _answered(form, answers, "person.phone")
    )  # fmt: skip
    for number in numbers:
        digits = re.sub(r"\D", "", str(number or ""))
        if len(digits) > DIGITS:
            return Fact("digits", digits[-DIGITS:])
    return Fact("unknown" if typed else "empty")


def fits(known: Fact, born: str, digits: str) -> bool:
    """Whether what was typed is that; `born` an ISO day or ""."""
    if known.kind == "empty":
        return True
    return known.value == {"born": born, "digits": digits}.get(known.kind) and bool(known.value)


def _answered(form: list[dict[str, Any]], answers: Mapping[str, Any], fill: str) -> str:
    asked = [field["id"] for group in form for field in group["fields"] if field.get("fill") == fill]
    return next((str(answers[one]) for one in asked if answers.get(one)), "")


def _day(said: Any) -> str:
    """ISO; "" where only a year is known: that is guessed too soon."""
    return accounts.iso_day(str(said or "").strip()) or ""
