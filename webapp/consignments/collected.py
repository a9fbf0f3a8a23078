"""Fees that a post office took for dossiers, as the rooms of money say: nobody types an amount here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased, joinedload

from webapp.payments.service import TAKEN, TAKEN_BACK, Bill, Decision
from webapp.receipts import service as receipts


@dataclass
class Fees:
    """`amount` in đồng; `receipts`: their names; `takings`: ids of what was taken, so that nothing goes along twice."""

    amount: int = 0
    receipts: list[str] = field(default_factory=list)
    takings: list[str] = field(default_factory=list)

    def said(self) -> dict[str, Any]:
        return {"amount": self.amount, "receipts": self.receipts, "takings": self.takings}


def collected(db: Session, unit_id: str, dossier_ids: Iterable[UUID], without: Iterable[str] = ()) -> dict[UUID, Fees]:
    """What counters of the unit took for each dossier and did not give back, but for what went along already (`without`, ids)."""
    ids, gone = list(dossier_ids), set(without)
    found: dict[UUID, Fees] = {one: Fees() for one in ids}
    if not ids:
        return found
    back = aliased(Decision)
    given_back = exists().where(back.fact_id == Decision.fact_id, back.kind == TAKEN_BACK)
    rows = db.execute(
        select(Decision.id, Decision.amount, Bill)
        .join(Bill, Bill.id == Decision.bill_id)
        .where(Bill.dossier_id.in_(ids), Decision.kind == TAKEN, Decision.unit_id == unit_id, ~given_back)
        .order_by(Decision.at, Decision.id)
        .options(joinedload(receipts.OF_BILL))
    ).unique()
    for taking_id, amount, bill in rows:
        if str(taking_id) not in gone and bill.dossier_id:
            fees = found[bill.dossier_id]
            fees.amount += amount
            fees.takings.append(str(taking_id))
            fees.receipts += [
                name for one in receipts.living(bill) if (name := receipts.name_of(one)) not in fees.receipts
            ]
    return found
