"""All that is known of a dossier's money, in one look: bills, what came for them, receipts, what a correction left over."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, select
from sqlalchemy.orm import Session, defer, joinedload

from webapp.dossiers.service import Dossier
from webapp.payments.service import Bill, Decision, GoingBack, Posting, Reckoning, back_of
from webapp.receipts.models import OF_BILL, Receipt, of_bill

_DECIDED = (
    joinedload(Bill.postings).joinedload(Posting.decision).options(defer(Decision.reason), defer(Decision.pay_to))
)


@dataclass(frozen=True)
class Money:
    """`bills` as `bills.bills_of` has them: those paid, oldest first, then the one that is open. `debts`: of other systems,
    paid beside the dossier. `back`: what goes, or went, back to the citizen; also of bills that were dropped."""

    bills: list[Bill]
    reckoning: Reckoning | None
    debts: list[Bill]
    back: list[GoingBack]

    @property
    def bill(self) -> Bill | None:
        """The one that counts, as `bills.bill_of`."""
        return self.bills[-1] if self.bills else None

    @property
    def paid(self) -> list[Bill]:
        return [bill for bill in self.bills if bill.state == "paid"]

    @property
    def receipts(self) -> list[Receipt]:
        """Oldest first, cancelled ones too."""
        found = (one for bill in [*self.bills, *self.debts] for one in of_bill(bill))
        return sorted(found, key=lambda one: (one.issued_at, one.id))


def with_decisions(db: Session, bill_id: UUID) -> Bill:
    """A bill, its postings and what was decided about them, in one look."""
    whole = select(Bill).where(Bill.id == bill_id).options(_DECIDED, defer(Bill.payer))
    return db.scalars(whole.execution_options(populate_existing=True)).unique().one()


def money_of(db: Session, dossier: Dossier) -> Money:
    """To look at; whoever decides about money locks the bill first (`bills.bill_of`)."""
    standing = and_(
        Reckoning.dossier_id == Bill.dossier_id, Reckoning.over_at.is_(None)
    )  # nothing paid, nothing left over
    rows = db.execute(
        select(Bill, Reckoning)
        .outerjoin(Reckoning, standing)
        .where(Bill.dossier_id == dossier.id)
        .order_by(Bill.state == "open", Bill.frozen_at, Bill.id, Reckoning.at, Reckoning.id)
        .options(_DECIDED, joinedload(OF_BILL), defer(Bill.payer))
    ).unique()
    found = [(bill, reckoning) for bill, reckoning in rows]
    every = list(dict.fromkeys(bill for bill, _left in found))
    bills = [bill for bill in every if bill.state != "void"]
    ours, debts = [one for one in bills if not one.debt_code], [one for one in bills if one.debt_code]
    return Money(ours, found[-1][1] if found else None, debts, back_of(every))
