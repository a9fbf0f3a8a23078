"""The end of a dossier's contents: what was typed and for whom goes; that there was one and what happened when stays."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.dossiers.lifecycle import CLOSED, State
from webapp.dossiers.models import Approval, Dossier

ENDED = CLOSED | {State.RESOLVED}
"""Nothing is left to be done by an office; a result may still wait for its citizen."""


Listener = Callable[[Session, Dossier], None]
_listeners: list[Listener] = []


class StillNeeded(Exception):
    """The dossier is a draft or under way: its contents are needed."""


def ended_at(dossier: Dossier) -> datetime | None:
    """When the office's work was over; None while it is not."""
    if dossier.state not in ENDED:
        return None
    return dossier.closed_at or (dossier.events[-1].at if dossier.events else dossier.saved_at)


def on_emptied(listener: Listener) -> None:
    """A later room clears what it keeps of a dossier's contents, in the same transaction; told once however often it asks."""
    if listener not in _listeners:
        _listeners.append(listener)


def empty(db: Session, dossier: Dossier) -> None:
    """Destroy answers, notes and the tie to the person, here and in later rooms. Codes, dates and the order of events stay.

    Raises `StillNeeded`.
    """
    if dossier.state not in ENDED:
        raise StillNeeded
    dossier.fields, dossier.answers, dossier.declared, dossier.person_id = {}, None, None, None
    dossier.touched, dossier.undecided = None, None
    db.execute(update(Approval).where(Approval.dossier_id == dossier.id).values(signature=None))
    for row in dossier.events:
        row.note, row.acted = None, None
        if row.actor_kind == "citizen":
            row.actor_name = ""
    for listener in _listeners:
        listener(db, dossier)
    db.flush()


def persons_in_use(db: Session, account_id: UUID) -> set[UUID]:
    """Persons of an account for whom a dossier is kept."""
    mine = select(Dossier.person_id).where(Dossier.account_id == account_id, Dossier.person_id.is_not(None))
    return {found for found in db.scalars(mine.distinct()) if found}
