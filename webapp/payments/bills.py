"""Freezing a bill from the dated rules, or setting one by an officer who names the legal document."""

import json
import logging
import os
import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.payments import vietqr
from webapp.payments.models import Bill
from webapp.procedures import service as procedures
from webapp.units import service as units
from webapp.units.service import NoBankAccount

log = logging.getLogger(__name__)
PREFIX = "MC"
HIGHEST = vietqr.TRANSFER_LIMIT - 1
ASKED = (State.AWAITING_PAYMENT, State.FEE_DUE)


class AmountOutOfRange(Exception):
    """A bill is between 1 đồng and what one bank transfer can carry."""


class DocumentMissing(Exception):
    """An officer's bill cites the legal document it rests on."""


class AlreadyPaid(Exception):
    """There is a paid bill for this dossier."""


def bill_of(db: Session, dossier: Dossier, lock: bool = False) -> Bill | None:
    """The bill that counts: the newest that is not void. `lock` it before a decision that money may overtake."""
    live = select(Bill).where(Bill.dossier_id == dossier.id, Bill.state != "void")
    newest = live.order_by(Bill.frozen_at.desc(), Bill.id.desc()).limit(1)
    if lock:
        newest = newest.with_for_update().execution_options(populate_existing=True)
    return db.scalar(newest)


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


def ask_before_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on DOCUMENTS_COMPLETE."""
    _ask_when(db, dossier, actor, "before_acceptance")


def ask_after_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on RECEIVED."""
    _ask_when(db, dossier, actor, "after_acceptance")


def _ask_when(db: Session, dossier: Dossier, actor: Actor, moment: str) -> None:
    """A paid bill stands; an unpaid one of an earlier submission stands only if the rules still say the same."""
    known = bill_of(db, dossier, lock=True)
    if known and known.state == "paid":
        return
    quote = _quote(db, dossier, moment)
    if known and (quote is None or known.quote["lines"] != quote["lines"]):
        known.state, known = "void", None
    if quote is None:
        return
    try:
        known or _freeze(db, dossier, quote["total"], quote)
    except NoBankAccount:
        log.error("no bill: unit %s has no bank account", dossier.unit_id)
        return
    dossiers.apply(db, dossier, Event.FEE_ASKED, actor)


def _quote(db: Session, dossier: Dossier, moment: str) -> dict[str, Any] | None:
    """What the rules of today ask at this moment, as JSON; None where nothing is due, or nobody told the amount yet."""
    procedure = procedures.version(db, dossier.version_id)
    if procedure.definition.get("payment", "none") != moment:
        return None
    made = procedures.quote(procedure, dossier.answers or {}, dossier.declared or [], dossier.channel, clock.today())
    # through JSON and back, so that it compares with what a bill keeps
    return json.loads(json.dumps(made.as_json())) if made.total else None


def set_bill(db: Session, dossier: Dossier, amount: int, label: str, legal_document: str, actor: Actor) -> Bill:
    """An officer's bill, for fees whose amount the material does not carry.

    Raises AmountOutOfRange, DocumentMissing, AlreadyPaid, NoBankAccount; dossiers.NotAllowed where no fee may be asked.
    """
    if not 1 <= amount <= HIGHEST:
        raise AmountOutOfRange
    if not legal_document.strip():
        raise DocumentMissing
    known = bill_of(db, dossier, lock=True)
    if known and known.state == "paid":
        raise AlreadyPaid
    if known:
        known.state = "void"
    made = _freeze(db, dossier, amount, _officers_quote(amount, label, legal_document), legal_document)
    if dossier.state not in ASKED:
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor, unit_id=dossier.unit_id)
    return made


def _officers_quote(amount: int, label: str, legal_document: str) -> dict[str, Any]:
    """In the shape of procedures.Quote.as_json(), as far as pages and receipts read it."""
    text = {"vi": label, "en": label}
    source = {"text": legal_document, "mark": "C"}
    reason = {"what": "rule", "source": source, "label": text, "amount": amount, "per": "dossier"}
    line = {"id": "can-bo", "kind": "le_phi", "label": text, "amount": amount, "base": amount, "reasons": [reason]}
    return {"lines": [line], "total": amount}


def _freeze(db: Session, dossier: Dossier, total: int, quote: dict[str, Any], law: str | None = None) -> Bill:
    account = units.bank_account(db, dossier.unit_id or "")
    procedure = procedures.version(db, dossier.version_id)
    made = Bill(
        dossier_id=dossier.id, total=total, quote=quote, legal_document=law, frozen_at=clock.now(),
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
