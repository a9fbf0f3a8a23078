"""How long a slip holds and how often it may be tried: dated data (data/slips.yaml). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import yaml

from webapp import clock

FILE = Path(__file__).parent / "data" / "slips.yaml"


@dataclass(frozen=True)
class Rules:
    """As data/slips.yaml says; `days` of a slip, `hold_hours` of a browser that opened it."""

    days: int
    hold_hours: int
    tries_an_hour: int
    tries: int
    address_tries: int
    alarm: int
    alarm_tries: int

    @property
    def holds(self) -> timedelta:
        return timedelta(hours=self.hold_hours)


@cache
def _dated() -> list[tuple[date, Rules]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    read = [(row["from"], {name: row[name] for name in Rules.__dataclass_fields__}) for row in rows]
    return sorted(((day, Rules(**said)) for day, said in read), key=lambda one: one[0])


def current() -> Rules:
    """Those of today."""
    today = clock.today()
    return [rules for day, rules in _dated() if day <= today][-1]
