"""From when the law counts, where that is another moment than the officer's tap: a later room that knows it registers here."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from webapp.dossiers.models import Dossier

ONLINE, POST = "online", "post"
Counting = Callable[[Session, Dossier], datetime | None]
_registered: list[Counting] = []


class PapersNotHere(Exception):
    """The dossier goes on paper, and its papers were not handed over yet: nothing is received before. `unit_id`: who holds them."""

    def __init__(self, unit_id: str) -> None:
        super().__init__(unit_id)
        self.unit_id = unit_id


def on_counting(fn: Counting) -> None:
    """One room says from which moment the law counts, None where it knows of none; it raises PapersNotHere."""
    _registered[:] = [fn]


def counts_from(db: Session, dossier: Dossier) -> datetime | None:
    """What that room says of this dossier. Raises PapersNotHere."""
    return _registered[0](db, dossier) if _registered else None


def is_by_post(dossier: Dossier) -> bool:
    """Whether a post office has, or had, anything of it."""
    return dossier.channel == POST


def by_post(dossier: Dossier, by: bool) -> None:
    """Its papers go through a post office, or do not any more."""
    dossier.channel = POST if by else ONLINE
