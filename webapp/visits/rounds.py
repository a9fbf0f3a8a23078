"""The helper's visits: of a day, of the days to come, whom they meet there, whether they met them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure
from webapp.tally import Numbers, Scope, numbers
from webapp.teams import service as teams
from webapp.visits.happening import By, happen
from webapp.visits.lifecycle import Event, State
from webapp.visits.models import Visit, VisitLook
from webapp.visits.slots import Slot

TO_DO = (State.ASSIGNED, State.DONE, State.MISSED)
Listener = Callable[[Session, Visit, bool], None]
_listeners: list[Listener] = []


class NotHelping(Exception):
    """The helper's badge does not hold today."""


class TooEarly(Exception):
    """Nobody was there yet: the day of the visit has not come."""


@dataclass(frozen=True)
class Stop:
    """One household of a round. `name`, `address` and `phone` as whoever asked wrote them, "" once they are not for the helper's
    eyes any more; `procedure`: a code, None where it is not clear yet."""

    id: UUID
    slot: Slot
    name: str
    address: str
    phone: str
    procedure: str | None
    unit_id: str
    state: str


def for_helper(db: Session, account_id: UUID, day: date) -> list[Stop]:
    """The visits of a helper on one day, in its order; none while their badge does not hold. One or two statements.

    Names are in it: whoever shows one says so with `look` (webapp.db.append).
    """
    if not _fit(db, account_id):
        return []
    return [
        Stop(one.id, one.slot, *_read(one), one.procedure, one.unit_id, one.state)
        for one in _of(db, account_id, day, day)
    ]


def _read(visit: Visit) -> tuple[str, str, str]:
    shown = in_sight(visit)
    return tuple((said or "") if shown else "" for said in (visit.name, visit.address, visit.phone))  # type: ignore[return-value]


def coming(db: Session, account_id: UUID, until: date) -> list[Visit]:
    """A helper's visits from today on. Raises NotHelping."""
    if not _fit(db, account_id):
        raise NotHelping
    return _of(db, account_id, clock.today(), until)


def in_sight(visit: Visit) -> bool:
    """Whether its helper may read name and address: until the day is over, and not once it is done or called off."""
    return visit.state == State.ASSIGNED and visit.day >= clock.today() and not visit.emptied_at


def may_help(db: Session, account_id: UUID) -> bool:
    return _fit(db, account_id)


def look(visit_id: UUID, account_id: UUID | None, role: str) -> VisitLook:
    """The line of the log that somebody read name and address, for `webapp.db.append`; `role`: manager, helper."""
    return VisitLook(visit_id=visit_id, account_id=account_id, role=role, at=clock.now())


def looks(db: Session, visit_id: UUID) -> list[VisitLook]:
    """Who read name and address, the latest first."""
    return list(db.scalars(select(VisitLook).where(VisitLook.visit_id == visit_id).order_by(VisitLook.id.desc())))


def mark(db: Session, account_id: UUID, visit: Visit, met: bool) -> None:
    """They met, or nobody was at home; the other one is taken, too, where the wrong button was pressed.

    Raises TooEarly, NotNow.
    """
    if visit.day > clock.today():
        raise TooEarly
    if happen(db, visit, Event.DONE if met else Event.MISSED, By("helper", account_id)):
        for listener in _listeners:
            listener(db, visit, met)


def on_marked(listener: Listener) -> None:
    """A later room asks to be told whether a helper met who asked; told once however often it asks."""
    if listener not in _listeners:
        _listeners.append(listener)


def tally(scope: Scope) -> list[Numbers]:
    """visits: homes that a helper was at, by the day."""
    there = Visit.state == State.DONE, Visit.day.between(scope.first, scope.last)
    each = numbers("visits", Visit.unit_id, Visit.helper_id)
    return [each.where(*scope.holds(Visit.unit_id, Visit.helper_id), *there)]


def procedure_of(db: Session, visit: Visit) -> Procedure | None:
    """What it is about, as it is published now; None where it is not clear, or no longer published."""
    try:
        return procedures.current(db, visit.procedure) if visit.procedure else None
    except procedures.UnknownProcedure:
        return None


@dataclass(frozen=True)
class Papers:
    """`always`: needed whatever the answers are; `maybe`: only where the case asks for it. Rows of the definition."""

    always: list[Mapping[str, Any]]
    maybe: list[Mapping[str, Any]]


def papers(what: Procedure | None) -> Papers:
    """What to have ready at home."""
    every = list(what.definition.get("documents") or []) if what else []
    always = [paper for paper in every if paper["required"] and not paper.get("when")]
    return Papers(always, [paper for paper in every if paper not in always])


def _fit(db: Session, account_id: UUID) -> bool:
    stands = teams.standing(db, account_id)
    return bool(stands and stands.valid)


def _of(db: Session, account_id: UUID, first: date, last: date) -> list[Visit]:
    mine = select(Visit).where(Visit.helper_id == account_id, Visit.day >= first, Visit.day <= last)
    found = db.scalars(mine.where(Visit.state.in_(TO_DO), Visit.emptied_at.is_(None)))
    return sorted(found, key=lambda one: one.slot.place)
