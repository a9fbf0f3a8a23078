"""Bills over what another system asks for by a notice: one for each code, beside a dossier or alone, dropped once the system says otherwise.

Nobody is asked for less or more than the notice says today, and to no other account than the one it names.
"""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import clock
from webapp.debts.register import Debt
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.payments.service import (
    BILL,
    SHARED_FOR,
    Bill,
    MoneyFact,
    Posting,
    carry,
    drop,
    new_bill,
    of_debt,
    share_anew,
)
from webapp.systems.state import plain

AFTER_DUE = timedelta(days=10)  # people pay late too
LONGEST_LINK = timedelta(days=366)
LONGEST_HOLDER = 100
DUE = "due"


class OtherDossier(Exception):
    """The debt stands beside another dossier already."""


def for_debt(db: Session, debt: Debt, dossier: Dossier | None = None) -> Bill | None:
    """The bill of this notice as it stands today, frozen now where there is none yet; None where nothing is to be paid.

    `dossier`: the one it belongs beside, by the notice's own word. Paid ones stay as they are.
    """
    found = renew(db, debt)
    if found is None and debt.state == DUE:
        found = _frozen(db, debt, dossier)
    if found and dossier and found.dossier_id is None:
        put_beside(found, dossier)
    return found


def renew(db: Session, debt: Debt) -> Bill | None:
    """What the system says now, held against our bill: another amount or account takes its place, and what came for it
    counts for the new one; a notice that was paid elsewhere or withdrawn has none any more."""
    found = of_debt(db, plain(debt.code), lock=True)
    if found is None or found.state != "open" or _stands(found, debt):
        return found
    drop(db, found)
    found.owed_by = None
    if debt.state != DUE:
        return None
    beside = db.get(Dossier, found.dossier_id) if found.dossier_id else None
    return _frozen(db, debt, beside)


def forget(db: Session, before: datetime, most: int) -> None:
    """Bills over debts whose link ran out before that, and for which nothing ever came: nobody is named in them any more."""
    idle = select(Bill).where(Bill.debt_code.is_not(None), Bill.state == "open", Bill.share_until < before)
    for one in db.scalars(idle.where(~exists().where(Posting.bill_id == Bill.id)).limit(most).with_for_update()):
        one.state, one.owed_by = "void", None


def put_beside(bill: Bill, dossier: Dossier) -> None:
    """The debt stands on the page of this dossier from now on, and holds nothing up there. Raises OtherDossier."""
    if bill.dossier_id not in (None, dossier.id):
        raise OtherDossier
    bill.dossier_id = dossier.id


def link_on(bill: Bill) -> None:
    """The link to pay by lives until some days after the notice is due, at least a week from now."""
    share_anew(bill)
    bill.share_until = _until(bill.quote["notice"]["due"])


def last_movement(db: Session, bill: Bill) -> MoneyFact | None:
    """The movement by which the bill was paid."""
    counted = [one for one in bill.postings if one.account == BILL and one.amount < 0]
    return db.get_one(MoneyFact, max(counted, key=lambda one: (one.at, one.id)).fact_id) if counted else None


def _stands(bill: Bill, debt: Debt) -> bool:
    asked = (debt.state, debt.amount, debt.bin, debt.account)
    return asked == (DUE, bill.total, bill.bank_bin, bill.bank_account)


def _frozen(db: Session, debt: Debt, dossier: Dossier | None) -> Bill | None:
    made = new_bill(
        debt_code=plain(debt.code), dossier_id=dossier.id if dossier else None, total=debt.amount, quote=_quote(debt),
        unit_id=debt.unit_code, bank_bin=debt.bin, bank_account=debt.account, refundable=False, owed_by=debt.payer,
        bank_account_name=debt.account_name[:LONGEST_HOLDER], share_until=_until(_day(debt.due)),
    )  # fmt: skip
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:  # somebody else asked for it in this moment: theirs is the one
        return of_debt(db, plain(debt.code), lock=True)
    carry(db, made)
    return made


def _quote(debt: Debt) -> dict[str, Any]:
    """In the shape of a quote of our own; whom it names stands here by initials only (`Bill.owed_by` is sealed)."""
    source = {"text": debt.legal_source, "mark": "C"}
    lines = [
        {"id": f"khoan-{number}", "kind": item.kind, "label": {"vi": item.what, "en": item.what}, "amount": item.amount,
         "base": item.amount, "reasons": [{"what": "rule", "source": source, "amount": item.amount}], "relief": None}
        for number, item in enumerate(debt.items, 1)
    ]  # fmt: skip
    notice = {
        "code": debt.code, "kind": debt.kind, "name": {"vi": debt.name, "en": debt.name},
        "payer": dossiers.initials(debt.payer), "unit": debt.unit, "tax_code": debt.tax_code, "due": _day(debt.due),
    }  # fmt: skip
    return {"lines": lines, "total": debt.amount, "on": clock.today().isoformat(), "notice": notice}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _until(due: str | None) -> datetime:
    soonest = clock.now() + SHARED_FOR
    if due is None:
        return soonest
    day = min(date.fromisoformat(due), clock.today() + LONGEST_LINK)
    return max(soonest, datetime.combine(day, time.max, clock.VN) + AFTER_DUE)
