"""Money on its way back: what a citizen sees of it, and what a desk has decided and not seen go yet."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.dossiers.service import Dossier
from webapp.payments.journal_models import Decision, MoneyFact
from webapp.payments.models import Bill
from webapp.payments.voucher_models import Voucher

BACK = ("refund", "return")
MOST = 200


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


@dataclass(frozen=True)
class Owed:
    """Decided and not gone: with what a person needs to send it. `card`: a gateway is asked to by itself."""

    decision: Decision
    fact: MoneyFact | None
    bill: Bill | None
    dossier: Dossier | None
    voucher: Voucher | None

    @property
    def card(self) -> bool:
        return bool(self.fact and self.fact.attempt_id)


def not_gone(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Owed]:
    """Oldest first, at most 200; with `nameless` also money that named no bill of ours."""
    went = aliased(Decision)
    nobodys = and_(Decision.bill_id.is_(None), Decision.fact_id.is_not(None))
    mine = or_(Decision.unit_id.in_(unit_ids), nobodys if nameless else false())
    rows = db.execute(
        select(Decision, MoneyFact, Bill, Dossier, Voucher)
        .outerjoin(MoneyFact, MoneyFact.id == Decision.fact_id)
        .outerjoin(Bill, Bill.id == Decision.bill_id)
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .outerjoin(Voucher, Voucher.id == Decision.id)
        .where(Decision.kind.in_(BACK), mine, ~exists().where(went.of_id == Decision.id))
        .order_by(Decision.at, Decision.id)
        .limit(MOST)
    )
    return [Owed(*row) for row in rows]


def voucher_of(db: Session, decision: Decision) -> Voucher | None:
    return db.get(Voucher, decision.id)
