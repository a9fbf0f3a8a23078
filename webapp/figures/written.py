"""Which reasons can be given for an opinion, and how many opinions are too few: dated data (data/opinions.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock

FILE = Path(__file__).parent / "data" / "opinions.yaml"


@dataclass(frozen=True)
class Terms:
    """`least`: so many opinions come to be known together; `months`: over how long they are added up."""

    least: int
    months: int


@dataclass(frozen=True)
class Reason:
    """`name` as {vi, en}; `side`: good or poor; `grave`: what nobody may do; `until`: the last day it is offered."""

    id: str
    name: Mapping[str, str]
    side: str
    grave: bool
    until: date | None


def terms() -> Terms:
    """Those that hold today; before the first date, the first."""
    rows = sorted(_file()["terms"], key=lambda row: row["from"])
    held = [row for row in rows if row["from"] <= clock.today()] or rows[:1]
    return Terms(held[-1]["least"], held[-1]["months"])


def reasons() -> dict[str, Reason]:
    """Every reason there ever was, by its id."""
    return {row["id"]: _reason(row) for row in _file()["reasons"]}


def offered() -> dict[str, Reason]:
    """Those that can be ticked today."""
    return {name: one for name, one in reasons().items() if not one.until or one.until >= clock.today()}


def _reason(row: Mapping[str, Any]) -> Reason:
    return Reason(row["id"], row["name"], row["side"], row.get("grave", False), row.get("until"))


@cache
def _file() -> Mapping[str, Any]:
    return dict(yaml.safe_load(FILE.read_text(encoding="utf-8")))
