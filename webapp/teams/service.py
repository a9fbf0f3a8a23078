"""What other rooms may ask of teams: whether somebody may help today, whom to alert, what is kept of an account."""

from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.accounts.service import Account
from webapp.teams.leaving import (
    INVITATION,
    MEMBER,
    forget_invitations,
    forget_members,
    lapse,
    leave,
    memberships_of,
    photo_of,
    said,
)
from webapp.teams.managing import ask_again
from webapp.teams.membership import HELPER, MANAGER, Standing, by_code, standing
from webapp.teams.reporting import RULE as REPORT
from webapp.teams.reporting import forget_old as forget_reports

__all__ = [
    "HELPER", "INVITATION", "MANAGER", "MEMBER", "REPORT", "Standing", "ask_again", "by_code", "forget_invitations", "forget_members",
    "forget_reports", "lapse", "leave", "managers", "memberships_of", "photo_of", "said", "standing",
]  # fmt: skip


def managers(db: Session, unit_id: str) -> list[Account]:
    """Who manages this team, to be told of what happened in it (accounts.reach); empty where nobody does."""
    return accounts.holders(db, MANAGER, unit_id)
