"""What was paid is told to whoever asked for it: by a job that starts again after an outage; a no waits for a person."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.access import Actor
from webapp.debts.bills import last_movement
from webapp.debts.finding import Register
from webapp.debts.models import Confirmation
from webapp.payments.service import Bill
from webapp.receipts import service as receipts
from webapp.systems.calling import Unreachable
from webapp.systems.state_http import Refused

CONFIRM, SWEEP = "debt.confirm", "debt.sweep"
EVERY = {SWEEP: timedelta(hours=1)}
MOST = 200
_STRANGE = re.compile(r"[^0-9A-Za-z._/-]")


class NothingToSettle(Exception):
    """No such refusal, or a person looked at it already."""


def paid(db: Session, bill: Bill) -> None:
    """A bill was paid, in the same transaction: where it is over a debt, its system is told soon."""
    if bill.debt_code is None or bill.paid_at is None:
        return
    known = db.get(Confirmation, bill.id)
    if known is not None and known.told_at:  # a mistake at a counter, given back and paid anew: it was heard before
        return
    fact = last_movement(db, bill)
    number = _STRANGE.sub("-", f"{fact.provider}-{fact.provider_id}" if fact else bill.reference)
    if known is None:
        known = Confirmation(bill_id=bill.id, code=bill.debt_code, amount=bill.total)
        db.add(known)
    known.number, known.paid_at, known.refused_code = number, bill.paid_at, None
    outbox.enqueue(db, CONFIRM, {"bill": str(bill.id)}, key=f"{CONFIRM}/{bill.id}/{number}")


class _Telling:
    """Unreachable fails the job, which tries again; a no is kept."""

    def __init__(self, register: Register | None) -> None:
        self.register = register

    def look(self, db: Session, payload: dict[str, Any]) -> dict[str, Any] | None:
        one = db.get_one(Confirmation, UUID(payload["bill"]))
        bill = db.get_one(Bill, one.bill_id)
        if (
            one.told_at or one.refused_code or bill.state != "paid"
        ):  # given back at once at a counter: nothing to tell yet
            return None
        return {
            "code": one.code, "amount": one.amount, "transaction": one.number, "at": one.paid_at,
            "receipt": receipts.numbers(bill),
        }  # fmt: skip

    def work(self, said: dict[str, Any] | None) -> str | None:
        """The code of a no, "" for a yes; None: there was nothing to tell."""
        if said is None:
            return None
        if self.register is None:
            raise Unreachable("not connected")
        try:
            self.register.confirm(**said)
        except Refused as refusal:
            return refusal.code
        return ""

    def finish(self, db: Session, payload: dict[str, Any], refused: str | None) -> None:
        if refused is None:
            return
        one = db.get_one(Confirmation, UUID(payload["bill"]), with_for_update=True)
        if refused:
            one.refused_code, one.refused_at = refused, clock.now()
        else:
            one.told_at = clock.now()


def sweep(db: Session, _payload: dict[str, Any]) -> None:
    """Every hour: what could not be told for so long that it rests is tried anew, with patience of its own."""
    for job in outbox.resting(db):
        if job.kind == CONFIRM:
            job.due_at, job.tries = clock.now(), 0


def handlers(register: Register | None) -> dict[str, outbox.Handler]:
    telling = _Telling(register)
    return {
        SWEEP: sweep,
        CONFIRM: outbox.Outside(telling.look, telling.work, telling.finish, lane=outbox.MONEY),
    }


def refused() -> Select[Confirmation]:
    """Where the register and we say different things: it did not take what was paid here, or what it was told of was given
    back since. The latest first, at most 200; to be asked beside other things of the page."""
    return _waiting(select(Confirmation)).order_by(Confirmation.paid_at.desc(), Confirmation.bill_id).limit(MOST)


def _waiting(found: Select[Confirmation]) -> Select[Confirmation]:
    given_back = and_(Confirmation.told_at.is_not(None), Bill.state != "paid")
    differs = or_(Confirmation.refused_code.is_not(None), given_back)
    return found.join(Bill, Bill.id == Confirmation.bill_id).where(differs, Confirmation.settled_at.is_(None))


def settle(db: Session, bill_id: UUID, who: Actor, note: str) -> None:
    """A person spoke with the office that asked for it, and says what was decided. Raises NothingToSettle."""
    mine = _waiting(select(Confirmation).where(Confirmation.bill_id == bill_id))
    one = db.scalar(mine.with_for_update(of=Confirmation))
    if one is None:
        raise NothingToSettle
    one.settled_at, one.settled_by, one.note = clock.now(), who.name, note
