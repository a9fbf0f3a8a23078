"""What people wrote or photographed without wanting an answer: read by whoever leads the office, who can mend what it tells of.

By month and in no order of time, and nothing of today: nobody shall hear what the customer said who has just left. What is about
somebody they never find here, as with petitions.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, undefer

from webapp import clock
from webapp.access import Actor
from webapp.feedback import counting
from webapp.feedback.models import Petition, Rating
from webapp.feedback.taking import NoSuchRating

AT_ONCE = 50


@dataclass(frozen=True)
class Page:
    """At most AT_ONCE, by their ids, which are random; `after`: where the next page begins, None after the last."""

    rows: list[Rating]
    after: UUID | None


def page(db: Session, who: Actor, first: date, after: UUID | None) -> Page:
    """Of one month, at the units that this actor oversees."""
    wanted = _readable(who, _units(db, who)).where(Rating.day >= first, Rating.day < counting.next_month(first))
    if after:
        wanted = wanted.where(Rating.id > after)
    found = list(db.scalars(wanted.order_by(Rating.id).limit(AT_ONCE + 1)))
    return Page(found[:AT_ONCE], found[AT_ONCE - 1].id if len(found) > AT_ONCE else None)


def photo(db: Session, who: Actor, rating_id: UUID) -> bytes:
    """Raises NoSuchRating."""
    wanted = _readable(who, _units(db, who)).where(Rating.id == rating_id).options(undefer(Rating.photo))
    found = db.scalar(wanted)
    if found is None or not found.photo:
        raise NoSuchRating(rating_id)
    return found.photo


def _units(db: Session, who: Actor) -> list[str]:
    return [one.id for one in counting.overseen(db, who)]


def _readable(who: Actor, unit_ids: Collection[str]) -> Select[Rating]:
    """Those with a petition are read there, by whoever answers it."""
    said = or_(Rating.words.is_not(None), Rating.has_photo)
    others = or_(Rating.staff_id.is_(None), Rating.staff_id != who.account_id)
    open_to = Rating.unit_id.in_(unit_ids) & (Rating.day < clock.today()) & Rating.id.not_in(select(Petition.id))
    return select(Rating).where(open_to, said, others)
