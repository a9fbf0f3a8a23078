"""The sheet of some days at a post office: who came, what was handed in, accounts made here and elsewhere, money by kind and means."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import union_all
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.consignments import service as consignments
from webapp.counter import tallying
from webapp.elsewhere import service as elsewhere
from webapp.mandates import service as mandates
from webapp.tally import Scope
from webapp.tills import service as tills
from webapp.tills.service import TakingRow

MOST_DAYS = 100  # a quarter, and some days to spare


@dataclass
class Row:
    """One clerk. `counts`: what → how many; `means`, `kinds`: đồng that came over the counter, − for what went back."""

    name: str
    clerk_id: UUID | None = None
    counts: Counter[str] = field(default_factory=Counter)
    means: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)

    @property
    def money(self) -> int:
        return sum(self.means.values())

    def take(self, one: TakingRow) -> None:
        sign = 1 if tills.signed(one) > 0 else -1
        self.means[one.means] += tills.signed(one)
        for kind, amount in one.kinds.items():
            self.kinds[kind] += sign * amount


@dataclass(frozen=True)
class Sheet:
    """`first` and `last` day, both included; the clerks by name, and all of them together."""

    unit_id: str
    first: date
    last: date
    rows: list[Row]
    whole: Row
    post: consignments.Tally | None  # of one day: papers that go by post


def of(db: Session, unit_id: str, first: date, last: date, clerk_id: UUID | None = None) -> Sheet:
    """Of the unit, or of one of its clerks. Four statements."""
    scope = Scope(first, [unit_id], clerk_id, last)
    parts = [
        *tallying.tally(scope),
        *tallying.tally_by_code(scope),
        *elsewhere.tally(scope),
        *mandates.tally_handed_in(scope),
        *consignments.numbers_of(scope),
    ]
    counted = [row for row in db.execute(union_all(*parts)) if row.helper_id]
    taken = tills.takings_of(db, unit_id, *scope.moments, clerk_id)
    rows = _rows(db, {row.helper_id for row in counted} | {one.shift.account_id for one in taken})
    for row in counted:
        rows[row.helper_id].counts[row.what] += row.number
    for one in taken:
        rows[one.shift.account_id].take(one)
    by_name = sorted(rows.values(), key=lambda row: row.name)
    post = consignments.tally(db, unit_id, clerk_id, first) if first == last else None
    return Sheet(unit_id, first, last, by_name, _whole(by_name), post)


def _rows(db: Session, account_ids: Collection[UUID]) -> dict[UUID, Row]:
    names = accounts.staff_names(db, account_ids)
    return {one: Row(names.get(one, ""), one) for one in account_ids}


def _whole(rows: Iterable[Row]) -> Row:
    whole = Row("")
    for row in rows:
        for name in ("counts", "means", "kinds"):
            getattr(whole, name).update(getattr(row, name))
    return whole
