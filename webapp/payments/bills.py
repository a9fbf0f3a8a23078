"""Bills of a dossier: which one counts, what came for it, what is still to be paid, and freezing one."""

import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.payments import vietqr
from webapp.payments.journal import counted, waiting
from webapp.payments.journal_models import HELD
from webapp.payments.models import Bill
from webapp.procedures import service as procedures
from webapp.units import service as units

PREFIX = "MC"
HIGHEST = vietqr.TRANSFER_LIMIT - 1
ASKED = (State.AWAITING_PAYMENT, State.FEE_DUE)
SHARED_FOR = timedelta(days=7)  # a link for a relative; whoever asked makes a new one with a tap


def live(dossier: Dossier) -> Select[Bill]:
    """Those that count; debts of elsewhere are paid beside the dossier and hold nothing up."""
    return select(Bill).where(Bill.dossier_id == dossier.id, Bill.state != "void", Bill.debt_code.is_(None))


def bill_of(db: Session, dossier: Dossier, lock: bool = False) -> Bill | None:
    """The bill that counts: the open one, else the newest paid one. `lock` it before a decision that money may
    overtake."""
    newest = live(dossier).order_by(Bill.state != "open", Bill.frozen_at.desc(), Bill.id.desc()).limit(1)
    if lock:
        newest = newest.with_for_update().execution_options(populate_existing=True)
    return db.scalar(newest)


def of_debt(db: Session, code: str, lock: bool = False) -> Bill | None:
    """The bill over this debt that counts: open or paid. `code` as bills keep it (systems.state.plain)."""
    mine = select(Bill).where(Bill.debt_code == code, Bill.state.in_(("open", "paid")))
    if lock:
        mine = mine.with_for_update().execution_options(populate_existing=True)
    return db.scalar(mine)


def in_its_place(db: Session, bill: Bill, lock: bool = False) -> Bill:
    """The bill that took the place of a dropped one, where there is one."""
    if bill.state != "void":
        return bill
    if bill.debt_code:
        return of_debt(db, bill.debt_code, lock) or bill
    return bill_of(db, db.get_one(Dossier, bill.dossier_id), lock) or bill if bill.dossier_id else bill


def bills_of(db: Session, dossier: Dossier) -> list[Bill]:
    """All that count, oldest first: those paid, and the one that is open. As they are now, also after a lock."""
    oldest = live(dossier).order_by(Bill.state == "open", Bill.frozen_at, Bill.id)
    return list(db.scalars(oldest.execution_options(populate_existing=True)))


def asked_of(db: Session, dossiers: Iterable[Dossier]) -> dict[UUID, Bill]:
    """Dossier → its bill that can be paid now, with what came for it; one statement."""
    there = {one.id: one for one in dossiers if one.state in ASKED}
    found = select(Bill).where(Bill.dossier_id.in_(there), Bill.state == "open", Bill.debt_code.is_(None))
    rows = db.scalars(found.options(joinedload(Bill.postings))).unique() if there else ()
    bills = {one.dossier_id: one for one in rows}
    return {one: bill for one, bill in bills.items() if one and payable(bill, there[one])}


def paid_of(db: Session, dossier: Dossier) -> list[Bill]:
    """The paid ones, oldest first."""
    return [bill for bill in bills_of(db, dossier) if bill.state == "paid"]


def received(bill: Bill) -> int:
    """Đồng that came for this bill; what is kept for a person to decide about is not among it."""
    return counted(bill)


def remaining(bill: Bill) -> int:
    """Đồng still to be paid; part payments count."""
    return max(0, bill.total - received(bill))


def kept_back(bill: Bill) -> int:
    """Đồng that came beyond the bill (too much, a second time, too late, elsewhere) and are to be given back."""
    return waiting(bill)


def held_back(bill: Bill) -> int:
    """Of that, what nobody has decided about yet."""
    return -sum(line.amount for line in bill.postings if line.account == HELD)


def payable(bill: Bill, dossier: Dossier | None) -> bool:
    """Whether somebody should pay now: not while the dossier is being corrected, nor once it is closed. A debt of elsewhere
    waits for no dossier."""
    return bill.state == "open" and (bill.debt_code is not None or bool(dossier and dossier.state in ASKED))


def freeze(db: Session, dossier: Dossier, quote: dict[str, Any], law: str | None = None) -> Bill:
    """A bill over the total of `quote`, to the account the unit has now. Raises NoBankAccount."""
    account = units.bank_account(db, dossier.unit_id or "")
    procedure = procedures.version(db, dossier.version_id)
    made = new(
        dossier_id=dossier.id, total=quote["total"], quote=quote, legal_document=law, unit_id=dossier.unit_id,
        bank_bin=account.bin, bank_account=account.number, bank_account_name=account.name,
        refundable=procedure.definition.get("refundable_if_refused", True),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def new(share_until: datetime | None = None, **known: Any) -> Bill:
    """A bill with names of its own: for transfers, for those of a relative, and for the relative's link."""
    now = clock.now()
    return Bill(
        frozen_at=now, share_until=share_until or now + SHARED_FOR, reference=_reference(), shared_reference=_reference(),
        share_token=secrets.token_urlsafe(18), **known,
    )  # fmt: skip


def _reference() -> str:
    return f"{PREFIX}{dossiers.new_reference(os.urandom(16))}"


def share_anew(bill: Bill) -> None:
    """The link for a relative lives on, or a new one takes the place of one that has run out."""
    if bill.share_until is None or bill.share_until <= clock.now():
        bill.share_token = secrets.token_urlsafe(18)
    bill.share_until = clock.now() + SHARED_FOR


def shared(bill: Bill) -> bool:
    """Whether the link for a relative still holds."""
    return bill.share_until is None or clock.now() < bill.share_until


def one_transfer(bill: Bill) -> int:
    """Đồng to move now: what is still to be paid, at most what one transfer can carry."""
    return min(remaining(bill), HIGHEST)


def purpose(bill: Bill, through: str = "") -> str:
    """What a transfer must say: a relative's has a reference of its own, so that payer and applicant are told apart."""
    return (bill.shared_reference if through else None) or bill.reference


def qr_text(bill: Bill, through: str = "") -> str:
    """The VietQR of what is to be moved now, with the reference as its purpose (62.08)."""
    amount = one_transfer(bill)
    return vietqr.build(bin=bill.bank_bin, account=bill.bank_account, amount=amount, purpose=purpose(bill, through))
