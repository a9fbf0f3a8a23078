"""Who is next, and how long that may take (pure)."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from webapp.tickets.rules import Rules

FEWEST = 3  # served today; before that nobody knows how long it takes
STEP = 5  # minutes an estimate is rounded to


class Standing(Protocol):
    """What the order needs of somebody who waits."""

    @property
    def number(self) -> int | None: ...
    @property
    def group(self) -> str: ...
    @property
    def turn_at(self) -> datetime: ...
    @property
    def slot_at(self) -> datetime | None: ...


One = TypeVar("One", bound=Standing)


@dataclass(frozen=True)
class Estimate:
    """Minutes until somebody's turn, from … to …"""

    low: int
    high: int


def goes_ahead(one: Standing, rules: Rules, now: datetime) -> bool:
    """By the unit's rules, or because the booked time has come."""
    return one.group in rules.first or (one.slot_at is not None and one.slot_at <= now)


def in_order(waiting: Sequence[One], rules: Rules, now: datetime, run: int = 0) -> list[One]:
    """The next first. `run`: how many who go ahead were called in a row just now: after `rules.ahead` of them comes one of the rest."""
    by_turn = sorted(waiting, key=lambda one: (one.turn_at, one.number or 0))
    first = [one for one in by_turn if goes_ahead(one, rules, now)]
    rest = [one for one in by_turn if not goes_ahead(one, rules, now)]
    made: list[One] = []
    while first or rest:
        take_first = bool(first) and (run < rules.ahead or not rest)
        made.append((first if take_first else rest).pop(0))
        run = run + 1 if take_first else 0
    return made


def estimate(before: int, minutes: Sequence[float], desks: int) -> Estimate | None:
    """For somebody with so many before them. `minutes`: how long each of those served lately took. None: nobody knows."""
    if len(minutes) < FEWEST or desks < 1:
        return None
    middle = sorted(minutes)[len(minutes) // 2] * before / desks
    return Estimate(_round(middle * 0.7, math.floor), max(STEP, _round(middle * 1.3, math.ceil)))


def _round(minutes: float, way: "Round") -> int:
    return way(minutes / STEP) * STEP


class Round(Protocol):
    def __call__(self, number: float, /) -> int: ...
