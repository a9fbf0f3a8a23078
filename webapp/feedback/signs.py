"""Signs of desks: making one, ending one, and which of an office's can be printed."""

import secrets
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.feedback.models import Sign
from webapp.feedback.places import NoSuchPlace

MAKES = ("clerk", "supervisor", "leader", "team_manager")
"""Who prints the signs of a unit."""
LENGTH = 8


def of(db: Session, who: Actor) -> list[Sign]:
    """Those in use at this actor's units, by unit and label."""
    mine = select(Sign).where(Sign.unit_id.in_(who.units(*MAKES)), Sign.ended_at.is_(None))
    return list(db.scalars(mine.order_by(Sign.unit_id, Sign.label, Sign.made_at)))


def make(db: Session, sign_id: UUID, who: Actor, unit_id: str, label: str) -> Sign:
    """The same id, or the same desk of a unit, gives the same. Raises NoSuchPlace for a unit that is not this actor's."""
    if unit_id not in who.units(*MAKES):
        raise NoSuchPlace(unit_id)
    there = (Sign.unit_id == unit_id) & (Sign.label == label) & Sign.ended_at.is_(None)
    if known := db.scalar(select(Sign).where((Sign.id == sign_id) | there).order_by(Sign.id != sign_id).limit(1)):
        return one(db, who, known.id)
    code = "".join(secrets.choice(dossiers.ALPHABET) for _ in range(LENGTH))
    made = Sign(id=sign_id, unit_id=unit_id, label=label, code=code, made_at=clock.now(), made_by=who.account_id)
    db.add(made)
    db.flush()
    return made


def one(db: Session, who: Actor, sign_id: UUID) -> Sign:
    """Raises NoSuchPlace for one of another unit."""
    found = db.get(Sign, sign_id)
    if found is None or found.unit_id not in who.units(*MAKES):
        raise NoSuchPlace(sign_id)
    return found


def end(db: Session, who: Actor, sign_id: UUID) -> None:
    """Its address leads nowhere from now on; what was said there stays. Harmless when repeated."""
    found = one(db, who, sign_id)
    found.ended_at = found.ended_at or clock.now()
