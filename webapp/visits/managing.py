"""What a team's manager does: who goes, another time, no with a reason, how many the team takes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.db import insert_for
from webapp.teams import service as teams
from webapp.visits import telling
from webapp.visits.happening import By, happen
from webapp.visits.lifecycle import Event, State
from webapp.visits.models import Visit, VisitLimit
from webapp.visits.slots import Slot

BACK = timedelta(days=14)  # how long ago a visit still stands in the list
SHOWN = 200
MOST = 20  # visits in one part of a day


class NotAHelper(Exception):
    """Nobody of this team who may help today."""


@dataclass(frozen=True)
class Row:
    """A visit in the manager's list; `helper`: who goes, "" where nobody does; `fit`: their badge holds today."""

    visit: Visit
    helper: str
    fit: bool


def listed(db: Session, who: Actor) -> list[Row]:
    """My teams' visits from two weeks ago on, by day; not those whose number is not confirmed."""
    since = clock.today() - BACK
    ours = select(Visit).where(Visit.unit_id.in_(who.units(teams.MANAGER)), Visit.day >= since)
    found = list(db.scalars(ours.where(Visit.state != State.UNCONFIRMED).order_by(Visit.day, Visit.id).limit(SHOWN)))
    names = teams.badges(db, {one.helper_id for one in found if one.helper_id})
    fit = {one.account_id for one in teams.helpers_of(db, {one.unit_id for one in found})}
    found.sort(key=lambda one: one.slot.place)
    return [_row(one, names, fit) for one in found]


def waiting(db: Session, unit_ids: Collection[str]) -> int:
    """How many visits of these teams nobody goes to yet, from today on; one statement."""
    ours = Visit.unit_id.in_(unit_ids), Visit.state == State.ASKED, Visit.day >= clock.today()
    return int(db.scalar(select(func.count()).select_from(Visit).where(*ours)) or 0)


def _row(visit: Visit, names: Mapping[UUID, teams.Badge], fit: set[UUID | None]) -> Row:
    badge = names.get(visit.helper_id) if visit.helper_id else None
    return Row(visit, badge.name if badge else "", visit.helper_id in fit)


def assign(db: Session, who: Actor, visit: Visit, helper_id: UUID) -> None:
    """This helper goes; another than before is told, the one before too. The same again is harmless.

    Raises NotAHelper, NotNow.
    """
    stands = teams.standing(db, helper_id)
    if stands is None or not stands.valid or stands.unit_id != visit.unit_id:
        raise NotAHelper(helper_id)
    if visit.helper_id == helper_id and visit.state == State.ASSIGNED:
        return
    before, visit.helper_id = visit.helper_id, helper_id
    line = happen(db, visit, Event.ASSIGNED, By("manager", who.account_id))
    assert line is not None
    telling.assigned(db, visit, stands, before, line)


def move(db: Session, who: Actor, visit: Visit, slot: Slot) -> None:
    """Another time; a manager may go beyond what the team takes. The same again is harmless. Raises NotNow."""
    if visit.slot == slot:
        return
    visit.day, visit.part = slot.day, slot.part
    line = happen(db, visit, Event.MOVED, By("manager", who.account_id))
    assert line is not None
    telling.moved(db, visit, line)


def decline(db: Session, who: Actor, visit: Visit, reason: str) -> None:
    """The team does not come; who asked reads why. Harmless when repeated. Raises NotNow."""
    if happen(db, visit, Event.DECLINED, By("manager", who.account_id), reason):
        telling.declined(db, visit)


def limit(db: Session, who: Actor, unit_id: str, most: Mapping[str, int]) -> None:
    """How many visits the team takes in each part of a day; what is asked for already stays."""
    said = {"most": dict(most), "changed_at": clock.now(), "changed_by": who.account_id}
    row = insert_for(db, VisitLimit).values(unit_id=unit_id, **said)
    db.execute(row.on_conflict_do_update(index_elements=[VisitLimit.unit_id], set_=said))
