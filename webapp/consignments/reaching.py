"""Which dossiers a clerk of a post office has before them. The counter's room says so; until then whose bill this counter collects."""

import re
from collections.abc import Callable
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp.access import Actor
from webapp.consignments.models import Consignment
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.payments.service import Bill
from webapp.receipts import service as receipts
from webapp.units import service as units

TAKES = ("clerk",)
KIND = "post_office"
BILL = re.compile(r"MC[2-9A-HJKMNP-Z]{8}")
NUMBER = re.compile(r"PG[2-9A-HJKMNP-Z]{8}")
Reach = Callable[[Session, Actor, UUID], Dossier]


class NoSuchConsignment(LookupError):
    """It does not exist, or not for this actor."""


class NotAtPost(Exception):
    """This clerk works at no post office: public post is theirs alone."""


def post_offices(db: Session, who: Actor) -> list[str]:
    """The post offices where this actor is a clerk. Raises NotAtPost."""
    mine = [one.id for one in units.all_units(db, KIND) if one.id in who.units(*TAKES)]
    if not mine:
        raise NotAtPost
    return mine


def by_bill(db: Session, who: Actor, dossier_id: UUID) -> Dossier:
    """One with a bill that a counter of this clerk may collect."""
    found = db.scalars(
        select(Bill).where(Bill.dossier_id == dossier_id, Bill.state != "void", Bill.debt_code.is_(None))
    ).all()
    mine = post_offices(db, who)
    if not any(receipts.may_collect(db, unit_id, bill) for bill in found for unit_id in mine):
        raise LookupError(dossier_id)
    return db.get_one(Dossier, dossier_id, options=[joinedload(Dossier.person)])


_registered: list[Reach] = [by_bill]


def register_reach(reach: Reach) -> None:
    """The room of the counter knows whom a clerk serves: `reach(db, who, dossier_id)` gives the dossier or raises LookupError."""
    _registered[:] = [reach]


def reach(db: Session, who: Actor, dossier_id: UUID) -> tuple[Dossier, Consignment | None]:
    """The dossier and its last consignment here. Never a draft, never the clerk's own. Raises NoSuchConsignment, NotAtPost."""
    found = _last(db, Consignment.dossier_id == dossier_id, Consignment.unit_id.in_(post_offices(db, who)))
    try:
        dossier = found.dossier if found else _registered[0](db, who, dossier_id)
    except LookupError:
        raise NoSuchConsignment(dossier_id) from None
    if dossier.state == State.DRAFT and found is None or _own(who, dossier):
        raise NoSuchConsignment(dossier_id)
    return dossier, found


def one(db: Session, who: Actor, consignment_id: UUID, lock: bool = False) -> Consignment:
    """Of a post office of mine; `lock`: as it is now, to change it. Raises NoSuchConsignment, NotAtPost."""
    mine = post_offices(db, who)
    if lock:
        db.get(Consignment, consignment_id, with_for_update=True, populate_existing=True)
    found = _last(db, Consignment.id == consignment_id, Consignment.unit_id.in_(mine))
    if found is None or _own(who, found.dossier):
        raise NoSuchConsignment(consignment_id)
    return found


def find(db: Session, who: Actor, typed: str) -> UUID | None:
    """The dossier that a reference, an official code, a payment reference or the number of a consignment means, for this clerk."""
    bare = re.sub(r"[\s.\-]", "", typed).upper()
    if NUMBER.fullmatch(bare):
        found = _last(db, Consignment.number == f"PG-{bare[2:]}", Consignment.unit_id.in_(post_offices(db, who)))
        return found.dossier_id if found else None
    dossier_id = _of_bill(db, bare) if BILL.fullmatch(bare) else None
    dossier = None if dossier_id or not typed else dossiers.find(db, typed)
    dossier_id = dossier.id if dossier else dossier_id
    try:
        return reach(db, who, dossier_id)[0].id if dossier_id else None
    except NoSuchConsignment:
        return None


def _of_bill(db: Session, reference: str) -> UUID | None:
    named = or_(Bill.reference == reference, Bill.shared_reference == reference)
    return db.scalar(select(Bill.dossier_id).where(named))


def _own(who: Actor, dossier: Dossier) -> bool:
    return dossier.account_id is not None and dossier.account_id == who.account_id


def _last(db: Session, *which: ColumnElement[bool]) -> Consignment | None:
    """With its dossier, whose it is, and its papers, at once."""
    rows = (
        select(Consignment)
        .where(*which)
        .order_by(Consignment.written_at.desc(), Consignment.id.desc())
        .limit(1)
        .options(joinedload(Consignment.dossier).joinedload(Dossier.person), joinedload(Consignment.papers))
    )
    return db.scalars(rows).unique().first()
