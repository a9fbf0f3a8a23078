"""Receipts: issued at the moment of payment, one for each kind of money, numbered without gaps by series and year; cancelled
ones keep their number."""

import secrets
from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.db import insert_for
from webapp.dossiers.service import Dossier
from webapp.payments import receipt_content, receipt_jobs
from webapp.payments.models import Bill
from webapp.payments.parts import DEDUCTION, Part, kind_of, split
from webapp.payments.receipt_models import BEFORE, Receipt, ReceiptCounter
from webapp.payments.series import symbols

HIGHEST = 99_999_999  # 8 digits (NĐ 254/2026/NĐ-CP art. 22)


class NoSuchReceipt(Exception):
    """None with this id for this dossier."""


class Cancelled(Exception):
    """This receipt is cancelled already."""


class WhyMissing(Exception):
    """Nobody cancels a receipt without saying why."""


class NumbersUsedUp(Exception):
    """The series has no number of 8 digits left this year."""


def issue(
    db: Session, bill: Bill, dossier: Dossier | None, *, means: Sequence[str] = (), payer: str | None = None,
    delegate: str | None = None, again: bool = False,
) -> list[Receipt]:  # fmt: skip
    """The receipts of a paid bill, which the caller has locked: one for each kind, together over its total. A second
    call gives the same.

    `means`: of MEANS, where the movements do not tell; `payer`: the name of whoever paid, where it is not the applicant;
    `delegate`: the unit that writes for the collecting one (raises series.NoDelegation). `again` writes new ones in place
    of those cancelled. Raises NumbersUsedUp.
    """
    living = [one for one in bill.receipts if one.living]
    if bill.receipts and not again:
        return living
    there = {one.kind for one in living}
    parts = [] if BEFORE in there else split(bill.quote["lines"], bill.total, _before(db, bill))
    about = receipt_content.About(bill, dossier, tuple(means), payer, delegate)
    made = [_written(db, about, part) for part in parts if part.kind not in there]
    db.flush()
    for one in made:
        receipt_jobs.ask(db, one)
    return [*living, *made]


def _written(db: Session, about: receipt_content.About, part: Part) -> Receipt:
    bill, today = about.bill, clock.today()
    known = symbols(bill.unit_id, part.kind, today)
    content = receipt_content.of(db, about, part, known)  # before the number is drawn: other writers wait from there on
    made = Receipt(
        unit_id=bill.unit_id, delegate_unit_id=about.delegate, kind=part.kind, form=known.form, series=known.series,
        year=today.year, number=_next(db, known.series, today), token=secrets.token_urlsafe(15), content=content,
        issued_at=clock.now(),
    )  # fmt: skip
    bill.receipts.append(made)
    return made


def _before(db: Session, bill: Bill) -> dict[str, int]:
    """Đồng that earlier receipts of this matter were about, by kind: those of the bills that this one takes off."""
    steps = [step for line in bill.quote["lines"] if line["kind"] == DEDUCTION for step in line["reasons"]]
    names = [step["reference"] for step in steps if step.get("reference")]
    earlier = select(Receipt).join(Bill, Bill.id == Receipt.bill_id).where(Bill.reference.in_(names))
    sums: dict[str, int] = {}
    for receipt in db.scalars(earlier) if names else ():
        if receipt.living:
            for kind, amount in _kinds(receipt):
                sums[kind] = sums.get(kind, 0) + amount
    return sums


def _kinds(receipt: Receipt) -> list[tuple[str, int]]:
    if receipt.kind != BEFORE:
        return [(receipt.kind, receipt.total)]
    return [(kind_of(line), line["amount"]) for line in receipt.content["lines"] if line["kind"] != DEDUCTION]


def _next(db: Session, series: str, day: date) -> int:
    row = insert_for(db, ReceiptCounter).values(series=series, year=day.year, last=1)
    counted = row.on_conflict_do_update(
        index_elements=[ReceiptCounter.series, ReceiptCounter.year], set_={"last": ReceiptCounter.last + 1}
    ).returning(ReceiptCounter.last)
    number = int(db.execute(counted).scalar_one())
    if number > HIGHEST:
        raise NumbersUsedUp(series)
    return number


def cancel(db: Session, receipt: Receipt, by: Actor, why: str) -> None:
    """It counts no longer, stays with its number, and the tax system is told. Raises Cancelled, WhyMissing.

    A new one in its place: `issue(…, again=True)`.
    """
    if not why.strip():
        raise WhyMissing
    db.refresh(receipt, with_for_update=True)
    if not receipt.living:
        raise Cancelled
    receipt.cancelled_at, receipt.cancelled_by, receipt.cancelled_why = clock.now(), by.name, why.strip()
    db.flush()
    receipt_jobs.report(db, receipt)


def of_dossier(db: Session, dossier: Dossier) -> list[Receipt]:
    """Oldest first, cancelled ones too."""
    return list(db.scalars(all_of(dossier).order_by(Receipt.issued_at, Receipt.id)))


def all_of(dossier: Dossier) -> Select[Receipt]:
    return select(Receipt).join(Bill, Bill.id == Receipt.bill_id).where(Bill.dossier_id == dossier.id)


def one(db: Session, dossier: Dossier, receipt_id: UUID) -> Receipt:
    known = all_of(dossier).where(Receipt.id == receipt_id)
    found = db.scalars(known.options(joinedload(Receipt.bill).joinedload(Bill.postings))).unique().one_or_none()
    if found is None:
        raise NoSuchReceipt
    return found


def initials(receipt: Receipt) -> str:
    """«N.T.L.»: what anybody may know of the payer."""
    payer = receipt.content.get("payer") or receipt.content["applicant"]
    return "".join(f"{word[0]}." for word in payer.split()[:6])


def by_token(db: Session, token: str) -> Receipt:
    """The one behind a QR. Raises NoSuchReceipt."""
    found = db.scalar(select(Receipt).where(Receipt.token == token))
    if found is None:
        raise NoSuchReceipt
    return found
