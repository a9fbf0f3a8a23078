"""The voucher by which a fee that was booked goes back: an administrative act, no call of a gateway (TT 01/2023/TT-VPCP art. 30)."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for
from webapp.decisions.models import Voucher, VoucherCounter
from webapp.dossiers import service as dossiers
from webapp.number_words import in_words
from webapp.payments.service import Bill, Decision, dossier_of
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.units import service as units

GROUNDS = Path(__file__).parent / "data" / "refunds.yaml"


@cache
def _grounds() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(GROUNDS.read_text("utf-8"))["grounds"]
    return sorted(found, key=lambda one: str(one["from"]))


def ground_on(day: date) -> dict[str, str]:
    """`{vi, en}`: on what a booked fee is given back that day."""
    holds = [one for one in _grounds() if one["from"] <= day]
    return {"vi": holds[-1]["text"], "en": holds[-1]["text_en"]} if holds else {"vi": "", "en": ""}


def write(db: Session, decision: Decision, bill: Bill) -> Voucher:
    """Number and freeze the voucher of a refund; number without gaps by unit and year."""
    year = clock.today().year
    made = Voucher(
        id=decision.id, unit_id=bill.unit_id, year=year, number=_next(db, bill.unit_id, year), made_at=clock.now(),
        content=_content(db, decision, bill),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _content(db: Session, decision: Decision, bill: Bill) -> dict[str, Any]:
    """What stands on it; what nobody knows (tax code, symbols of the receipt) is None and left to be written by hand."""
    return {
        "unit": _unit(db, bill), "tax_code": _tax_code(bill), "bill": bill.reference, "receipts": _receipts(bill),
        "payer": bill.payer, "amount": decision.amount, "words": in_words(decision.amount),
        "ground": ground_on(clock.today())["vi"], "reason": decision.reason, "pay_to": decision.pay_to,
        "by": decision.by_name, **_matter(db, bill),
    }  # fmt: skip


def _matter(db: Session, bill: Bill) -> dict[str, Any]:
    dossier = dossier_of(db, bill)
    if dossier is None:
        return {"applicant": None, "reference": None, "procedure": None, "code": None}
    name = procedures.version(db, dossier.version_id).definition["name"]["vi"]
    applicant = dossiers.applicant(db, dossier)
    return {"applicant": applicant, "reference": dossier.reference, "procedure": name, "code": dossier.code}


def _receipts(bill: Bill) -> list[dict[str, Any]]:
    return [
        {"number": one.number, "year": one.year, "day": clock.local(one.issued_at).date().isoformat(), "symbols": f"{one.form} {one.series}"}
        for one in receipts.living(bill)
    ]  # fmt: skip


def _tax_code(bill: Bill) -> str | None:
    """Of whoever collected, as its receipts say."""
    return next((one.content["tax_code"] for one in receipts.of_bill(bill) if one.content.get("tax_code")), None)


def _unit(db: Session, bill: Bill) -> str:
    try:
        return units.get(db, bill.unit_id).name["vi"]
    except units.UnknownUnit:
        return bill.bank_account_name


def _next(db: Session, unit_id: str, year: int) -> int:
    row = insert_for(db, VoucherCounter).values(unit_id=unit_id, year=year, last=1)
    counted = row.on_conflict_do_update(
        index_elements=[VoucherCounter.unit_id, VoucherCounter.year], set_={"last": VoucherCounter.last + 1}
    ).returning(VoucherCounter.last)
    return int(db.execute(counted).scalar_one())
