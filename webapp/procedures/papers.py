"""Kinds of papers that recur (data/shared/papers.yaml): which kind a file is, and until when one is taken."""

import calendar
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from webapp.procedures.conditions import holds

Spec = Mapping[str, Any]


def kind_of(definition: Spec, slot: str) -> str | None:
    """The kind asked for in that slot of a procedure; "result" is what the office hands back. None: of no kind."""
    if slot == "result":
        return definition.get("result_paper")
    return next((one.get("paper") for one in definition.get("documents") or [] if one["id"] == slot), None)


def asked_for(definition: Spec, answers: Mapping[str, Any]) -> list[Spec]:
    """The papers asked for, given the answers."""
    return [paper for paper in definition.get("documents") or [] if holds(paper.get("when"), answers)]


def last_day(kind: Spec, given: date) -> date | None:
    """The last day a paper of that date is taken; None where no rule is known.

    A term of months ends on the day of the same number, or on the month's last (Bộ luật Dân sự 2015, điều 148).
    """
    valid = kind.get("valid")
    if not valid:
        return None
    if "days" in valid:
        return given + timedelta(days=int(valid["days"]))
    years, month = divmod(given.month - 1 + int(valid["months"]), 12)
    year, month = given.year + years, month + 1
    return date(year, month, min(given.day, calendar.monthrange(year, month)[1]))
