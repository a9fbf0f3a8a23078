"""Taking an answer: one tap is one; the same browser's next tap at the same place changes it. What counts, and what is only kept."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock, throttle
from webapp.access import Actor
from webapp.db import insert_for
from webapp.feedback import written
from webapp.feedback.models import Petition, Rating
from webapp.feedback.places import PROCEDURE, Place

FACES = (1, 2, 3, 4, 5)
REPEAT, MANY, FULL, OWN = "repeat", "many", "full", "own"
"""Why an answer is kept and not counted."""
DAY = 86400  # seconds
NO_LIMIT = 2**31 - 1


class NotAnAnswer(ValueError):
    """None of the five faces, or no reason of the list."""


class NoSuchRating(LookupError):
    """No such answer, or another browser's."""


@dataclass(frozen=True)
class From:
    """Who answers: a secret that only this browser has, its network address, who is signed in there (only to leave out staff)."""

    browser: str
    address: str
    actor: Actor


def rate(db: Session, rating_id: UUID, place: Place, face: int, by: From) -> Rating:
    """One answer a browser and place, on a day or, with a paper of a dossier, once and for all. Raises NotAnAnswer, NoSuchRating (the id
    is another browser's), throttle.TooMany."""
    if face not in FACES:
        raise NotAnAnswer(face)
    once = _once(place, by)
    if found := _known(db, rating_id, once):
        return _changed(db, found, face)
    throttle.hit(db, "feedback", by.address, written.rules().tries, 600)
    row = {
        "id": rating_id, "place": place.kind, "unit_id": place.unit_id, "desk": place.desk, "code": place.code,
        "staff_id": place.staff_id, "face": face, "reasons": [], "has_photo": False, "day": clock.today(), "once": once,
        "of": next(iter(place.of()), None),
    }  # fmt: skip
    why = _left_out(db, place, by)
    db.execute(insert_for(db, Rating).values(row | {"counted": not why, "left_out": why}).on_conflict_do_nothing())
    made = _known(db, rating_id, once)
    assert made is not None
    return made


def mine(db: Session, rating_id: UUID, known: list[str], lock: bool = False) -> Rating:
    """One of those that this browser gave, while its day is not over. Raises NoSuchRating."""
    found = db.get(Rating, rating_id, with_for_update=lock) if str(rating_id) in known else None
    if found is None or found.day != clock.today():
        raise NoSuchRating(rating_id)
    return found


def _once(place: Place, by: From) -> str:
    """A secret of 128 bits needs no key to be hidden. A place is rated anew each day, a dossier once; a procedure at each office where
    it was done."""
    when = "" if place.dossier_id else clock.today().isoformat()
    said = f"mot-cham/feedback/{place.kind}/{place.dossier_id or _where(place)}/{when}/{by.browser}"
    return hashlib.sha256(said.encode()).hexdigest()


def _known(db: Session, rating_id: UUID, once: str) -> Rating | None:
    """Sent again, or this browser's answer from before. Raises NoSuchRating for an id of another browser."""
    rows = list(db.scalars(select(Rating).where((Rating.id == rating_id) | (Rating.once == once))))
    if any(one.id == rating_id and one.once != once for one in rows):
        raise NoSuchRating(rating_id)
    return rows[0] if rows else None


def _changed(db: Session, found: Rating, face: int) -> Rating:
    """What was filed as a petition stays as it was filed."""
    if found.face != face and db.get(Petition, found.id) is None:
        found.face, found.reasons = face, []
        db.flush()
    return found


def _where(place: Place) -> str:
    return f"{place.key}?o={place.unit_id or ''}" if place.kind == PROCEDURE else place.key


def _left_out(db: Session, place: Place, by: From) -> str:
    rules = written.rules()
    here = _before(db, f"feedback {place.kind}/{_where(place)}", by)
    at_unit = _before(db, f"feedback unit/{place.unit_id}", by) if place.unit_id else 0
    if place.unit_id in {unit for _role, unit in by.actor.roles}:
        return OWN
    if place.dossier_id and db.scalar(select(Rating.id).where(Rating.of.in_(place.of()), Rating.counted).limit(1)):
        return REPEAT
    if here >= rules.many or at_unit >= rules.many_unit:
        return MANY
    return FULL if _today(db, place) >= rules.full else ""


def _before(db: Session, what: str, by: From) -> int:
    """How many came from this address today before this one, which is counted with them."""
    before = throttle.counted(db, what, by.address, DAY)
    throttle.hit(db, what, by.address, NO_LIMIT, DAY)
    return before


def _today(db: Session, place: Place) -> int:
    """How many counted at this place today."""
    here = [
        Rating.place == place.kind,
        Rating.unit_id == place.unit_id,
        Rating.desk == place.desk,
        Rating.code == place.code,
    ]
    counted = select(func.count()).where(*here, Rating.day == clock.today(), Rating.counted)
    return int(db.scalar(counted) or 0)
