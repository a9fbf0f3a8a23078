"""What the table's world holds of words from outside: a record of the nationwide catalogue, and what people said of an office."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from tests import things
from tests.people import UNIT
from tests.teams.conftest import TEAM
from webapp import clock
from webapp.feedback.models import Rating


class OfWords:
    """A part of the world; the rest of it brings `ids` and what is asked of the others."""

    ids: dict[str, Any]

    def _account(self, column: str) -> UUID:
        raise LookupError(column)

    def _add(self, db: Session, *rows: Any) -> Any:
        raise LookupError(rows)

    def _catalogue(self, db: Session) -> None:
        doubt, edit = things.national(db, self._account("Su"))
        self.ids |= {"national code": "9.000001", "doubt_id": doubt, "edit_id": edit}

    def _feedback(self, db: Session) -> None:
        """A desk's sign, somebody's answer with a petition at the centre, and one that was answered; words of yesterday about the centre
        and about the team."""
        rating, filed = things.petition()
        other, answered = things.petition("ABCD2352", state="answered", answer="x", closed_at=clock.now())
        db.add_all([rating, other])
        db.flush()
        self.ids |= {"petition_id": self._add(db, filed), "rating_id": rating.id, "petition_code": filed.code}
        db.add(answered)
        here = written(UNIT)
        db.add_all([here, written(TEAM)])
        self.ids |= {"rating without a petition": here.id}
        self.ids |= {"code of an answer": answered.code, "sign_id": self._add(db, things.sign())}
        self.ids |= {"kind": "noi", "key": UNIT, "step": "tra-loi"}


def written(unit_id: str) -> Rating:
    """Somebody wrote something and sent a photo yesterday, and wants no answer."""
    return Rating(
        id=uuid4(), place="noi", unit_id=unit_id, face=2, reasons=["wait"], words="x", photo=b"\xff\xd8\xff", has_photo=True,
        day=clock.today() - timedelta(days=1),
    )  # fmt: skip
