"""Freezing a bill from the dated rules, or setting one by an officer who names the legal document."""

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

PREFIX = "MC"
HIGHEST = vietqr.TRANSFER_LIMIT - 1


class AmountOutOfRange(Exception):
    """A bill is between 1 đồng and what one bank transfer can carry."""


class DocumentMissing(Exception):
    """An officer's bill cites the legal document it rests on."""


class AlreadyPaid(Exception):
    """There is a paid bill for this dossier."""


def bill_of(db: Session, dossier: Dossier) -> Bill | None:
    """The bill that counts: the newest that is not void."""
    live = select(Bill).where(Bill.dossier_id == dossier.id, Bill.state != "void")
    return db.scalar(live.order_by(Bill.frozen_at.desc(), Bill.id.desc()).limit(1))


def remaining(bill: Bill) -> int:
    """Đồng still to be paid; part payments count."""
    return max(0, bill.total - sum(fact.amount for fact in bill.facts))


def ask_before_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on DOCUMENTS_COMPLETE."""
    _ask_when(db, dossier, actor, "before_acceptance")


def ask_after_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on RECEIVED."""
    _ask_when(db, dossier, actor, "after_acceptance")


def _ask_when(db: Session, dossier: Dossier, actor: Actor, moment: str) -> None:
    procedure = procedures.version(db, dossier.version_id)
    if procedure.definition.get("payment", "none") != moment:
        return
    known = bill_of(db, dossier)
    if known and known.state == "paid":
        return
    quote = procedures.quote(procedure, dossier.answers or {}, dossier.declared or [], dossier.channel, clock.today())
    if known and known.total != quote.total:
        known.state, known = "void", None
    if quote.total:  # None: nobody told the amount yet, an officer will set it; 0: nothing to pay
        refundable = procedure.definition.get("refundable_if_refused", True)
        known or _freeze(db, dossier, quote.total, quote.as_json(), refundable=refundable)
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor)


def set_bill(db: Session, dossier: Dossier, amount: int, label: str, legal_document: str, actor: Actor) -> Bill:
    """An officer's bill, for fees whose amount the material does not carry. Raises the errors above."""
    if not 1 <= amount <= HIGHEST:
        raise AmountOutOfRange
    if not legal_document.strip():
        raise DocumentMissing
    known = bill_of(db, dossier)
    if known and known.state == "paid":
        raise AlreadyPaid
    if known:
        known.state = "void"
    text = {"vi": label, "en": label}
    source = {"text": legal_document, "mark": "C"}
    line = {"id": "can-bo", "kind": "le_phi", "label": text, "amount": amount, "base": amount, "relief": None,
            "reasons": [{"what": "rule", "source": source, "label": text, "amount": amount, "per": "dossier"}]}  # fmt: skip
    made = _freeze(db, dossier, amount, {"lines": [line], "total": amount}, legal_document=legal_document)
    if dossier.state not in (State.AWAITING_PAYMENT, State.FEE_DUE):
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor, unit_id=dossier.unit_id)
    return made


def _freeze(db: Session, dossier: Dossier, total: int, quote: dict[str, Any], **more: Any) -> Bill:
    account = units.bank_account(db, dossier.unit_id or "")
    made = Bill(
        dossier_id=dossier.id, total=total, quote=quote, reference=PREFIX + dossiers.new_reference(os.urandom(16)),
        share_token=secrets.token_urlsafe(18), unit_id=dossier.unit_id, bank_bin=account.bin, bank_account=account.number,
        bank_account_name=account.name, frozen_at=clock.now(), **more,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def qr_text(bill: Bill) -> str:
    """The VietQR of what is still to be paid, with the reference as its purpose (62.08)."""
    return vietqr.build(bin=bill.bank_bin, account=bill.bank_account, amount=remaining(bill), purpose=bill.reference)
