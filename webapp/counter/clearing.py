"""What goes when its days are over (retention.yaml: counter_visit, counter_key); called by night."""

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.counter.models import CounterVisit

RULE, KEY = "counter_visit", "counter_key"


def forget(db: Session, most: int) -> int:
    """At most so many visits; returns how many."""
    before = clock.now() - retention.term(RULE)
    old = CounterVisit.opened_at < before, CounterVisit.ended_at.is_not(None)
    ids = db.scalars(select(CounterVisit.id).where(*old).limit(most)).all()
    db.execute(delete(CounterVisit).where(CounterVisit.id.in_(ids)))
    return len(ids)


def forget_keys(db: Session, most: int) -> int:
    """Of visits that ended so long ago that nothing of them may still come; returns how many."""
    before = clock.now() - retention.term(KEY)
    old = CounterVisit.ended_at < before, CounterVisit.key.is_not(None)
    ids = db.scalars(select(CounterVisit.id).where(*old).limit(most)).all()
    db.execute(update(CounterVisit).where(CounterVisit.id.in_(ids)).values(key=None))
    return len(ids)
