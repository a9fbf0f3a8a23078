"""What a line looks like now: for the board, for whoever waits, for a desk."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import and_, func, literal, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.tickets import order
from webapp.tickets.lifecycle import State
from webapp.tickets.models import QueueDay, QueueDesk, QueueSetting, QueueTicket
from webapp.tickets.order import Estimate
from webapp.tickets.rules import Rules, usual

MEASURED = 20  # served last, by whom the pace is measured
LONGEST_DAY = timedelta(hours=16)  # who went home without closing is not there any more
LONGEST = timedelta(hours=2)  # longer than that a desk just forgot to say it was done


@dataclass(frozen=True)
class Line:
    """The line of a unit today, the next first; `calls`: the latest calls, the newest first; `desks` open now; `tablet`: the
    secret of its tablet, where it has one."""

    rules: Rules
    waiting: list[QueueTicket]
    calls: list[QueueTicket]
    desks: int
    minutes: list[float]
    tablet: str | None

    def before(self, ticket: QueueTicket) -> int | None:
        """How many are called before this one; None where it does not wait."""
        return next((n for n, one in enumerate(self.waiting) if one.id == ticket.id), None)

    def estimate(self, before: int | None) -> Estimate | None:
        return None if before is None else order.estimate(before, self.minutes, self.desks)

    def at(self, desk: QueueDesk) -> QueueTicket | None:
        """Whom this desk called last, while they are there."""
        return next((one for one in self.calls if one.desk_id == desk.id and one.state == State.CALLED), None)

    def is_tablet(self, said: str) -> bool:
        """Whether this is the unit's own tablet, from which many take a number."""
        return self.tablet is not None and hmac.compare_digest(self.tablet.encode(), said.encode())


def line(db: Session, unit_id: str) -> Line:
    """Two statements, however long it is."""
    today, now = clock.today(), clock.now()
    run, setting, desks = _around(db, unit_id)
    rows = db.scalars(
        select(QueueTicket)
        .where(QueueTicket.unit_id == unit_id, QueueTicket.day == today)
        .where(QueueTicket.state.in_((State.WAITING, State.CALLED, State.DONE, State.MISSED)))
        .options(joinedload(QueueTicket.desk))
    ).all()
    rules = usual().own(setting.own) if setting else usual()
    waiting = [one for one in rows if one.state == State.WAITING]
    called = [(one.called_at, one.number or 0, one) for one in rows if one.called_at]
    calls = [one for _at, _number, one in sorted(called, key=lambda row: row[:2], reverse=True)]
    ordered = order.in_order(waiting, rules, now, run)
    return Line(rules, ordered, calls, desks, _minutes(rows), setting.tablet if setting else None)


def _around(db: Session, unit_id: str) -> tuple[int, QueueSetting | None, int]:
    """How many who go ahead were called in a row, what the unit said, how many desks are open."""
    open_now = and_(
        QueueDesk.unit_id == unit_id, QueueDesk.closed_at.is_(None), QueueDesk.opened_at > clock.now() - LONGEST_DAY
    )
    desks = select(func.count()).select_from(QueueDesk).where(open_now).scalar_subquery()
    today = and_(QueueDay.unit_id == unit_id, QueueDay.day == clock.today())
    run = select(QueueDay.run).where(today).scalar_subquery()
    one = select(literal(1).label("one")).subquery()
    found = select(run, QueueSetting, desks).select_from(one).outerjoin(QueueSetting, QueueSetting.unit_id == unit_id)
    row = db.execute(found).one()
    return row[0] or 0, row[1], row[2]


def _minutes(rows: Sequence[QueueTicket]) -> list[float]:
    """How long each of those served last was at the desk."""
    done = [(one.ended_at, one.called_at) for one in rows if one.state == State.DONE and one.called_at and one.ended_at]
    spans = [ended - called for ended, called in sorted(done, reverse=True)[:MEASURED]]
    return [span.total_seconds() / 60 for span in spans if span < LONGEST]
