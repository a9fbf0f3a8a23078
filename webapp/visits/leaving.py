"""What goes when its time is over, and what an account takes along or has destroyed."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.visits.asking import cancel
from webapp.visits.lifecycle import OPEN, State
from webapp.visits.models import Visit, VisitEvent, VisitLook

VISIT, UNCONFIRMED, LOOK = "visit", "visit_unconfirmed", "visit_look"
NOTHING = {"name": None, "address": None, "note": None, "phone": None, "phone_index": None, "account_id": None}


def asked_by(account_id: UUID) -> Select[Visit]:
    """What an account asked for and can still be recognised in."""
    return select(Visit).where(Visit.account_id == account_id, Visit.emptied_at.is_(None))


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """The same as plain values, for whoever takes their data along."""
    return [_said(db, one) for one in db.scalars(asked_by(account_id).order_by(Visit.asked_at, Visit.id))]


def _said(db: Session, one: Visit) -> dict[str, Any]:
    looks = db.scalars(select(VisitLook).where(VisitLook.visit_id == one.id).order_by(VisitLook.id))
    return {
        "asked_at": one.asked_at.isoformat(), "day": one.day.isoformat(), "part": one.part, "unit_id": one.unit_id,
        "procedure": one.procedure, "whom": one.whom, "name": one.name, "address": one.address, "note": one.note, "phone": one.phone,
        "state": one.state, "looks": [{"at": row.at.isoformat(), "role": row.role} for row in looks],
    }  # fmt: skip


def forget(db: Session, account_id: UUID) -> None:
    """Nobody comes any more, and nobody can be recognised in what this account asked for."""
    for one in db.scalars(asked_by(account_id)).all():
        if one.state in OPEN and one.slot.ends > clock.now():
            cancel(db, one, account_id)
        _empty(db, [one.id])


def forget_unconfirmed(db: Session, most: int = 1000) -> int:
    """Requests whose code nobody typed; at most `most`, returns how many."""
    old = select(Visit.id).where(Visit.state == State.UNCONFIRMED, Visit.asked_at < _before(UNCONFIRMED))
    ids = db.scalars(old.limit(most)).all()
    db.execute(delete(Visit).where(Visit.id.in_(ids)))
    return len(ids)


def forget_names(db: Session, most: int = 1000) -> int:
    """Who was visited and where, once it is over; that a helper was somewhere stays, for the team's figures."""
    over = Visit.day < clock.local(_before(VISIT)).date()
    ids = list(db.scalars(select(Visit.id).where(over, Visit.emptied_at.is_(None)).limit(most)))
    _empty(db, ids)
    return len(ids)


def forget_looks(db: Session, most: int = 1000) -> int:
    """Lines about who read an address, once their time is over; at most `most`, returns how many."""
    ids = db.scalars(select(VisitLook.id).where(VisitLook.at < _before(LOOK)).limit(most)).all()
    db.execute(delete(VisitLook).where(VisitLook.id.in_(ids)))
    return len(ids)


def _empty(db: Session, ids: list[UUID]) -> None:
    db.flush()
    db.execute(update(Visit).where(Visit.id.in_(ids)).values(emptied_at=clock.now(), **NOTHING))
    db.execute(update(VisitEvent).where(VisitEvent.visit_id.in_(ids)).values(note=None))


def _before(rule: str) -> datetime:
    return clock.now() - retention.term(rule)
