"""Money taken at a counter: a bill is paid whole, within a clerk's shift; what went wrong is taken back by a counter-entry.

The shift itself is the room of tills. Here: the movement, its entry and, as with any money, bill → receipt → dossier.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.db import insert_for, uuid7
from webapp.dossiers.service import CLOSED, Dossier, State
from webapp.payments.service import (
    TAKEN,
    Bill,
    Decision,
    MoneyFact,
    NotPayable,
    book,
    dossier_of,
    remaining,
    that_counts,
)

PROVIDERS = {"cash": "cash", "pos": "pos", "bank": "transfer"}
"""Account of the journal → who told of the movement; the clerk did."""
NOT_NOW = (CLOSED - {State.HANDED_OVER}) | {State.DRAFT, State.WAITING_DOCUMENTS}
"""Nobody pays at a counter for what is given up or just being filled in anew; what was handed over unpaid is still owed."""


class NotWhole(Exception):
    """A bill is paid whole at a counter: change is given there. `remaining`: đồng still to be paid."""

    def __init__(self, remaining: int) -> None:
        super().__init__(remaining)
        self.remaining = remaining


class ReferenceMissing(Exception):
    """What the card terminal or the bank calls the payment has to be written down."""


class OtherTaking(Exception):
    """This id belongs to money taken for another bill, of another amount or another way."""


@dataclass(frozen=True)
class Taking:
    """What the form says; `id` is made by it, `where` one of PROVIDERS, `amount` in đồng, `reference` of terminal or bank."""

    id: UUID
    where: str
    amount: int
    reference: str = ""


def may_pay(bill: Bill, dossier: Dossier | None) -> bool:
    """Whether money may be taken for it at a counter now: also for a bill that is open again though its dossier went on."""
    if bill.state != "open":
        return False
    return bill.debt_code is not None or dossier is None or State(dossier.state) not in NOT_NOW


def take(
    db: Session, bill: Bill, taken_id: UUID, where: str, amount: int, reference: str, actor: Actor, unit_id: str
) -> MoneyFact:
    """A clerk of `unit_id` took exactly what is still to be paid, `amount` đồng, as `where` ("cash", "pos", "bank").

    The same id again gives the same movement. Of a corrected dossier the bill that counts now. Raises NotWhole, NotPayable,
    ReferenceMissing, OtherTaking.
    """
    asked, taking = bill, Taking(taken_id, where, amount, reference.strip())
    bill = that_counts(db, bill.id)
    known = _known(db, taken_id)
    if known is not None:
        return _same(known, {asked.id, bill.id}, taking)
    if where != "cash" and not taking.reference:
        raise ReferenceMissing(where)
    if not may_pay(bill, dossier_of(db, bill)):
        raise NotPayable
    if amount != remaining(bill):
        raise NotWhole(remaining(bill))
    fact = _record(db, bill, taking)
    if fact is None:  # another bill was paid with this id at the same moment
        raise OtherTaking
    db.add(Decision(
        kind=TAKEN, fact_id=fact.id, bill_id=bill.id, amount=amount, reason="", reference=taking.reference[:60] or None,
        by_id=actor.account_id, by_name=actor.name, unit_id=unit_id, at=fact.at,
    ))  # fmt: skip
    book(db, fact, bill, where)
    return fact


def _known(db: Session, taken_id: UUID) -> MoneyFact | None:
    mine = MoneyFact.provider.in_(PROVIDERS.values()), MoneyFact.provider_id == str(taken_id)
    return db.scalar(select(MoneyFact).where(*mine))


def _same(known: MoneyFact, bills: set[UUID], taking: Taking) -> MoneyFact:
    asked = (PROVIDERS[taking.where], taking.amount, taking.reference)
    if known.bill_id not in bills or (known.provider, known.amount, known.content) != asked:
        raise OtherTaking
    return known


def _record(db: Session, bill: Bill, taking: Taking) -> MoneyFact | None:
    """The movement; None when its id is taken already."""
    row = insert_for(db, MoneyFact).values(
        id=uuid7(), provider=PROVIDERS[taking.where], provider_id=str(taking.id), amount=taking.amount, bill_id=bill.id,
        content=taking.reference, bank_reference=taking.reference or None, outcome="settled", at=clock.now(),
    )  # fmt: skip
    once = row.on_conflict_do_nothing(index_elements=["provider", "provider_id"]).returning(MoneyFact.id)
    made = db.scalar(once)
    db.expire(bill, ["facts"])
    return db.get_one(MoneyFact, made) if made else None
