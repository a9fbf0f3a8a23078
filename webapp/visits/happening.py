"""The one line that changes how a visit stands, and finding the one that is meant."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.teams import service as teams
from webapp.visits.lifecycle import LEADS_TO, NEXT, Event, State
from webapp.visits.models import Visit, VisitEvent


class NoSuchVisit(LookupError):
    """It does not exist, or not for this visitor."""


class NotNow(Exception):
    """How the visit stands now, this can't happen."""


@dataclass(frozen=True)
class By:
    """Who does something: citizen, manager, helper."""

    kind: str
    account_id: UUID | None = None


def happen(db: Session, visit: Visit, event: Event, by: By, note: str | None = None) -> VisitEvent | None:
    """Look the event up, set the state, append the history; the line of it, None when it had happened already. Raises NotNow."""
    before, now = State(visit.state), clock.now()
    after = NEXT.get((before, event))
    if after is None:
        if LEADS_TO.get(event) == before:
            return None
        raise NotNow(f"{event} while {before}")
    if after != before:
        visit.state, visit.state_at = after, now
    line = VisitEvent(
        visit_id=visit.id, event=event, at=now, by_kind=by.kind, by_account=by.account_id, note=note or None
    )  # fmt: skip
    db.add(line)
    db.flush()
    return line


def history(db: Session, visit_id: UUID) -> list[VisitEvent]:
    """Oldest first."""
    return list(db.scalars(select(VisitEvent).where(VisitEvent.visit_id == visit_id).order_by(VisitEvent.id)))


def by_token(db: Session, token: str, lock: bool = False) -> Visit:
    """The visit behind the link of who asked. Raises NoSuchVisit, also once it is emptied."""
    asked = select(Visit).where(Visit.token_hash == hashed(token), Visit.emptied_at.is_(None))
    found = db.scalar(asked.with_for_update() if lock else asked)
    if found is None:
        raise NoSuchVisit
    return found


def own(visit: Visit, account_id: UUID | None, mine: Collection[UUID]) -> bool:
    """Whether this account asked for it, or this browser (`mine`: ids it sent)."""
    return visit.id in mine or (account_id is not None and visit.account_id == account_id)


def of_manager(db: Session, who: Actor, visit_id: UUID, lock: bool = False) -> Visit:
    """One of this manager's teams, once it is confirmed. Raises NoSuchVisit."""
    found = db.get(Visit, visit_id, with_for_update=lock or None)
    if found is None or found.unit_id not in who.units(teams.MANAGER) or found.state == State.UNCONFIRMED:
        raise NoSuchVisit(visit_id)
    return found


def of_helper(db: Session, account_id: UUID | None, visit_id: UUID, lock: bool = False) -> Visit:
    """One that this helper was given. Raises NoSuchVisit."""
    found = db.get(Visit, visit_id, with_for_update=lock or None)
    if found is None or account_id is None or found.helper_id != account_id:
        raise NoSuchVisit(visit_id)
    return found


def hashed(token: str) -> str:
    """A random token of 144 bits needs no key to be hidden."""
    return hashlib.sha256(f"mot-cham/visit/{token}".encode()).hexdigest()
