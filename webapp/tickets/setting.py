"""How a unit runs its line: the usual rules and what it said; the secret by which its tablet is known."""

import secrets
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.tickets.models import QueueSetting
from webapp.tickets.rules import Rules, usual


def rules_of(db: Session, unit_id: str) -> Rules:
    found = db.get(QueueSetting, unit_id)
    return usual().own(found.own) if found else usual()


def change(db: Session, unit_id: str, own: dict[str, Any], by: UUID | None) -> QueueSetting:
    """`own`: of rules.OWN."""
    found = of(db, unit_id)
    found.own, found.changed_at, found.changed_by = usual().own(own).as_json(), clock.now(), by
    return found


def of(db: Session, unit_id: str) -> QueueSetting:
    """Made when it is first asked for by somebody who may change it."""
    found = db.get(QueueSetting, unit_id, with_for_update=True)
    if found is None:
        found = QueueSetting(unit_id=unit_id, own={}, tablet=secrets.token_urlsafe(12), changed_at=clock.now())
        db.add(found)
        db.flush()
    return found


def new_tablet(db: Session, unit_id: str) -> None:
    """A tablet's address; an old one's is worth nothing any more."""
    of(db, unit_id).tablet = secrets.token_urlsafe(12)
