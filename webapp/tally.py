"""What is counted of a month: for which teams or which helper, and the shape in which every room says its numbers.

A room's numbers are statements of four columns — what, unit_id, helper_id, number — so that a page adds them up in one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, func, literal, null, select
from sqlalchemy.types import String

from webapp import clock

Numbers = Select[Any, Any, Any, Any]


@dataclass(frozen=True)
class Scope:
    """One month from its `first` day on, or the days until `until`; of these teams, of one helper where that is said, of all
    there is where neither is."""

    first: date
    unit_ids: Collection[str] | None = None
    helper_id: UUID | None = None
    until: date | None = None

    @property
    def after(self) -> date:
        """The first day that is no longer of it."""
        return self.until + timedelta(days=1) if self.until else (self.first + timedelta(days=31)).replace(day=1)

    @property
    def last(self) -> date:
        return self.after - timedelta(days=1)

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """From when to before when, midnights of Việt Nam."""
        begins, ends = (datetime.combine(day, datetime.min.time(), clock.VN) for day in (self.first, self.after))
        return begins, ends

    def holds(self, unit_id: Any, helper_id: Any) -> list[ColumnElement[bool]]:
        """Whose rows count, of a table with these two columns."""
        teams = [] if self.unit_ids is None else [unit_id.in_(self.unit_ids)]
        return teams + ([] if self.helper_id is None else [helper_id == self.helper_id])


def numbers(what: str, unit_id: Any, helper_id: Any, number: ColumnElement[int] | None = None) -> Numbers:
    """A statement in the shape above, to be given its rows; counts them unless a `number` is said. Without a helper (None)
    it is the team's."""
    named = null().cast(Uuid()) if helper_id is None else helper_id
    columns = literal(what, String()).label("what"), unit_id.label("unit_id"), named.label("helper_id")
    grouped = [unit_id] if helper_id is None else [unit_id, helper_id]
    counted = func.count() if number is None else number
    return select(*columns, counted.label("number")).group_by(*grouped)
