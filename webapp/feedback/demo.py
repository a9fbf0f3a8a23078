"""What people tapped at the demonstration's office, so that the pages have something to show. All invented."""

from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp import clock
from webapp.feedback import places
from webapp.feedback.models import Rating

SPACE = UUID("6d6f7463-6861-4d00-8000-000000000004")
TAPPED = [
    (places.UNIT, None, None, (5, 5, 4, 4, 4, 3, 2)), (places.DESK, "1", None, (5, 5, 5, 4, 4, 4, 3)),
    (places.DESK, "3", None, (4, 4, 3, 3, 2, 1)), (places.PROCEDURE, None, "1.004194", (5, 5, 4, 4, 4, 2)),
    (places.DOSSIER, None, "1.004873", (5, 4, 4, 4, 5, 1)),
]  # fmt: skip


def seed(db: Session, unit_id: str) -> None:
    """Once, in the month before this one and in this; quick when they are there."""
    this = clock.today()
    if db.get(Rating, uuid5(SPACE, "0")) is not None:
        return
    every = [
        (place, desk, code, face, day)
        for day in (this, this.replace(day=1) - timedelta(days=3))
        for place, desk, code, faces in TAPPED
        for face in faces
    ]
    for number, (place, desk, code, face, day) in enumerate(every):
        known = {"place": place, "unit_id": unit_id, "desk": desk, "code": code, "face": face, "day": day}
        db.add(Rating(id=uuid5(SPACE, str(number)), reasons=[], **known))
