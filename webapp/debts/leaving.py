"""What is kept of notices somebody found, for whoever asks, and until when."""

from typing import Any
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.debts import bills
from webapp.debts.finding import mine
from webapp.debts.models import FoundDebt
from webapp.payments.service import Bill

RULE = "debt_found"


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """As plain values, for whoever takes their data along."""
    return [
        {
            "code": row.code, "found_at": row.found_at.isoformat(), "notice": row.found,
            "paid_at": bill.paid_at.isoformat() if bill and bill.paid_at else None,
            "reference": bill.reference if bill else None, "total": bill.total if bill else None,
        }
        for row, bill in mine(db, account_id)
    ]  # fmt: skip


def forget(db: Session, account_id: UUID) -> None:
    """What this account found; bills and receipts stay in the books."""
    db.execute(delete(FoundDebt).where(FoundDebt.account_id == account_id))


def forget_old(db: Session, most: int = 1000) -> int:
    """Found and never paid here; and bills over such notices that nothing came for. At most `most`, returns how many."""
    before = clock.now() - retention.term(RULE)
    paid = exists().where(Bill.debt_code == FoundDebt.code, Bill.state == "paid")
    old = select(FoundDebt.id).where(FoundDebt.found_at < before, ~paid)
    ids = list(db.scalars(old.limit(most)))
    db.execute(delete(FoundDebt).where(FoundDebt.id.in_(ids)))
    bills.forget(db, before, most)
    return len(ids)
