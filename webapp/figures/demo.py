"""What people said of the demonstration's helper, so that the pages have something to show. All invented."""

from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.service import Account
from webapp.figures.models import OpinionSum

SPACE = UUID("6d6f7463-6861-4d00-8000-000000000003")
SAID = {"good": 7, "fair": 2, "poor": 1, "why:clear": 4, "why:patient": 3, "why:late": 1}


def seed(db: Session, helper: Account, unit_id: str) -> None:
    """Once; quick when they are there."""
    if db.get(OpinionSum, uuid5(SPACE, "good")) is not None:
        return
    month = clock.today().replace(day=1)
    for what, number in SAID.items():
        made = uuid5(SPACE, what)
        db.add(OpinionSum(id=made, unit_id=unit_id, helper_id=helper.id, month=month, what=what, number=number))
