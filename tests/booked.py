"""Money in the books for tables of addresses: a second payment that waits, one that goes back, a fee that may go back."""

from datetime import timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from tests import people
from webapp import clock
from webapp.access import Actor
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Event, State
from webapp.payments import notices
from webapp.payments import service as payments

BOSS = Actor("staff", "Bùi Thị Lan", roles=frozenset({("supervisor", people.UNIT)}))
WHY = "Đã đối chiếu với người nộp"


def came(db: Session, bill: payments.Bill) -> payments.MoneyFact:
    """As much as the bill asks for came by a transfer that named it."""
    fact = payments.MoneyFact(
        id=uuid7(), provider="sepay", provider_id=uuid7().hex, bill_id=bill.id, amount=bill.total, content=bill.reference,
        bank_reference="FT1", outcome="second" if bill.state == "paid" else "settled", at=clock.now(),
    )  # fmt: skip
    db.add(fact)
    db.flush()
    notices.book(db, fact, bill, "bank")
    return fact


def refused(db: Session, account: Account) -> payments.Bill:
    """Paid, and the dossier was refused."""
    dossier = people.make_dossier(db, account, state=State.FEE_DUE)
    bill = payments.bill_of(db, dossier)
    assert bill
    came(db, bill)
    dossiers.apply(db, dossier, Event.WITHDRAWAL_GRANTED, people.OFFICER, note="Xin rút", unit_id=dossier.unit_id)
    assert dossier.submitted_at
    dossier.submitted_at -= timedelta(days=400)  # no other thing of An's is older
    return bill


def going_back(db: Session, bill: payments.Bill) -> UUID:
    """A fee that was decided to go back, by a voucher."""
    return decisions.refund(db, uuid7(), bill, bill.total, WHY, BOSS).id
