"""Receipts: issued at the moment of payment, numbered without gaps by unit and year."""

from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.number_words import in_words
from webapp.payments.models import Bill
from webapp.payments.receipt_models import Receipt, ReceiptCounter
from webapp.procedures import service as procedures
from webapp.units import service as units

ACTED = ("by", "for", "ground", "called", "helper", "team")


class NoSuchReceipt(Exception):
    """None with this id for this dossier."""


def issue(db: Session, bill: Bill, dossier: Dossier) -> Receipt:
    """The receipt of a paid bill; a second call gives the same one."""
    if bill.receipt:
        return bill.receipt
    year = clock.today().year
    made = Receipt(
        bill_id=bill.id, unit_id=bill.unit_id, year=year, number=_next(db, bill.unit_id, year), issued_at=clock.now(),
        content=_content(db, bill, dossier),
    )  # fmt: skip
    bill.receipt = made
    db.flush()
    return made


def _content(db: Session, bill: Bill, dossier: Dossier) -> dict[str, Any]:
    lines = [{"label": line["label"], "kind": line["kind"], "amount": line["amount"]} for line in bill.quote["lines"]]
    name = procedures.version(db, dossier.version_id).definition["name"]
    return {
        "collector": _collector(db, bill), "reference": dossier.reference, "code": dossier.code, "procedure": name,
        "lines": lines, "total": bill.total, "words": in_words(bill.total),
        "applicant": dossiers.applicant(db, dossier), **_acted(dossier),
    }  # fmt: skip


def _acted(dossier: Dossier) -> dict[str, Any]:
    """Who handed it in, where that was asked: `{by, for, ground, called}`, of whoever was helped `{helper, team}` too."""
    said = dossiers.acted(dossier)
    return {"acted": {name: said[name] for name in ACTED if name in said}} if said else {}


def _collector(db: Session, bill: Bill) -> dict[str, str]:
    """The unit's name; of one closed since the bill was frozen, the name of its account: money is receipted anyway."""
    try:
        return units.get(db, bill.unit_id).name
    except units.UnknownUnit:
        return {"vi": bill.bank_account_name, "en": bill.bank_account_name}


def _next(db: Session, unit_id: str, year: int) -> int:
    row = insert_for(db, ReceiptCounter).values(unit_id=unit_id, year=year, last=1)
    counted = row.on_conflict_do_update(
        index_elements=[ReceiptCounter.unit_id, ReceiptCounter.year], set_={"last": ReceiptCounter.last + 1}
    ).returning(ReceiptCounter.last)
    return int(db.execute(counted).scalar_one())


def of_dossier(db: Session, dossier: Dossier) -> list[Receipt]:
    return list(db.scalars(all_of(dossier).order_by(Receipt.issued_at)))


def all_of(dossier: Dossier) -> Select[Receipt]:
    return select(Receipt).join(Bill, Bill.id == Receipt.bill_id).where(Bill.dossier_id == dossier.id)


def one(db: Session, dossier: Dossier, receipt_id: UUID) -> Receipt:
    found = next((r for r in of_dossier(db, dossier) if r.id == receipt_id), None)
    if found is None:
        raise NoSuchReceipt
    return found
