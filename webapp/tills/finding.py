"""Finding the bill that somebody at the counter wants to pay: by its reference, or by the code of its dossier."""

import re
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.payments import service as payments
from webapp.payments.service import Bill
from webapp.procedures import service as procedures
from webapp.tills import counter

REFERENCE = re.compile(r"MC[2-9A-HJKMNP-Z]{8}")


class Named(NamedTuple):
    """What a code means."""

    bill: Bill
    dossier: Dossier | None


@dataclass(frozen=True)
class Found:
    """A bill to be shown: what for, whose (initials), đồng still to be paid; `payable`: money may be taken for it now."""

    bill: Bill
    dossier: Dossier | None
    title: str | None
    initials: str
    remaining: int
    payable: bool


def bills(db: Session, typed: str) -> list[Named]:
    """Those it may mean, the open ones first: of a dropped bill the one that took its place; of a dossier also debts beside it."""
    bare = re.sub(r"[\s.\-]", "", typed).upper()
    if REFERENCE.fullmatch(bare):
        named = _some(db, or_(Bill.reference == bare, Bill.shared_reference == bare))
        return _living(db, named[0]) if named else []
    dossier = dossiers.find(db, typed) if typed else None
    return _of_dossier(db, dossier.id) if dossier else []


def _living(db: Session, named: Named) -> list[Named]:
    bill = named.bill
    if bill.state != "void" or bill.dossier_id is None or bill.debt_code:
        return [named]
    return [one for one in _of_dossier(db, bill.dossier_id) if not one.bill.debt_code][:1]


def _of_dossier(db: Session, dossier_id: UUID) -> list[Named]:
    found = _some(db, Bill.dossier_id == dossier_id, Bill.state != "void")
    waiting = [one for one in found if one.bill.state == "open"]
    return waiting or found[:1]


def _some(db: Session, *which: ColumnElement[bool]) -> list[Named]:
    """With all that the page shows of them, at once."""
    rows = db.execute(
        select(Bill, Dossier)
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .where(*which)
        .order_by(Bill.state != "open", Bill.frozen_at.desc(), Bill.id.desc())
        .options(joinedload(Bill.postings), joinedload(Dossier.person))
    ).unique()
    return [Named(bill, dossier) for bill, dossier in rows]


def show(db: Session, named: Named) -> Found:
    bill, dossier = named
    return Found(
        bill=bill, dossier=dossier, title=procedures.version(db, dossier.version_id).name if dossier else None,
        initials=dossiers.applicant_initials(db, dossier) if dossier else "", remaining=payments.remaining(bill),
        payable=counter.may_pay(bill, dossier),
    )  # fmt: skip
