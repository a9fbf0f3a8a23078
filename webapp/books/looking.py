"""What somebody at a desk may decide about: a movement, a bill, what was decided. Another unit's is not there."""

from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from webapp.access import Actor
from webapp.payments import service as payments
from webapp.payments.service import ASSIGNS, GIVES_BACK


class NotThere(LookupError):
    """No such thing, or none of this actor's."""


def sees(actor: Actor, unit_id: str | None) -> bool:
    """Of the actor's units; what names no unit of ours is for supervisors and leaders."""
    return unit_id in actor.units(*ASSIGNS) if unit_id else actor.has_role(*GIVES_BACK)


def decides(actor: Actor, unit_id: str | None) -> bool:
    """Whether this actor may let money leave, or stay."""
    return unit_id in actor.units(*GIVES_BACK) if unit_id else actor.has_role(*GIVES_BACK)


def movement(db: Session, actor: Actor, fact_id: UUID) -> payments.MoneyFact:
    fact = db.get(payments.MoneyFact, fact_id)
    if fact is None or not sees(actor, payments.unit_of(fact)):
        raise NotThere
    return fact


def bill(db: Session, actor: Actor, bill_id: UUID) -> payments.Bill:
    whole = (joinedload(payments.Bill.postings), joinedload(payments.Bill.receipts))
    found = db.get(payments.Bill, bill_id, options=whole)
    if found is None or not decides(actor, found.unit_id):
        raise NotThere
    return found


def decision(db: Session, actor: Actor, decision_id: UUID) -> payments.Decision:
    found = db.get(payments.Decision, decision_id)
    nameless = found is not None and found.bill_id is None
    if found is None or found.kind not in ("refund", "return") or not sees(actor, None if nameless else found.unit_id):
        raise NotThere
    return found
