"""What a correction left for a person to decide: too much was paid, or the rules cannot tell. One standing a dossier."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.dossiers.service import Dossier
from webapp.payments.models import Reckoning

WHY = ("lines", "total", "on")  # of a quote; what was declared and did not count is nobody's business here


def standing(db: Session, dossier: Dossier) -> Reckoning | None:
    """The one that counts now."""
    mine = select(Reckoning).where(Reckoning.dossier_id == dossier.id, Reckoning.over_at.is_(None))
    return db.scalar(mine.order_by(Reckoning.at.desc(), Reckoning.id.desc()).limit(1))


def keep(db: Session, dossier: Dossier, paid: int, due: int | None, quote: dict[str, Any]) -> None:
    """`paid` and `due` in đồng. The same found again changes nothing; where nothing is left over none stands."""
    known, why = standing(db, dossier), {name: quote[name] for name in WHY}
    if known and (known.paid, known.due, known.quote["lines"]) == (paid, due, why["lines"]):
        return
    close(db, dossier)
    if due is None or due < paid:
        made = {"paid": paid, "due": due, "quote": why, "at": clock.now()}
        db.add(Reckoning(dossier_id=dossier.id, unit_id=dossier.unit_id, **made))


def close(db: Session, dossier: Dossier, doubts_only: bool = False) -> None:
    """None stands any more; with `doubts_only` one that tells of too much money stays."""
    known = standing(db, dossier)
    if known and not (doubts_only and known.due is not None):
        known.over_at = clock.now()


def given_back(db: Session, dossier: Dossier, amount: int) -> None:
    """`amount` đồng of what was paid go back: none stands any more, or one over what is still too much."""
    known = standing(db, dossier)
    close(db, dossier)
    if known and known.due is not None and (paid := known.paid - amount) > known.due:
        left = {"paid": paid, "due": known.due, "quote": known.quote, "at": clock.now()}
        db.add(Reckoning(dossier_id=dossier.id, unit_id=known.unit_id, **left))
