"""Money that waits for a person's decision, and notices nobody could make sense of: what the desk must see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, false, or_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers.service import ENDED, OPEN, Dossier
from webapp.payments.models import BankNotice, Bill, MoneyFact, Reckoning

MOST = 200
PATIENCE = timedelta(minutes=10)  # by then the worker has interpreted a notice, or will not without help


@dataclass(frozen=True)
class Waiting:
    """One movement: `amount` came, of it `beyond` more than the bill asked; no `dossier_id`: nobody knows what for.

    Or what a correction left: `amount` was paid in all; `outcome` corrected (`beyond` of it is not due any more) or
    unclear (the rules cannot tell what is due now).
    """

    at: datetime
    amount: int
    content: str
    outcome: str
    beyond: int
    unit_id: str | None
    dossier_id: UUID | None
    reference: str | None


def for_a_person(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Waiting]:
    """Of these units, newest first, at most 200; with `nameless` also money that names no bill of ours."""
    found = [*_movements(db, unit_ids, nameless), *_corrections(db, unit_ids)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _movements(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Waiting]:
    """A part payment no longer waits once the rest came."""
    mine = or_(Bill.unit_id.in_(unit_ids), MoneyFact.bill_id.is_(None) if nameless else false())
    filled_up = and_(MoneyFact.outcome == "short", Bill.state == "paid")
    rows = db.execute(
        select(MoneyFact, Bill, Dossier)
        .outerjoin(Bill, Bill.id == MoneyFact.bill_id)
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .where(MoneyFact.needs_person, mine, or_(Bill.id.is_(None), ~filled_up))
        .order_by(MoneyFact.at.desc(), MoneyFact.id.desc())
        .limit(MOST)
    )
    return [_waiting(fact, bill, dossier) for fact, bill, dossier in rows]


def _waiting(fact: MoneyFact, bill: Bill | None, dossier: Dossier | None) -> Waiting:
    beyond = 0
    if bill and fact.outcome == "surplus":
        beyond = sum(one.amount for one in bill.facts if one.counts) - bill.total
    return Waiting(
        fact.at, fact.amount, fact.content, fact.outcome, beyond, bill.unit_id if bill else None,
        dossier.id if dossier else None, dossier.reference if dossier else None,
    )  # fmt: skip


def _corrections(db: Session, unit_ids: Collection[str]) -> list[Waiting]:
    """Too much money waits until somebody gives it back, a doubt only as long as the office is at work."""
    doubtful = and_(Reckoning.due.is_(None), Dossier.state.in_(OPEN - ENDED))
    rows = db.execute(
        select(Reckoning, Dossier)
        .join(Dossier, Dossier.id == Reckoning.dossier_id)
        .where(Reckoning.unit_id.in_(unit_ids), Reckoning.over_at.is_(None), or_(Reckoning.due.is_not(None), doubtful))
        .order_by(Reckoning.at.desc(), Reckoning.id.desc())
        .limit(MOST)
    )
    return [_left_over(one, dossier) for one, dossier in rows]


def _left_over(one: Reckoning, dossier: Dossier) -> Waiting:
    outcome = "unclear" if one.due is None else "corrected"
    return Waiting(one.at, one.paid, "", outcome, one.beyond, one.unit_id, dossier.id, dossier.reference)


def puzzling(db: Session) -> list[BankNotice]:
    """Notices of the bank that could not be read, or still wait to be interpreted; newest first, at most 200."""
    stuck = and_(BankNotice.outcome.is_(None), BankNotice.received_at < clock.now() - PATIENCE)
    there = select(BankNotice).where(BankNotice.verified, or_(BankNotice.outcome == "unreadable", stuck))
    return list(db.scalars(there.order_by(BankNotice.received_at.desc()).limit(MOST)))
