"""The two clocks (P6), pure: working days the office held a dossier, and working days it waited for the citizen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Protocol

from webapp import clock
from webapp.dossiers.service import State, clock_runs
from webapp.workdays import Calendar, working_days_between


class Happened(Protocol):
    """What the clocks need of an event row."""

    @property
    def to_state(self) -> str: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Clocks:
    """Whole working days; both stand still once the work is done."""

    office: int
    citizen: int


def clocks(events: Sequence[Happened], calendar: Calendar, now: datetime) -> Clocks:
    """Each working day goes to whoever held the dossier when it began, so the two add up and no day counts twice."""
    days = {"office": 0, "citizen": 0}
    ends = [*(row.at for row in events), now]
    for row, (start, end) in zip(events, pairwise(ends), strict=True):
        if runs := clock_runs(State(row.to_state)):
            days[runs] += working_days_between(clock.local(start).date(), clock.local(end).date(), calendar)
    return Clocks(**days)
