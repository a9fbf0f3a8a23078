"""A few helps of the demonstration's helper, so that the manager's page has something to show. All invented."""

from datetime import timedelta
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts.service import Account
from webapp.elsewhere.models import AccountHelp

SPACE = UUID("6d6f7463-6861-4d00-8000-000000000002")
DONE = [
    (3, "opened", None), (3, "not_yet", "sim"), (5, "raised", None), (9, "not_yet", "scan"), (12, "entered", None),
    (12, "not_yet", "sim"), (20, "opened", None), (33, "raised", None), (40, "not_yet", "cannot_go"),
]  # fmt: skip


def seed(db: Session, helper: Account, unit_id: str) -> None:
    """Once; quick when they are there."""
    if db.get(AccountHelp, uuid5(SPACE, "0")) is not None:
        return
    for number, (ago, kind, reason) in enumerate(DONE):
        day = clock.today() - timedelta(days=ago)
        made = uuid5(SPACE, str(number))
        db.add(AccountHelp(id=made, unit_id=unit_id, helper_id=helper.id, kind=kind, reason=reason, day=day))
