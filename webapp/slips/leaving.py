"""What goes when its days are over (retention.yaml: slip); called by night."""

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.slips.models import Slip

RULE = "slip"


def forget(db: Session, most: int) -> int:
    """Slips that ended or ran out so long ago; at most so many. Returns how many."""
    over = func.coalesce(Slip.ended_at, Slip.expires_at) < clock.now() - retention.term(RULE)
    ids = db.scalars(select(Slip.id).where(over).limit(most)).all()
    db.execute(delete(Slip).where(Slip.id.in_(ids)))
    return len(ids)
