"""What other rooms may ask of teams: whether somebody may help today, whom to alert, what is kept of an account."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
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
from webapp.teams.lifecycle import State
from webapp.teams.managing import KINDS, ask_again, register_waiting, team
from webapp.teams.membership import HELPER, MANAGER, Standing, by_code, standing
from webapp.teams.models import Member
from webapp.teams.reporting import RULE as REPORT
from webapp.teams.reporting import forget_old as forget_reports

__all__ = [
    "Badge", "HELPER", "INVITATION", "KINDS", "MANAGER", "MEMBER", "REPORT", "Standing", "ask_again", "badges", "by_code", "forget_invitations", "forget_members",
    "forget_reports", "helpers_of", "lapse", "leave", "managers", "memberships_of", "photo_of", "register_waiting", "said", "standing",
]  # fmt: skip


@dataclass(frozen=True)
class Badge:
    """What stands on it, and the code that opens its public page; both "" for an account that never was in a team."""

    name: str = ""
    code: str = ""


def badges(db: Session, account_ids: Collection[UUID]) -> dict[UUID, Badge]:
    """Account → its badge, of the membership that counts (as `standing`), valid or not; one statement."""
    theirs = select(Member.account_id, Member.name, Member.code).where(Member.account_id.in_(account_ids))
    rows = db.execute(theirs.order_by(Member.state != State.ENDED, Member.state_at))
    return {account_id: Badge(name, code or "") for account_id, name, code in rows if account_id}


def managers(db: Session, unit_id: str) -> list[Account]:
    """Who manages this team, to be told of what happened in it (accounts.reach); empty where nobody does."""
    return accounts.holders(db, MANAGER, unit_id)


def helpers_of(db: Session, unit_ids: Collection[str]) -> list[Standing]:
    """Who of these teams may help today; one statement."""
    return [standing for _member, standing in team(db, unit_ids) if standing.valid and standing.account_id]
