"""What a desk does: opens, calls the next, calls again, says that nobody came, closes."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.tickets import order, setting
from webapp.tickets.lifecycle import Event, State
from webapp.tickets.models import QueueDesk, QueueTicket
from webapp.tickets.taking import happen, locked

CALLS = ("clerk", "officer", "supervisor")
RUNS = ("supervisor", "leader")
"""Who says how the line is run."""


class NoDesk(Exception):
    """This actor has no desk open."""


class NotThere(Exception):
    """Not a unit of this actor's."""


class LabelTaken(Exception):
    """Another desk with this name is open there."""


def desk_of(db: Session, actor: Actor) -> QueueDesk | None:
    """The one this actor sits at today, if any."""
    mine = select(QueueDesk).where(QueueDesk.account_id == actor.account_id, QueueDesk.closed_at.is_(None))
    found = db.scalar(mine.order_by(QueueDesk.opened_at.desc()).limit(1))
    return found if found and _today(found) and found.unit_id in actor.units(*CALLS) else None


def who_sits(db: Session, unit_id: str, label: str) -> UUID | None:
    """The account at the desk that is open there today under this name; None where none is."""
    there = select(QueueDesk).where(
        QueueDesk.unit_id == unit_id, QueueDesk.label == label, QueueDesk.closed_at.is_(None)
    )
    found = db.scalar(there.order_by(QueueDesk.opened_at.desc()).limit(1))
    return found.account_id if found and _today(found) else None


def open_desk(db: Session, desk_id: UUID, actor: Actor, unit_id: str, label: str) -> QueueDesk:
    """The same id again gives the same; an earlier desk of this actor is closed. Raises NotThere, LabelTaken."""
    if unit_id not in actor.units(*CALLS):
        raise NotThere
    locked(db, unit_id, clock.today())
    if (known := db.get(QueueDesk, desk_id)) and known.account_id == actor.account_id:
        return known
    there = select(QueueDesk).where(QueueDesk.unit_id == unit_id, QueueDesk.closed_at.is_(None))
    for one in db.scalars(there):
        if one.account_id == actor.account_id:
            close(db, one)
        elif one.label == label and _today(one):
            raise LabelTaken
    made = QueueDesk(id=desk_id, unit_id=unit_id, label=label, account_id=actor.account_id, opened_at=clock.now())
    db.add(made)
    db.flush()
    return made


def _today(desk: QueueDesk) -> bool:
    """Who went home without closing is not there any more."""
    return clock.local(desk.opened_at).date() == clock.today()


def close(db: Session, desk: QueueDesk) -> None:
    """Who is still at it is done."""
    finish(db, desk)
    desk.closed_at = clock.now()


def at(db: Session, desk: QueueDesk, lock: bool = False) -> QueueTicket | None:
    """Whom the desk called last, while they are there."""
    here = select(QueueTicket).where(QueueTicket.desk_id == desk.id, QueueTicket.state == State.CALLED)
    return db.scalar(here.with_for_update() if lock else here)


def finish(db: Session, desk: QueueDesk) -> None:
    if here := at(db, desk, lock=True):
        happen(here, Event.DONE)
        db.flush()


def call_next(db: Session, desk: QueueDesk, after: UUID | None) -> QueueTicket | None:
    """Whoever is at the desk is done and the next is called; None: nobody waits.

    `after`: whom the page saw at the desk; where that is not so any more (the button was pressed twice) nothing happens.
    """
    day = locked(db, desk.unit_id, clock.today())
    here = at(db, desk, lock=True)
    if (here.id if here else None) != after:
        return here
    finish(db, desk)
    rules, now = setting.rules_of(db, desk.unit_id), clock.now()
    line = order.in_order(waiting(db, desk.unit_id, day.day), rules, now, day.run)
    if not line:
        return None
    found = line[0]
    day.run = day.run + 1 if order.goes_ahead(found, rules, now) else 0
    found.desk_id = desk.id
    _call(found)
    db.flush()
    return found


def waiting(db: Session, unit_id: str, day: date) -> list[QueueTicket]:
    """Locked: whoever gives up a number at this moment is not called."""
    there = select(QueueTicket).where(
        QueueTicket.unit_id == unit_id, QueueTicket.day == day, QueueTicket.state == State.WAITING
    )
    return list(db.scalars(there.with_for_update().execution_options(populate_existing=True)))


def call_again(db: Session, desk: QueueDesk) -> None:
    if here := at(db, desk, lock=True):
        _call(here)


def missed(db: Session, desk: QueueDesk) -> None:
    """Nobody came; they may come back."""
    if here := at(db, desk, lock=True):
        happen(here, Event.MISSED)


def _call(ticket: QueueTicket) -> None:
    happen(ticket, Event.CALLED)
    ticket.calls += 1
    ticket.called_at = clock.now()
