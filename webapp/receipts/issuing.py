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
from webapp.payments.service import Bill, dossier_of
from webapp.receipts import content, jobs
from webapp.receipts.collecting import delegate_of
from webapp.receipts.models import BEFORE, Receipt, ReceiptCounter, of_bill
from webapp.receipts.parts import DEDUCTION, Part, kind_of, split
from webapp.receipts.series import symbols

HIGHEST = 99_999_999  # 8 digits (NĐ 254/2026/NĐ-CP art. 22)


class NoSuchReceipt(Exception):
    """None with this id for this dossier."""


class Cancelled(Exception):
    """This receipt is cancelled already."""


class WhyMissing(Exception):
    """Nobody cancels a receipt without saying why."""


class NumbersUsedUp(Exception):
    """The series has no number of 8 digits left this year."""


def paid(db: Session, bill: Bill) -> None:
    """A bill was paid, in the same transaction; when it was paid anew, after a counter-entry, it gets new ones."""
    issue(db, bill, dossier_of(db, bill), delegate=delegate_of(db, bill), again=True)


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
    known = living(bill)
    if of_bill(bill) and not again:
        return known
    there = {one.kind for one in known}
    parts = [] if BEFORE in there else split(bill.quote["lines"], bill.total, _before(db, bill))
    about = content.About(bill, dossier, tuple(means), payer, delegate)
    made = [_written(db, about, part) for part in parts if part.kind not in there]
    db.flush()
    for one in made:
        jobs.ask(db, one)
    return [*known, *made]


def _written(db: Session, about: content.About, part: Part) -> Receipt:
    bill, today = about.bill, clock.today()
    known = symbols(bill.unit_id, part.kind, today)
    said = content.of(db, about, part, known)  # before the number is drawn: other writers wait from there on
    made = Receipt(
        unit_id=bill.unit_id, delegate_unit_id=about.delegate, kind=part.kind, form=known.form, series=known.series,
        year=today.year, number=_next(db, known.series, today), token=secrets.token_urlsafe(15), content=said,
        issued_at=clock.now(),
    )  # fmt: skip
    of_bill(bill).append(made)
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
    jobs.report(db, receipt)


def living(bill: Bill) -> list[Receipt]:
    """The receipts that count: one for each kind of money."""
    return [one for one in of_bill(bill) if one.living]


def name_of(receipt: Receipt) -> str:
    """As it stands on the sheet of a shift: its series, with the year, and its number."""
    return f"{receipt.series} {receipt.number:08}"


def numbers(bill: Bill) -> str:
    """As another system is told: series and number of each that counts."""
    return ", ".join(f"{one.series}-{one.number:08}" for one in living(bill))


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
