"""Papers given before, offered again for a paper asked for now: a later room knows them, this one only shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from webapp.documents.slots import Slot
from webapp.dossiers.service import Dossier


@dataclass(frozen=True)
class Offer:
    """One paper. `name` its kind, `of` the procedure it was given for or came from, `given` when.

    `until`: the last day it is taken by a known rule, else None and `look` says where it stands. `latest`: counted from
    the day it was sent, so that the day on the paper itself may come earlier. `expired` ones are told of, not offered.
    `whose` the person's name. `see`, `use` and `refuse` are addresses; the last two take a POST.
    """

    name: str
    of: str
    given: datetime
    until: date | None
    latest: bool
    look: str
    about: str
    expired: bool
    see: str
    use: str
    refuse: str
    whose: str = ""


Find = Callable[[Session, Dossier, list[Slot]], dict[str, list[Offer]]]
_finders: list[Find] = []


def register(find: Find) -> None:
    """A room that knows papers to offer, by slot; asked once whenever the page of papers is shown."""
    if find not in _finders:
        _finders.append(find)


def by_slot(db: Session, dossier: Dossier, slots: list[Slot]) -> dict[str, list[Offer]]:
    """What may be used for each paper, the newest first; nothing where no more files fit."""
    roomy = [one for one in slots if one.open and one.room]
    found = [find(db, dossier, roomy) for find in _finders] if roomy else []
    return {slot.id: [offer for known in found for offer in known.get(slot.id, [])] for slot in slots}
