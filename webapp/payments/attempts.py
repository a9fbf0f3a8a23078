"""Attempts: somebody is about to pay through a gateway. Written before they leave; what the gateway says later is found by it."""

import secrets
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import uuid7
from webapp.payments.bills import in_its_place, one_transfer
from webapp.payments.gateway import Leaving, Said
from webapp.payments.models import Attempt, Bill

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
OPEN = ("open", "doubtful")


class NotPayable(Exception):
    """Nothing is to be paid here now."""


class OtherAttempt(Exception):
    """This id belongs to an attempt for another bill."""


def start(db: Session, bill: Bill, gateway: Leaving, attempt_id: UUID, through: str = "") -> Attempt:
    """Write down that somebody leaves for `gateway` to pay what is still due; the same id again gives the same attempt
    while it is open and over just that, and a new one when it came to nothing, or part came meanwhile (a page gone back to).

    Raises NotPayable where nothing is due, OtherAttempt.
    """
    now = clock.now()
    known = db.get(Attempt, attempt_id)
    if known is not None and known.bill_id != bill.id:
        raise OtherAttempt
    if bill.state != "open":
        raise NotPayable
    if known is not None and (known.state, known.amount) == ("open", one_transfer(bill)) and now < known.expires_at:
        return known
    made = Attempt(
        id=uuid7() if known else attempt_id, bill_id=bill.id, provider=gateway.name, reference=bill.reference + _tail(), through=through,
        amount=one_transfer(bill), started_at=now, expires_at=now + timedelta(minutes=gateway.minutes),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _tail() -> str:
    """Makes the reference of an attempt unlike any other's of the same bill."""
    return "".join(secrets.choice(ALPHABET) for _ in range(6))


def last(db: Session, bill: Bill) -> Attempt | None:
    """The newest attempt on this bill that has not simply run out."""
    mine = select(Attempt).where(Attempt.bill_id == bill.id, Attempt.state != "expired")
    return db.scalar(mine.order_by(Attempt.started_at.desc(), Attempt.id.desc()).limit(1))


def locked(db: Session, reference: str) -> tuple[Attempt | None, Bill | None]:
    """The attempt and the bill its money goes to now, locked in the order that everybody locks in: the bill first."""
    attempt = db.scalar(select(Attempt).where(Attempt.reference == reference))
    if attempt is None:
        return None, None
    bill = that_counts(db, attempt.bill_id)
    db.refresh(attempt, with_for_update=True)
    return attempt, bill


def that_counts(db: Session, bill_id: UUID) -> Bill:
    """The bill, or the one that took its place when the dossier was corrected, or the debt. Locked, as it is now."""
    bill = db.get_one(Bill, bill_id, with_for_update=True, populate_existing=True)
    return in_its_place(db, bill, lock=True)


def told(attempt: Attempt, said: Said) -> str:
    """What a provider's word does to the attempt. Returns failed, doubtful, open, repeated, reversed (after it was paid)."""
    if said.happened == "came":
        attempt.state = "paid" if said.amount == attempt.amount else "doubtful"
        attempt.code, attempt.ended_at = said.code, attempt.ended_at or clock.now()
        return "settled"
    if attempt.state == "paid":
        return "reversed" if said.happened == "reversed" else "repeated"
    if said.happened == "open":
        return "open"
    state = "doubtful" if said.happened == "doubtful" else "failed"
    if (attempt.state, attempt.code) == (state, said.code):
        return "repeated"
    attempt.state, attempt.code, attempt.ended_at = state, said.code, clock.now()
    return state
