"""Once a day the managers of teams are told how far the book goes: an anchor on phones, where nobody who writes the database can reach it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.accounts import service as accounts
from webapp.mandates.models import BookLine, Mandate
from webapp.messages import service as messages
from webapp.teams import service as teams

JOB = "mandates.daily"
TOLD = 16  # digits of a seal: enough that no other book has them


def queue(db: Session, _most: int = 0) -> int:
    """Nightly: tell of the last line of the days before, unless it was told; nothing new, nothing told."""
    midnight = clock.local(clock.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    last = db.scalar(select(BookLine.number).where(BookLine.at < midnight).order_by(BookLine.number.desc()).limit(1))
    if last:
        outbox.enqueue(db, JOB, {"number": last}, key=f"{JOB}/{last}")
    return 0


def tell(db: Session, payload: dict[str, int]) -> None:
    """Job: one message to each manager of a team that ever asked for a mandate."""
    line = db.get_one(BookLine, payload["number"])
    units = db.scalars(select(Mandate.unit_id).distinct())
    for manager in {one.id for unit_id in units for one in teams.managers(db, unit_id)}:
        to = accounts.reach(db, manager)
        messages.send(
            db, "help_book", to, fact=f"help_book/{line.number}/{manager}", seal=f"{line.number}:{line.seal[:TOLD]}"
        )
