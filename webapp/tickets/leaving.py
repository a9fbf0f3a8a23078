"""What goes when its days are over (retention.yaml: queue_ticket); called by night."""

from datetime import timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.tickets.models import QueueDay, QueueDesk, QueueTicket

RULE = "queue_ticket"


def forget(db: Session, most: int) -> int:
    """At most so many tickets; with the last of a day its numbers and desks. Returns how many."""
    before = clock.today() - retention.term(RULE)
    ids = db.scalars(select(QueueTicket.id).where(QueueTicket.day < before).limit(most)).all()
    db.execute(delete(QueueTicket).where(QueueTicket.id.in_(ids)))
    if not ids:
        db.execute(delete(QueueDay).where(QueueDay.day < before))
        used = exists().where(QueueTicket.desk_id == QueueDesk.id)
        old = clock.now() - retention.term(RULE) - timedelta(days=1)
        db.execute(delete(QueueDesk).where(QueueDesk.opened_at < old, ~used))
    return len(ids)
