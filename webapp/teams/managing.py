"""What a manager does with the team: see it, suspend, let go on, end, ask for another photo. Who is concerned is told."""

from collections.abc import Callable, Collection

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.messages import service as messages
from webapp.teams.lifecycle import Event, State
from webapp.teams.membership import HELPER, MANAGER, SYSTEM, By, Standing, happen, judged
from webapp.teams.models import Member, MemberChange
from webapp.teams.written import training
from webapp.units import service as units
from webapp.units.service import Unit

KINDS = ("community_team", "youth_team")
ORDER = (State.ACTING, State.TRAINING, State.INVITED, State.SUSPENDED, State.ENDED)
MOST_ENDED = 50
Count = Callable[[Session, Collection[str]], int]
_counts: list[Count] = []


def teams_of(db: Session, who: Actor) -> list[Unit]:
    """The teams this actor manages; a centre's manager has none, but sees reports."""
    own = who.units(MANAGER)
    return [unit for unit in units.all_units(db, KINDS) if unit.id in own]


def register_waiting(count: Count) -> None:
    """The room of home visits says how many wait for one of these teams."""
    _counts[:] = [count]


def visits_waiting(db: Session, unit_ids: Collection[str]) -> int:
    return sum(count(db, unit_ids) for count in _counts)


def team(db: Session, unit_ids: Collection[str]) -> list[tuple[Member, Standing]]:
    """Everybody of these teams, in the order of ORDER, the latest change first; of those who ended the last ones."""
    holds = accounts.holds(Member.account_id, HELPER, Member.unit_id)
    ours = select(Member, holds).where(Member.unit_id.in_(unit_ids))
    ended = select(Member.id).where(Member.unit_id.in_(unit_ids), Member.state == State.ENDED)
    shown = ended.order_by(Member.state_at.desc()).limit(MOST_ENDED)
    rows = db.execute(ours.where((Member.state != State.ENDED) | Member.id.in_(shown)))
    found = [(member, judged(member, bool(held))) for member, held in rows]
    found.sort(key=lambda row: row[0].state_at, reverse=True)
    return sorted(found, key=lambda row: ORDER.index(State(row[0].state)))


def suspend(db: Session, member: Member, by: By, reason: str) -> None:
    """From the next request on they help nobody. Raises NotNow."""
    tell(db, member, Event.SUSPENDED, happen(db, member, Event.SUSPENDED, by, reason), reason)


def resume(db: Session, member: Member, by: By) -> None:
    """Raises NotNow."""
    tell(db, member, Event.RESUMED, happen(db, member, Event.RESUMED, by))


def end(db: Session, member: Member, by: By, reason: str = "") -> None:
    """For good; the photo is destroyed at once. Raises NotNow for an invitation (withdraw it)."""
    tell(db, member, Event.ENDED, happen(db, member, Event.ENDED, by, reason), reason)


def refuse_photo(db: Session, member: Member, by: By) -> None:
    """It is not the helper's face: gone at once, and the badge is not valid until there is another. Raises NotNow."""
    if member.photo_at is None:
        return
    member.photo, member.photo_at = None, None
    tell(db, member, Event.PHOTO_REFUSED, happen(db, member, Event.PHOTO_REFUSED, by))


def ask_again(db: Session, most: int) -> int:
    """Tell who acts that there is a newer training, once a version; at most `most`, returns how many."""
    version = training().version
    told = exists().where(
        MemberChange.member_id == Member.id, MemberChange.change == Event.ASKED, MemberChange.training == version
    )
    behind = select(Member).where(Member.state == State.ACTING, Member.trained_version != version, ~told)
    found = db.scalars(behind.limit(most).with_for_update(skip_locked=True)).all()
    for one in found:
        tell(db, one, Event.ASKED, happen(db, one, Event.ASKED, SYSTEM, version=version))
    return len(found)


def tell(db: Session, member: Member, event: Event, new: bool = True, reason: str = "") -> None:
    """A message to the helper about what happened to them, where it is new."""
    if new and member.account_id is not None:
        to, unit = accounts.reach(db, member.account_id), units.get(db, member.unit_id)
        messages.send(
            db, "team_change", to, link="/the-nguoi-giup", what=event, unit=unit.name, reason=reason,
            learn_by=training().learn_by,
        )  # fmt: skip


def standing_of(db: Session, member: Member) -> Standing:
    """Where this member stands today."""
    held = select(accounts.holds(Member.account_id, HELPER, Member.unit_id)).where(Member.id == member.id)
    return judged(member, bool(db.scalar(held)))
