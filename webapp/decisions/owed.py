"""What was decided to go back and has not gone yet, with what a person needs to send it."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import and_, exists, false, or_, select
from sqlalchemy.orm import Session, aliased

from webapp.decisions.models import Voucher
from webapp.dossiers.service import Dossier
from webapp.payments.service import BACK, Bill, Decision, MoneyFact

MOST = 200


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
