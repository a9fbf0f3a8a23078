"""Dossiers that this browser opened by their paper slip; the room of slips says which slips still hold, `dossiers` knows none."""

from collections.abc import Callable, Mapping, Sequence
from uuid import UUID

from sqlalchemy.orm import Session
from sqlalchemy.orm.interfaces import ORMOption

from webapp.dossiers.models import Dossier

Said = Mapping[str, int]
"""What the browser's cookie says (access.SLIPS)."""
Fetch = Callable[[Session, Said, UUID, Sequence[ORMOption]], tuple[Dossier | None, bool]]
_fetch: list[Fetch] = []


def register_slips(fetch: Fetch) -> None:
    """The room of slips gives, in one statement, the dossier and whether one of these slips, opened then, still opens it."""
    _fetch[:] = [fetch]


def fetch(
    db: Session, said: Said, dossier_id: UUID, options: Sequence[ORMOption] = ()
) -> tuple[Dossier | None, bool]:  # fmt: skip
    for one in _fetch if said else []:
        return one(db, said, dossier_id, options)
    return db.get(Dossier, dossier_id, options=options), False
