"""Shifts: opened with a float, one a clerk; seen by their clerk and by who is in charge of the unit."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, selectinload

from webapp import clock
from webapp.access import Actor
from webapp.db import insert_for
from webapp.tills.models import Shift, Taking

TAKES = ("clerk", "officer")
SEES = ("supervisor", "leader")
CLOSES = "supervisor"
HIGHEST = 9_999_999_999  # đồng in a drawer
SHOWN = 30


class NoSuchShift(Exception):
    """It does not exist, or not for this actor."""


class NotThere(Exception):
    """The actor takes no money at this unit."""


class StillOpen(Exception):
    """This clerk has another shift that is not closed yet."""


class OutOfRange(Exception):
    """No drawer holds this much, or less than nothing."""


class NotOpen(Exception):
    """The drawer of this shift was counted, or it is closed: nothing is taken in it any more."""


def open_shift(db: Session, who: Actor, shift_id: UUID, unit_id: str, opening_float: int) -> Shift:
    """`opening_float` in đồng. The same id again gives the same shift.

    Raises NotThere, OutOfRange, StillOpen, NoSuchShift (the id is another clerk's).
    """
    if unit_id not in who.units(*TAKES) or who.account_id is None:
        raise NotThere
    check_range(opening_float)
    row = insert_for(db, Shift).values(
        id=shift_id, account_id=who.account_id, clerk=who.name, unit_id=unit_id, opening_float=opening_float, counts=[],
        opened_at=clock.now(),
    )  # fmt: skip
    db.execute(row.on_conflict_do_nothing())
    found = db.get(Shift, shift_id)
    if found is None:
        raise StillOpen
    if found.account_id != who.account_id:
        raise NoSuchShift
    return found


def check_range(amount: int) -> None:
    if not 0 <= amount <= HIGHEST:
        raise OutOfRange


def current(db: Session, who: Actor, whole: bool = False) -> Shift | None:
    """The clerk's own that is not closed; `whole`: with what was taken."""
    mine = select(Shift).where(Shift.account_id == who.account_id, Shift.closed_at.is_(None))
    return db.scalar(mine.options(selectinload(Shift.takings)) if whole else mine)


def one(db: Session, who: Actor, shift_id: UUID) -> Shift:
    """My own, or one of a unit I am in charge of. Raises NoSuchShift."""
    found = db.get(Shift, shift_id, options=[selectinload(Shift.takings)])
    if found is None or not (is_mine(who, found) or found.unit_id in who.units(*SEES)):
        raise NoSuchShift
    return found


def locked(db: Session, shift_id: UUID) -> Shift:
    """As it is now; whoever writes in it locks it before any bill."""
    return db.get_one(Shift, shift_id, with_for_update=True, populate_existing=True)


def is_mine(who: Actor, shift: Shift) -> bool:
    return who.account_id is not None and shift.account_id == who.account_id


def may_close(who: Actor, shift: Shift) -> bool:
    """Its clerk, or a supervisor of the unit."""
    return is_mine(who, shift) or shift.unit_id in who.units(CLOSES)


def takings_of(
    db: Session, unit_id: str, begins: datetime, ends: datetime, account_id: UUID | None = None
) -> Sequence[Taking]:
    """What came over the counters of a unit, or of one clerk there, in that span; each with its shift."""
    span = Shift.unit_id == unit_id, Taking.at >= begins, Taking.at < ends
    mine = [] if account_id is None else [Shift.account_id == account_id]
    theirs = select(Taking).join(Shift).where(*span, *mine).options(contains_eager(Taking.shift))
    return db.scalars(theirs.order_by(Taking.at, Taking.id)).all()


def latest(db: Session, who: Actor) -> Sequence[Shift]:
    """The newest of the units I am in charge of, else of my own."""
    mine = Shift.unit_id.in_(who.units(*SEES)) if who.has_role(*SEES) else Shift.account_id == who.account_id
    return db.scalars(select(Shift).where(mine).order_by(Shift.opened_at.desc(), Shift.id.desc()).limit(SHOWN)).all()
