"""Which teams serve a place and which slots they still have."""

from collections import Counter

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import service as accounts
from webapp.db import insert_for
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.units.service import Unit
from webapp.visits import slots
from webapp.visits.lifecycle import OPEN, State
from webapp.visits.models import Visit, VisitLimit
from webapp.visits.slots import Slot


class Full(Exception):
    """The team takes no more visits then, or never comes at that time."""


def serving(db: Session, ward: str) -> list[Unit]:
    """The teams of a commune that somebody manages: a request to any other would be read by nobody."""
    managed = accounts.staffed(db, teams.MANAGER)
    return [unit for unit in units.all_units(db, teams.KINDS) if unit.gso_code == ward and unit.id in managed]


def most(db: Session, unit_id: str, lock: bool = False) -> dict[str, int]:
    """Part of the day → how many visits the team takes. With `lock` whoever asks next waits until the caller commits."""
    if lock:
        first = insert_for(db, VisitLimit).values(unit_id=unit_id, most={})
        db.execute(first.on_conflict_do_nothing(index_elements=[VisitLimit.unit_id]))
    own = db.get(VisitLimit, unit_id, with_for_update=lock or None)
    said = own.most if own else {}
    return {name: int(said.get(name, part.most)) for name, part in slots.now().parts.items()}


def free(db: Session, unit_id: str, besides: Visit | None = None, lock: bool = False) -> list[Slot]:
    """The slots that may be asked for, the first first; `besides`: a visit whose own slot does not count."""
    limit = most(db, unit_id, lock)
    kept = _taken(db, unit_id)
    if besides is not None and besides.unit_id == unit_id:
        kept[besides.slot] -= 1
    return [slot for slot in slots.ahead(slots.now().soonest) if kept[slot] < limit[slot.part]]


def _taken(db: Session, unit_id: str) -> Counter[Slot]:
    """Slot → visits in it. A request whose code is under way holds its slot as long as the code."""
    just_now = (Visit.state == State.UNCONFIRMED) & (Visit.asked_at > clock.now() - accounts.codes.VALID_FOR)
    held = select(Visit.day, Visit.part).where(Visit.unit_id == unit_id, Visit.day >= clock.today())
    return Counter(Slot(day, part) for day, part in db.execute(held.where(Visit.state.in_(OPEN) | just_now)))
