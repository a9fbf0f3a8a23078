"""What is cleaned up while people sleep: texts, codes and counters whose time is over. Nothing anybody typed, sent or paid."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from webapp import clock, outbox, throttle
from webapp.accounts import service as accounts
from webapp.messages import service as messages

KEEP_DONE_JOBS = timedelta(days=30)


def clean(db: Session) -> None:
    """Harmless when repeated; commits nothing itself."""
    messages.purge(db)
    accounts.forget_old_codes(db)
    throttle.forget_old(db)
    db.execute(delete(outbox.Job).where(outbox.Job.done_at < clock.now() - KEEP_DONE_JOBS))
