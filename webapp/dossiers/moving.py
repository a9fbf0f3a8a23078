"""The dossiers of a person who leaves a household: they go on where they are, under another account."""

from collections.abc import Callable
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp.dossiers.models import Dossier

Listener = Callable[[Session, list[UUID]], None]
_listeners: list[Listener] = []


def on_moved(listener: Listener) -> None:
    """A later room ends what the old household still holds of them, in the same transaction; told once however often it asks."""
    if listener not in _listeners:
        _listeners.append(listener)


def move(db: Session, person_id: UUID, old: UUID, new: UUID) -> list[UUID]:
    """All dossiers of that person, drafts too; returns their ids. The history says who acted then and stays as it is.

    What somebody types meanwhile is kept in the moved draft: the version is not counted up.
    """
    theirs = (Dossier.person_id == person_id, Dossier.account_id == old)
    ids = list(db.scalars(select(Dossier.id).where(*theirs)))
    db.execute(update(Dossier).where(*theirs).values(account_id=new))
    for listener in _listeners:
        listener(db, ids)
    return ids
