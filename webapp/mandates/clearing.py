"""What goes when its time is over: offers that came to nothing, and the name and number of those who were helped."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.mandates.models import Mandate

OFFER, NAMES = "mandate_offer", "mandate"


def forget_offers(db: Session, most: int = 1000) -> int:
    """Offers that nobody accepted; at most `most`, returns how many."""
    old = Mandate.offered_at < clock.now() - retention.term(OFFER)
    ids = db.scalars(select(Mandate.id).where(Mandate.given_at.is_(None), old).limit(most)).all()
    db.execute(delete(Mandate).where(Mandate.id.in_(ids)))
    return len(ids)


def forget_names(db: Session, most: int = 1000) -> int:
    """Whom a helper meant, once it is long over; that a mandate was given, and under which words, stays."""
    old = Mandate.until < clock.now() - retention.term(NAMES)
    ids = db.scalars(select(Mandate.id).where(old, Mandate.called.is_not(None)).limit(most)).all()
    db.execute(update(Mandate).where(Mandate.id.in_(ids)).values(called=None, phone=None))
    return len(ids)
