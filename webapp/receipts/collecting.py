"""Which unit may take money for which bill: its own, or as a delegate with an agreement in force (NĐ 254/2026/NĐ-CP art. 25)."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.payments.service import TAKEN, TAKEN_BACK, Bill, Decision
from webapp.receipts.series import Entry, NoDelegation, delegation
from webapp.units import service as units

DELEGATES = ("post_office",)


def may_collect(db: Session, unit_id: str, bill: Bill) -> bool:
    """Whether a counter of this unit may take money for this bill today."""
    if unit_id == bill.unit_id:
        return True
    try:
        kind = units.get(db, unit_id).kind
    except units.UnknownUnit:
        return False
    return kind in DELEGATES and agreement(unit_id, bill.unit_id) is not None


def agreement(delegate: str, principal: str) -> Entry | None:
    """The one in force today: `{address, agreement: {number, date}, demo}`; None where there is none and nothing is collected."""
    try:
        return delegation(delegate, principal, clock.today())
    except NoDelegation:
        return None


def delegate_of(db: Session, bill: Bill) -> str | None:
    """The unit that took the bill's money for the collecting one; None where that was the unit itself, or no counter."""
    back = aliased(Decision)
    gone = exists().where(back.fact_id == Decision.fact_id, back.kind == TAKEN_BACK)
    last = select(Decision.unit_id).where(Decision.bill_id == bill.id, Decision.kind == TAKEN, ~gone)
    unit_id = db.scalar(last.order_by(Decision.at.desc(), Decision.id.desc()).limit(1))
    return unit_id if unit_id != bill.unit_id else None
