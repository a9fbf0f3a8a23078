"""What somebody at a desk may decide about: a movement, a bill, what was decided. Another unit's is not there."""

from uuid import UUID

from sqlalchemy.orm import Session, joinedload

from webapp.access import Actor
from webapp.decisions import service as decisions
from webapp.decisions.service import ASSIGNS, GIVES_BACK
from webapp.payments import service as payments
from webapp.receipts import service as receipts


class NotThere(LookupError):
    """No such thing, or none of this actor's."""


def whose(actor: Actor) -> tuple[set[str], bool]:
    """The units whose bills this actor may count money for, and whether debts of elsewhere too."""
    return actor.units(*ASSIGNS), actor.has_role(*GIVES_BACK)


def movement(db: Session, actor: Actor, fact_id: UUID) -> payments.MoneyFact:
    fact = db.get(payments.MoneyFact, fact_id)
    if fact is None or not decisions.may(actor, ASSIGNS, fact.bill):
        raise NotThere
    return fact


def bill(db: Session, actor: Actor, bill_id: UUID) -> payments.Bill:
    whole = (joinedload(payments.Bill.postings), joinedload(receipts.OF_BILL))
    found = db.get(payments.Bill, bill_id, options=whole)
    if found is None or not decisions.may(actor, GIVES_BACK, found):
        raise NotThere
    return found


def decision(db: Session, actor: Actor, decision_id: UUID) -> payments.Decision:
    found = db.get(payments.Decision, decision_id)
    if found is None or found.kind not in ("refund", "return"):
        raise NotThere
    nameless = found.bill_id is None
    if not (actor.has_role(*GIVES_BACK) if nameless else found.unit_id in actor.units(*ASSIGNS)):
        raise NotThere
    return found
