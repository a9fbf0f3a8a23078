"""What is kept of whoever was helped, for themself to have; what goes when its time is over."""

from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.mandates.models import NOBODYS, Mandate

OFFER, NAMES = "mandate_offer", "mandate"


def forget_offers(db: Session, most: int = 1000) -> int:
    """Offers that nobody accepted; at most `most`, returns how many."""
    old = Mandate.offered_at < clock.now() - retention.term(OFFER)
    ids = db.scalars(select(Mandate.id).where(Mandate.given_at.is_(None), old).limit(most)).all()
    db.execute(delete(Mandate).where(Mandate.id.in_(ids)))
    return len(ids)


def signed_by(db: Session, account_id: UUID) -> list[tuple[UUID, str, bytes | None]]:
    """What an account's people signed on a helper's phone: the mandate, the drawing, the photographed paper if it is here."""
    mine = Mandate.account_id == account_id, Mandate.signature.is_not(None)
    rows = db.execute(select(Mandate.id, Mandate.signature, Mandate.paper).where(*mine).order_by(Mandate.given_at))
    return [(mandate_id, drawn or "", paper) for mandate_id, drawn, paper in rows]


def forget_names(db: Session, most: int = 1000) -> int:
    """Whom a helper meant, once it is long over; that a mandate was given, and under which words, stays."""
    old = Mandate.until < clock.now() - retention.term(NAMES)
    ids = db.scalars(select(Mandate.id).where(old, Mandate.called.is_not(None)).limit(most)).all()
    db.execute(update(Mandate).where(Mandate.id.in_(ids)).values(**NOBODYS))
    return len(ids)
