"""Bills: which one counts, what came for it, what is still to be paid, and freezing one."""

import os
import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.payments import vietqr
from webapp.payments.models import Bill
from webapp.procedures import service as procedures
from webapp.units import service as units

PREFIX = "MC"
HIGHEST = vietqr.TRANSFER_LIMIT - 1
ASKED = (State.AWAITING_PAYMENT, State.FEE_DUE)


def bill_of(db: Session, dossier: Dossier, lock: bool = False) -> Bill | None:
    """The bill that counts: the open one, else the newest paid one. `lock` it before a decision that money may
    overtake."""
    live = select(Bill).where(Bill.dossier_id == dossier.id, Bill.state != "void")
    newest = live.order_by(Bill.state != "open", Bill.frozen_at.desc(), Bill.id.desc()).limit(1)
    if lock:
        newest = newest.with_for_update().execution_options(populate_existing=True)
    return db.scalar(newest)


def bills_of(db: Session, dossier: Dossier) -> list[Bill]:
    """All that count, oldest first: those paid, and the one that is open. As they are now, also after a lock."""
    live = select(Bill).where(Bill.dossier_id == dossier.id, Bill.state != "void")
    oldest = live.order_by(Bill.state == "open", Bill.frozen_at, Bill.id)
    return list(db.scalars(oldest.execution_options(populate_existing=True)))


def paid_of(db: Session, dossier: Dossier) -> list[Bill]:
    """The paid ones, oldest first."""
    return [bill for bill in bills_of(db, dossier) if bill.state == "paid"]


def received(bill: Bill) -> int:
    """Đồng that came for this bill; what is kept for a person to decide about is not among it."""
    return sum(fact.amount for fact in bill.facts if fact.counts)


def remaining(bill: Bill) -> int:
    """Đồng still to be paid; part payments count."""
    return max(0, bill.total - received(bill))


def kept_back(bill: Bill) -> int:
    """Đồng that came beyond the bill (too much, a second time, too late, elsewhere) and wait to be given back."""
    beyond = sum(fact.amount for fact in bill.facts if not fact.counts)
    return beyond + max(0, received(bill) - bill.total)


def payable(bill: Bill, dossier: Dossier) -> bool:
    """Whether somebody should pay now: not while the dossier is being corrected, nor once it is closed."""
    return bill.state == "open" and dossier.state in ASKED


def freeze(db: Session, dossier: Dossier, quote: dict[str, Any], law: str | None = None) -> Bill:
    """A bill over the total of `quote`, to the account the unit has now. Raises NoBankAccount."""
    account = units.bank_account(db, dossier.unit_id or "")
    procedure = procedures.version(db, dossier.version_id)
    made = Bill(
        dossier_id=dossier.id, total=quote["total"], quote=quote, legal_document=law, frozen_at=clock.now(),
        reference=f"{PREFIX}{dossiers.new_reference(os.urandom(16))}", share_token=secrets.token_urlsafe(18),
        unit_id=dossier.unit_id, bank_bin=account.bin, bank_account=account.number, bank_account_name=account.name,
        refundable=procedure.definition.get("refundable_if_refused", True),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def one_transfer(bill: Bill) -> int:
    """Đồng to move now: what is still to be paid, at most what one transfer can carry."""
    return min(remaining(bill), HIGHEST)


def qr_text(bill: Bill) -> str:
    """The VietQR of what is to be moved now, with the reference as its purpose (62.08)."""
    return vietqr.build(bin=bill.bank_bin, account=bill.bank_account, amount=one_transfer(bill), purpose=bill.reference)
