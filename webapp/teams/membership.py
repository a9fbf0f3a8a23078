"""The one line that changes where a member stands, finding members, and whether somebody may help today."""

import re
import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.teams.lifecycle import LEADS_TO, NEXT, Event, State
from webapp.teams.models import Member, MemberChange
from webapp.teams.written import training

HELPER, MANAGER = "helper", "team_manager"
BADGE = 8


class NoSuchMember(LookupError):
    """No such member, or not of this manager's teams."""


class NotNow(Exception):
    """Where the member stands now, this can't happen."""


@dataclass(frozen=True)
class By:
    """Who does something: manager, self, system."""

    kind: str
    account_id: UUID | None = None


SYSTEM = By("system")


@dataclass(frozen=True)
class Standing:
    """Where a helper stands today.

    `why_not`: "" while valid, else training (not passed, or the newer version's grace is over), photo (none, or it was
    refused), role (taken away on the server), suspended, ended; `since` when that began, where it is known. `learn_by`: the
    last day of grace when a newer training is still to be passed.
    """

    member_id: UUID
    account_id: UUID | None
    name: str
    unit_id: str
    code: str | None
    state: State
    why_not: str
    since: datetime | None
    learn_by: date | None

    @property
    def valid(self) -> bool:
        return not self.why_not


def standing(db: Session, account_id: UUID) -> Standing | None:
    """Where the helper of this account stands; None for somebody who never was in a team. One statement.

    Of several memberships the one that has not ended, else the last.
    """
    mine = select(Member, _holds()).where(Member.account_id == account_id)
    found = db.execute(mine.order_by(Member.state == State.ENDED, Member.state_at.desc()).limit(1)).first()
    return judged(*found) if found else None


def by_code(db: Session, typed: str) -> tuple[Member, Standing] | None:
    """Whose badge shows this code, however it was typed; None for a code nobody has."""
    found = db.execute(select(Member, _holds()).where(Member.code == plain(typed))).first()
    return (found[0], judged(*found)) if found else None


def plain(typed: str) -> str:
    """«dung-2345» → «DUNG2345»; "" for what can't be a code."""
    code = re.sub(r"[\s-]", "", typed[:40]).upper()
    return code if len(code) == BADGE and set(code) <= set(accounts.ALPHABET) else ""


def _holds() -> ColumnElement[bool]:
    return accounts.holds(Member.account_id, HELPER, Member.unit_id)


def judged(member: Member, holds_role: bool) -> Standing:
    why, since = _why_not(member, holds_role)
    behind = not why and member.trained_version != training().version
    return Standing(
        member.id, member.account_id, member.name, member.unit_id, member.code, State(member.state), why, since,
        training().learn_by if behind else None,
    )  # fmt: skip


def _why_not(member: Member, holds_role: bool) -> tuple[str, datetime | None]:
    if member.state in (State.SUSPENDED, State.ENDED):
        return member.state, member.state_at
    if member.state != State.ACTING:
        return "training", None
    if not holds_role:
        return "role", None
    if member.photo_at is None:
        return "photo", None
    current = member.trained_version == training().version
    return ("", None) if current or clock.today() <= training().learn_by else ("training", None)


def happen(
    db: Session, member: Member, event: Event, by: By, note: str | None = None, version: str | None = None
) -> bool:
    """Look the event up, set the state, give or take the role, append the history; all in the caller's transaction.

    False when it had happened already (a button pressed twice). Raises NotNow.
    """
    before = State(member.state)
    after = NEXT.get((before, event))
    if after is None:
        if LEADS_TO.get(event) == before:
            return False
        raise NotNow(f"{event} while {before}")
    now = clock.now()
    if after != before:
        member.state, member.state_at = after, now
    db.add(MemberChange(
        member_id=member.id, change=event, at=now, by_kind=by.kind, by_account=by.account_id, note=note or None,
        training=version,
    ))  # fmt: skip
    _settle_role(db, member, after, by)
    if after == State.ENDED:
        member.token_hash, member.photo, member.photo_at = None, None, None
    db.flush()
    return True


def _settle_role(db: Session, member: Member, state: State, by: By) -> None:
    """The role is in the book exactly while the member acts. The next request of any open browser reads it anew."""
    if member.account_id is None:
        return
    account = accounts.leaving.get(db, member.account_id)
    change = accounts.grant if state == State.ACTING else accounts.revoke
    change(db, account, HELPER, member.unit_id, by=f"{by.kind} {by.account_id or ''}".strip())


def mine(db: Session, account_id: UUID, lock: bool = False) -> Member:
    """The membership of this account that counts (as `standing`). Raises NoSuchMember."""
    own = select(Member).where(Member.account_id == account_id)
    own = own.order_by(Member.state == State.ENDED, Member.state_at.desc()).limit(1)
    found = db.scalar(own.with_for_update() if lock else own)
    if found is None:
        raise NoSuchMember(account_id)
    return found


def of_manager(db: Session, who: Actor, member_id: UUID, lock: bool = True) -> Member:
    """A member of one of this manager's teams, locked for a change. Raises NoSuchMember, also for another team's."""
    found = db.get(Member, member_id, with_for_update=lock or None)
    if found is None or found.unit_id not in who.units(MANAGER):
        raise NoSuchMember(member_id)
    return found


def history(db: Session, member_id: UUID) -> list[MemberChange]:
    """All that happened, the first first."""
    found = select(MemberChange).where(MemberChange.member_id == member_id)
    return list(db.scalars(found.order_by(MemberChange.at, MemberChange.id)))


def new_code() -> str:
    """Eight of thirty letters and digits that nobody mistakes: 6.6 · 10¹¹ codes, so that guessing finds none."""
    return "".join(secrets.choice(accounts.ALPHABET) for _ in range(BADGE))
