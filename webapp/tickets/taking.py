"""Taking a number, booking a time, coming and going: what whoever holds a ticket does."""

import secrets
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from webapp import calendar_days, clock
from webapp.db import insert_for
from webapp.tickets import setting
from webapp.tickets.lifecycle import NEXT, Event, State
from webapp.tickets.models import QueueDay, QueueTicket
from webapp.tickets.rules import Rules
from webapp.units import service as units
from webapp.units.service import Unit

BEFORE_OPENING = timedelta(minutes=30)
HOLDS = (State.BOOKED, State.WAITING, State.CALLED, State.MISSED)


class NoSuchTicket(LookupError):
    """None with this token."""


class NotNow(Exception):
    """As the ticket stands, this cannot happen."""


class Shut(Exception):
    """Nobody takes a number here now. `opens` (aware): when one may, None if nobody knows."""

    def __init__(self, opens: datetime | None) -> None:
        super().__init__(opens)
        self.opens = opens


class Full(Exception):
    """This time is taken, or it is none that can be booked."""


def happen(ticket: QueueTicket, event: Event) -> None:
    """The one line that changes how a ticket stands. Raises NotNow."""
    state = NEXT.get((State(ticket.state), event))
    if state is None:
        raise NotNow(ticket.state, event)
    ticket.state = state
    if state in (State.DONE, State.LEFT):
        ticket.ended_at = clock.now()


def take(db: Session, ticket_id: UUID, unit: Unit, group: str, came_by: str) -> QueueTicket:
    """The next number of today; the same id again gives the same. Raises Shut."""
    if known := db.get(QueueTicket, ticket_id):
        return known
    open_for(db, unit)
    now = clock.now()
    made = QueueTicket(
        id=ticket_id, unit_id=unit.id, day=clock.today(), number=_next(db, unit.id, clock.today()), token=_token(),
        group=group, came_by=came_by, state=State.WAITING, made_at=now, turn_at=now,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def open_for(db: Session, unit: Unit) -> None:
    """Numbers are given while the office is open, shortly before, and over its midday rest. Raises Shut."""
    now = clock.now()
    opening = units.next_opening(unit, now, calendar=calendar_days.current(db))
    if opening.is_open or (opening.opens and opening.days == 0 and _worked(db, unit, now)):
        return
    soon = opening.opens is not None and opening.opens - now <= BEFORE_OPENING
    if not soon:
        raise Shut(opening.opens)


def _worked(db: Session, unit: Unit, now: datetime) -> bool:
    """Whether it was open before, today."""
    return any(start < now for start, _end in _hours(db, unit, clock.local(now).date()))


def _hours(db: Session, unit: Unit, day: date) -> list[tuple[datetime, datetime]]:
    found = units.office_hours(unit).intervals(day, calendar_days.current(db))
    return [(datetime.combine(day, a, clock.VN), datetime.combine(day, b, clock.VN)) for a, b in found]


def slots(db: Session, unit: Unit, day: date, rules: Rules) -> list[tuple[datetime, int]]:
    """The times of a day that are still to come, each with how many places it has left."""
    now = clock.now()
    step = timedelta(minutes=rules.slot_minutes)
    held = select(QueueTicket.slot_at, func.count()).where(
        QueueTicket.unit_id == unit.id, QueueTicket.day == day, QueueTicket.slot_at.is_not(None),
        QueueTicket.state != State.LEFT,
    )  # fmt: skip
    taken = {row[0]: row[1] for row in db.execute(held.group_by(QueueTicket.slot_at))}
    found = []
    for start, end in _hours(db, unit, day):
        while start + step <= end:
            if start > now:
                found.append((start, max(0, rules.per_slot - taken.get(start, 0))))
            start += step
    return found


def days(db: Session, unit: Unit, rules: Rules) -> list[date]:
    """The days that can be booked: those the office works, from today on."""
    today = clock.today()
    coming = (today + timedelta(days=n) for n in range(rules.furthest_days + 1))
    return [day for day in coming if any(end > clock.now() for _start, end in _hours(db, unit, day))]


def book(db: Session, ticket_id: UUID, unit: Unit, at: datetime, group: str) -> QueueTicket:
    """A time at this unit; the same id again gives the same. Raises Full."""
    if known := db.get(QueueTicket, ticket_id):
        return known
    day, rules = clock.local(at).date(), setting.rules_of(db, unit.id)
    if day not in days(db, unit, rules):
        raise Full
    locked(db, unit.id, day)
    if not any(start == at and left for start, left in slots(db, unit, day, rules)):
        raise Full
    made = QueueTicket(
        id=ticket_id, unit_id=unit.id, day=day, token=_token(), group=group, came_by="booking", state=State.BOOKED,
        made_at=clock.now(), turn_at=at, slot_at=at,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def by_token(db: Session, token: str, lock: bool = False) -> QueueTicket:
    """Raises NoSuchTicket."""
    mine = select(QueueTicket).where(QueueTicket.token == token).options(joinedload(QueueTicket.desk))
    if lock:
        mine = mine.with_for_update(of=QueueTicket).execution_options(populate_existing=True)
    found = db.scalar(mine)
    if found is None:
        raise NoSuchTicket
    return found


def may_arrive(ticket: QueueTicket, rules: Rules) -> bool:
    """Somebody who booked is expected from shortly before; somebody who missed the call may come back all day."""
    if ticket.day != clock.today():
        return False
    if ticket.state == State.MISSED:
        return True
    early = timedelta(minutes=rules.early)
    return ticket.state == State.BOOKED and ticket.slot_at is not None and clock.now() >= ticket.slot_at - early


def arrive(db: Session, ticket: QueueTicket) -> None:
    """Here now, or here again: on time at the booked time, late at the end; who missed the call keeps their turn. Raises NotNow."""
    now, rules = clock.now(), setting.rules_of(db, ticket.unit_id)
    if not may_arrive(ticket, rules):
        raise NotNow(ticket.state)
    if ticket.state == State.BOOKED:
        ticket.number = _next(db, ticket.unit_id, ticket.day)
        if ticket.slot_at is None or now > ticket.slot_at + timedelta(minutes=rules.grace):
            ticket.turn_at, ticket.slot_at = now, None
    happen(ticket, Event.ARRIVED)


def leave(ticket: QueueTicket) -> None:
    """Harmless when repeated. Raises NotNow once it is over in another way."""
    if ticket.state != State.LEFT:
        happen(ticket, Event.LEFT)


def locked(db: Session, unit_id: str, day: date) -> QueueDay:
    """The day's row, made if need be: who calls, books or draws a number waits for whoever does just now."""
    new = insert_for(db, QueueDay).values(unit_id=unit_id, day=day, last=0, run=0)
    db.execute(new.on_conflict_do_nothing(index_elements=[QueueDay.unit_id, QueueDay.day]))
    return db.get_one(QueueDay, (unit_id, day), with_for_update=True, populate_existing=True)


def _next(db: Session, unit_id: str, day: date) -> int:
    row = locked(db, unit_id, day)
    row.last += 1
    return row.last


def _token() -> str:
    return secrets.token_urlsafe(12)
