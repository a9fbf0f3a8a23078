"""A bill that is dropped before it was paid: what came for it is not lost, and counts for the one that takes its place."""

from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.payments.bills import remaining
from webapp.payments.journal import Line, enter, locked, lying
from webapp.payments.journal_models import BILL, HELD, Decision, MoneyFact
from webapp.payments.models import Bill
from webapp.payments.settle import settle


def drop(db: Session, bill: Bill) -> None:
    """Rules or answers changed before it was paid: the bill is void, and what came for it waits for the next one."""
    bill.state = "void"
    db.flush()
    for fact, amount in _lying(db, bill, BILL):
        why = _told(db, "dropped", fact, amount, bill)
        enter(db, fact, [Line(BILL, amount, bill), Line(HELD, -amount, bill)], why)


def carry(db: Session, bill: Bill) -> None:
    """What came for bills of the dossier, or of the debt, that were dropped counts for the new one: nobody pays twice."""
    same = (
        Bill.debt_code == bill.debt_code
        if bill.debt_code
        else and_(Bill.dossier_id == bill.dossier_id, Bill.debt_code.is_(None))
    )
    for old in db.scalars(select(Bill).where(same, Bill.state == "void").order_by(Bill.frozen_at, Bill.id)):
        for fact, amount in _lying(db, old, HELD, decided=True):
            counts = min(amount, remaining(bill))
            if counts:
                why = _told(db, "carried", fact, counts, bill)
                enter(db, fact, [Line(HELD, counts, old), Line(BILL, -counts, bill)], why)
    settle(db, bill)


def _lying(db: Session, bill: Bill, account: str, decided: bool = False) -> list[tuple[MoneyFact, int]]:
    """Movements of which đồng lie on this account under this bill; with `decided` only what `drop` put there."""
    on = [one for one in bill.postings if one.account == account]
    if decided:
        put = {one.fact_id for one in on if one.decision_id and one.amount < 0}
        on = [one for one in on if one.fact_id in put]
    sums: dict[UUID, int] = {}
    for one in on:
        sums[one.fact_id] = sums.get(one.fact_id, 0) - one.amount
    found = [(locked(db, fact), amount) for fact, amount in sums.items() if amount > 0]
    # a person may have decided about the same movement before it was locked
    return [(fact, left) for fact, amount in found if (left := min(amount, lying(fact, account).get(bill.id, 0))) > 0]


def _told(db: Session, kind: str, fact: MoneyFact, amount: int, bill: Bill) -> Decision:
    """The app's own decision, by rule."""
    made = Decision(
        kind=kind, fact_id=fact.id, bill_id=bill.id, amount=amount, reason="", by_name="", unit_id=bill.unit_id,
        at=clock.now(),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made
