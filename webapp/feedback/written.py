"""Rules, terms and reasons: dated data (data/rules.yaml, data/reasons.yaml). Pure but for the day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock
from webapp.workdays import Term

DATA = Path(__file__).parent / "data"
GOOD, BAD = "good", "bad"


@dataclass(frozen=True)
class Rules:
    """As data/rules.yaml says; days and windows are those of Việt Nam."""

    least: int
    many: int
    many_unit: int
    full: int
    tries: int
    words: int
    photos: int
    petitions: int


@dataclass(frozen=True)
class Answering:
    """How long a unit has for an answer, and which law says so (`source`: text, text_en, mark)."""

    term: Term
    source: Mapping[str, str]


@dataclass(frozen=True)
class Reason:
    """`name` as {vi, en}; `side`: good or bad; `grave`: what nobody may do."""

    id: str
    name: Mapping[str, str]
    side: str
    grave: bool
    begins: date
    until: date | None


def rules() -> Rules:
    """Those that hold today; before the first date, the first."""
    rows = sorted(_read("rules")["rules"], key=lambda row: row["from"])
    held = [row for row in rows if row["from"] <= clock.today()] or rows[:1]
    return Rules(**{name: value for name, value in held[-1].items() if name not in ("from", "source")})


def answering(kind: str, day: date | None = None) -> Answering | None:
    """For petitions about a unit of this kind, received on that day; None: no term is known."""
    rows = [row for row in _read("rules")["answers"] if kind in row["kinds"] and row["from"] <= (day or clock.today())]
    if not rows:
        return None
    row = max(rows, key=lambda one: one["from"])
    return Answering(Term(row["days"], row["unit"]), row["source"])


def reasons() -> dict[str, Reason]:
    """Every reason there ever was, by its id."""
    return {row["id"]: _reason(row) for row in _read("reasons")}


def offered(side: str) -> list[Reason]:
    """Those of a side that can be chosen today."""
    day = clock.today()
    return [
        one
        for one in reasons().values()
        if one.side == side and one.begins <= day and (not one.until or one.until >= day)
    ]


def sides(face: int) -> tuple[str, ...]:
    """What is asked after that face: what was good, what was not, or both."""
    return {1: (BAD,), 2: (BAD,), 3: (BAD, GOOD), 4: (GOOD, BAD)}.get(face, (GOOD,))


def _reason(row: Mapping[str, Any]) -> Reason:
    return Reason(row["id"], row["name"], row["side"], row.get("grave", False), row["from"], row.get("until"))


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((DATA / f"{name}.yaml").read_text(encoding="utf-8"))
