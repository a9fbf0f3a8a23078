"""The numbers of a month, by team and helper: put together from what each room counts, in one statement."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import func, select, union_all
from sqlalchemy.orm import Session

from webapp import clock
from webapp.elsewhere import service as elsewhere
from webapp.figures import written
from webapp.figures.models import ANSWERS, OpinionSum
from webapp.mandates import service as mandates
from webapp.tally import Numbers, Scope
from webapp.teams import service as teams
from webapp.visits import service as visits

BACK = 24  # months that can be looked at: as long as the numbers have names (retention: account_help, help_opinion_sum)
WHY = "why:"


@dataclass
class Figures:
    """`counts`: what → how many of one month (mandates.tally, visits.tally, elsewhere.tally); `said`: answer or «why:» and a
    reason → how many of the last months, empty where too few said anything."""

    counts: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)

    @property
    def opinions(self) -> int:
        return sum(self.said[one] for one in ANSWERS)

    @property
    def reasons(self) -> list[tuple[str, int]]:
        """Reason → how often it was named, the most often first."""
        return [(what.removeprefix(WHY), n) for what, n in self.said.most_common() if what.startswith(WHY)]

    def add(self, what: str, number: int) -> None:
        known = what in ANSWERS or what.startswith(WHY)
        (self.said if known else self.counts)[what] += number


@dataclass(frozen=True)
class Row:
    """One helper of a team; without a name once it is not known any more."""

    helper_id: UUID | None
    name: str
    figures: Figures


@dataclass(frozen=True)
class Team:
    """The helpers by name, because this is no race; `whole`: all of them, a household that several helped once."""

    unit_id: str
    rows: list[Row]
    whole: Figures


def month(typed: str) -> date:
    """«2026-11» → its first day; this month for what is none, is to come or too long ago."""
    this = clock.today().replace(day=1)
    try:
        first = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return this
    return first if earliest() <= first <= this else this


def earliest() -> date:
    return months_before(clock.today().replace(day=1), BACK)


def months_before(first: date, number: int) -> date:
    for _month in range(number):
        first = (first - timedelta(days=1)).replace(day=1)
    return first


@dataclass(frozen=True)
class Near:
    """A month and those beside it; None where there is nothing to be seen."""

    first: date
    before: date | None
    after: date | None


def near(first: date) -> Near:
    before, after = months_before(first, 1), Scope(first).after
    return Near(first, before if before >= earliest() else None, after if after <= clock.today() else None)


def of_teams(db: Session, scope: Scope) -> dict[str, Team]:
    """Team → its figures, only teams of which there are some. Two statements."""
    counted = _counted(db, scope)
    known = teams.badges(db, {helper_id for _unit, helper_id in counted if helper_id})
    return {unit_id: _team(unit_id, counted, known) for unit_id in sorted({unit for unit, _helper in counted})}


def of_helper(db: Session, first: date, helper_id: UUID) -> Figures:
    """One helper's, of whatever teams they were in."""
    found = Figures()
    for (_unit, whose), theirs in _counted(db, Scope(first, helper_id=helper_id)).items():
        if whose == helper_id:
            found.counts.update(theirs.counts)
            found.said.update(theirs.said)
    return found


def _team(unit_id: str, counted: dict[tuple[str, UUID | None], Figures], known: dict[UUID, teams.Badge]) -> Team:
    ours = {helper_id: theirs for (unit, helper_id), theirs in counted.items() if unit == unit_id}
    whole, rows = Figures(), []
    for helper_id, theirs in ours.items():
        whole.counts.update(theirs.counts)
        whole.said.update(theirs.said)
        named = {what: number for what, number in theirs.counts.items() if what != "homes"}
        if named or theirs.said:
            name = known[helper_id].name if helper_id in known else ""
            rows.append(Row(helper_id, name, Figures(Counter(named), theirs.said)))
    whole.counts["households"] = whole.counts.pop("homes", 0)
    return Team(unit_id, sorted(rows, key=lambda row: (not row.name, row.name)), whole)


def _counted(db: Session, scope: Scope) -> dict[tuple[str, UUID | None], Figures]:
    every = [*mandates.tally(scope), *visits.tally(scope), *elsewhere.tally(scope), _said(scope)]
    found: dict[tuple[str, UUID | None], Figures] = {}
    for what, unit_id, helper_id, number in db.execute(union_all(*every)):
        found.setdefault((unit_id, helper_id), Figures()).add(what, int(number))
    return found


def _said(scope: Scope) -> Numbers:
    begins = months_before(scope.first, written.terms().months - 1)
    lately = OpinionSum.month.between(begins, scope.first)
    each = select(
        OpinionSum.what, OpinionSum.unit_id, OpinionSum.helper_id, func.sum(OpinionSum.number).label("number")
    )
    each = each.group_by(OpinionSum.what, OpinionSum.unit_id, OpinionSum.helper_id)
    return each.where(*scope.holds(OpinionSum.unit_id, OpinionSum.helper_id), lately)
