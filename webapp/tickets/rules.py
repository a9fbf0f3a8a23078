"""How a line is run: dated data (data/queue.yaml), and what a unit said about its own. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock

FILE = Path(__file__).parent / "data" / "queue.yaml"
KINDS = ("province_centre", "commune_centre", "post_office")
"""Where people wait in a line."""
GROUPS = ("elderly", "disabled", "pregnant", "merit", "child")
"""Whom a unit may let go ahead; the words stand in forms.py."""
OWN = ("first", "ahead", "desks", "per_desk", "slot_minutes", "from_home")
"""What a unit may change."""


@dataclass(frozen=True)
class Rules:
    """`ahead`: of `first` at most so many in a row; `slot_minutes`, `early`, `grace` in minutes; `furthest_days` from today."""

    first: tuple[str, ...]
    ahead: int
    desks: int
    per_desk: int
    slot_minutes: int
    furthest_days: int
    early: int
    grace: int
    from_home: bool

    @property
    def per_slot(self) -> int:
        """People one booked time takes."""
        return self.desks * self.per_desk

    def own(self, said: Mapping[str, Any]) -> "Rules":
        """These, with what a unit said."""
        known = {name: value for name, value in said.items() if name in OWN}
        return replace(self, **known | ({"first": tuple(known["first"])} if "first" in known else {}))

    def as_json(self) -> dict[str, Any]:
        """What a unit may change, as it is kept."""
        return {name: value for name, value in asdict(self).items() if name in OWN}


@cache
def _dated() -> list[tuple[date, Rules]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return sorted(((row["from"], _read(row)) for row in rows), key=lambda one: one[0])


def _read(row: Mapping[str, Any]) -> Rules:
    said = {name: value for name, value in row.items() if name not in ("from", "source")}
    return Rules(**said | {"first": tuple(said["first"])})


def usual() -> Rules:
    """Those of today, before a unit says anything."""
    today = clock.today()
    return [rules for day, rules in _dated() if day <= today][-1]
