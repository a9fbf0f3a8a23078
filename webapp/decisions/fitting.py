"""Which open bills a movement that waits may have been meant for: by a reference in its words, or by its amount."""

from collections.abc import Collection

from sqlalchemy import false, or_, select
from sqlalchemy.orm import Session

from webapp.dossiers.service import CLOSED, Dossier
from webapp.payments.service import Bill, MoneyFact, references_in

MOST = 8
SHAPES = "(?:MC)?[2-9A-HJKMNP-Z]{8}"
Found = tuple[Bill, Dossier | None]


def fitting(db: Session, fact: MoneyFact, unit_ids: Collection[str], debts: bool) -> list[Found]:
    """Of these units, with `debts` also those of elsewhere. At most eight, those named in the words first; then those over just what waits, the newest first."""
    named = references_in(fact.content, SHAPES)
    by_name = or_(Bill.reference.in_(named), Bill.shared_reference.in_(named), Dossier.reference.in_(named))
    rows = _open(db, unit_ids, debts, or_(by_name, Bill.total == fact.held))
    return sorted(rows, key=lambda one: not _is_named(one, named))[:MOST]


def open_bill(db: Session, typed: str, unit_ids: Collection[str], debts: bool) -> Bill | None:
    """The open bill somebody names by its reference, or by its dossier's."""
    named = references_in(typed, SHAPES)
    by_name = or_(Bill.reference.in_(named), Bill.shared_reference.in_(named), Dossier.reference.in_(named))
    found = [bill for bill, _dossier in _open(db, unit_ids, debts, by_name)]
    return found[0] if found else None


def _open(db: Session, unit_ids: Collection[str], debts: bool, which: object) -> list[Found]:
    elsewhere = Bill.debt_code.is_not(None) if debts else false()
    rows = db.execute(
        select(Bill, Dossier)
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .where(Bill.state == "open", or_(Bill.unit_id.in_(unit_ids), elsewhere), which)  # type: ignore[arg-type]
        .where(or_(Bill.debt_code.is_not(None), Dossier.id.is_(None), Dossier.state.not_in(CLOSED)))
        .order_by(Bill.frozen_at.desc(), Bill.id.desc())
        .limit(50)
    )
    return [(bill, dossier) for bill, dossier in rows]


def _is_named(found: Found, named: list[str]) -> bool:
    bill, dossier = found
    return not {bill.reference, bill.shared_reference, dossier.reference if dossier else None}.isdisjoint(named)
