"""Money on its way back, as a citizen sees it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from webapp.dossiers.service import Dossier
from webapp.payments.journal_models import Decision
from webapp.payments.models import Bill

BACK = ("refund", "return")


@dataclass(frozen=True)
class GoingBack:
    """`amount` đồng that a person decided to give back; `gone_at` None: not yet. `kind`: refund (by a voucher) or return."""

    decision: Decision
    kind: str
    amount: int
    decided_at: datetime
    gone_at: datetime | None = None
    reference: str | None = None


def of_dossier(db: Session, dossier: Dossier) -> list[GoingBack]:
    """Of all the dossier's bills, the first decided first."""
    went = aliased(Decision)
    rows = db.execute(
        select(Decision, went.at, went.reference)
        .join(Bill, Bill.id == Decision.bill_id)
        .outerjoin(went, went.of_id == Decision.id)
        .where(Bill.dossier_id == dossier.id, Decision.kind.in_(BACK))
        .order_by(Decision.at, Decision.id)
    )
    return [GoingBack(one, one.kind, one.amount, one.at, gone_at, ref) for one, gone_at, ref in rows]


def of_bills(bills: Iterable[Bill]) -> list[GoingBack]:
    """The same of bills whose postings and decisions were loaded; asks nothing."""
    made = {one.decision.id: one.decision for bill in bills for one in bill.postings if one.decision}
    went = {one.of_id: one for one in made.values() if one.of_id}
    back = sorted((one for one in made.values() if one.kind in BACK), key=lambda one: (one.at, one.id))
    return [_said(one, went.get(one.id)) for one in back]


def _said(one: Decision, went: Decision | None) -> GoingBack:
    return GoingBack(one, one.kind, one.amount, one.at, went.at if went else None, went.reference if went else None)
