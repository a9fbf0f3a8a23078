"""What goes when its days are over (retention.yaml: feedback_…, petition…); called by night, and when an account closes."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, or_, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.feedback import lifecycle, written
from webapp.feedback.models import Petition, Rating

LINK, WORDS, PERSON, RATING = "feedback_link", "feedback_words", "feedback_person", "feedback_rating"
PHONE, PETITION = "petition_phone", "petition"
FILED = select(Petition.id)


def end_links(db: Session, most: int) -> int:
    """Nobody knows any more which browser and which dossier an answer came from."""
    known = or_(Rating.once.is_not(None), Rating.of.is_not(None))
    return _change(db, _older(LINK, most, known), once=None, of=None)


def forget_words(db: Session, most: int) -> int:
    """Words and photos of those that no petition needs."""
    there = or_(Rating.words.is_not(None), Rating.has_photo)
    return _change(db, _older(WORDS, most, there, Rating.id.not_in(FILED)), words=None, photo=None, has_photo=False)


def forget_persons(db: Session, most: int) -> int:
    """Who it was about; the unit's numbers stay."""
    return _change(db, _older(PERSON, most, Rating.staff_id.is_not(None)), staff_id=None)


def forget_ratings(db: Session, most: int) -> int:
    ids = db.scalars(_older(RATING, most, Rating.id.not_in(FILED))).all()
    db.execute(delete(Rating).where(Rating.id.in_(ids)))
    return len(ids)


def forget_phones(db: Session, most: int) -> int:
    """Once there is an answer, the number is kept for a while should the message fail."""
    ids = db.scalars(_closed(PHONE, Petition.phone.is_not(None)).limit(most)).all()
    db.execute(update(Petition).where(Petition.id.in_(ids)).values(phone=None))
    return len(ids)


def forget_petitions(db: Session, most: int) -> int:
    """With its history, the words and the photo; the face stays as a number."""
    ids = db.scalars(_closed(PETITION).limit(most)).all()
    db.execute(delete(Petition).where(Petition.id.in_(ids)))
    db.execute(update(Rating).where(Rating.id.in_(ids)).values(words=None, photo=None, has_photo=False))
    return len(ids)


def forget(db: Session, account_id: UUID) -> None:
    """The account of somebody who was rated is closed: what was said stays the unit's, nobody knows of whom."""
    db.execute(update(Rating).where(Rating.staff_id == account_id).values(staff_id=None))
    db.execute(update(Petition).where(Petition.about_id == account_id).values(about_id=None))


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """What was said of this account's work, by month that is over and enough spoke of; for data.json."""
    this = clock.today().replace(day=1)
    each = select(Rating.unit_id, Rating.day, Rating.face, func.count().label("number"))
    mine = each.where(Rating.staff_id == account_id, Rating.counted, Rating.day < this)
    months: dict[tuple[str, str], dict[int, int]] = {}
    for row in db.execute(mine.group_by(Rating.unit_id, Rating.day, Rating.face)):
        faces = months.setdefault((row.unit_id, f"{row.day:%Y-%m}"), {})
        faces[row.face] = faces.get(row.face, 0) + row.number
    least = written.rules().least
    enough = {key: faces for key, faces in sorted(months.items()) if sum(faces.values()) >= least}
    return [{"unit_id": unit, "month": month, "faces": faces} for (unit, month), faces in enough.items()]


def _older(rule: str, most: int, *which: ColumnElement[bool]) -> Any:
    return select(Rating.id).where(Rating.day < clock.today() - retention.term(rule), *which).limit(most)


def _closed(rule: str, *which: ColumnElement[bool]) -> Any:
    over = Petition.closed_at < clock.now() - retention.term(rule)
    return select(Petition.id).where(Petition.state.not_in(lifecycle.OPEN), over, *which)


def _change(db: Session, wanted: Any, **values: Any) -> int:
    ids = db.scalars(wanted).all()
    db.execute(update(Rating).where(Rating.id.in_(ids)).values(**values))
    return len(ids)
