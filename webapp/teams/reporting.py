"""«Báo người giúp giả»: a report without an account, the list it comes to, and settling it."""

import hashlib
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.db import insert_for
from webapp.messages import service as messages
from webapp.teams.membership import MANAGER, by_code, plain
from webapp.teams.models import Report
from webapp.units import service as units
from webapp.units.service import Unit

RULE = "team_report"
MOST = 100
SHOWN = timedelta(days=30)  # how long a settled one can still be opened again


class NoSuchReport(LookupError):
    """No such report, or not on this manager's list."""


@dataclass(frozen=True)
class Said:
    """What somebody reports. `id` comes with the form; `code` as typed, `unit_id` the team that was named, both may be ""."""

    id: UUID
    code: str
    unit_id: str
    about: str
    phone: str
    words: str
    lang: str


def report(db: Session, said: Said) -> Report:
    """Put it on a list and tell its managers; sent again it is the same one."""
    found = by_code(db, said.code)
    unit = addressee(db, found[0].unit_id if found else said.unit_id)
    row = {
        "id": said.id, "unit_id": unit.id, "member_id": found[0].id if found else None, "about": said.about,
        "code": plain(said.code) or said.code[:12], "phone": said.phone, "lang": said.lang, "sent_at": clock.now(),
        "words_hash": hashlib.sha256(said.words.encode()).hexdigest(),
    }  # fmt: skip
    new = insert_for(db, Report).values(row).on_conflict_do_nothing(index_elements=[Report.id]).returning(Report.id)
    if db.scalar(new) is not None:
        for one in accounts.holders(db, MANAGER, unit.id):
            messages.send(db, "team_report", accounts.reach(db, one.id), link="/to-cua-toi", unit=unit.name)
    return db.get_one(Report, said.id)


def known(db: Session, report_id: UUID) -> bool:
    """Whether it was kept already: then it is no new try."""
    return db.get(Report, report_id) is not None


def addressee(db: Session, unit_id: str) -> Unit:
    """Whose list it comes to: the team with a manager, else its centre, else the province's, else any that has a manager.

    Where nobody manages anything it waits at the province's centre for whoever will.
    """
    managed = accounts.staffed(db, MANAGER)
    everywhere = {unit.id: unit for unit in units.all_units(db)}
    unit = everywhere.get(unit_id)
    centre = units.parent_centre(db, unit) if unit else None
    top = units.all_units(db, "province_centre")
    near = [one for one in (unit, centre, *top) if one]
    return next((one for one in [*near, *everywhere.values()] if one.id in managed), top[0])


def waiting(who: Actor) -> Select[Report]:
    """Reports of my units that nobody settled, the oldest first, then those settled of late; at most MOST."""
    mine = select(Report).where(Report.unit_id.in_(who.units(MANAGER)))
    lately = Report.settled_at.is_(None) | (Report.settled_at > clock.now() - SHOWN)
    return mine.where(lately).order_by(Report.settled_at.is_not(None), Report.sent_at, Report.id).limit(MOST)


def settle(db: Session, who: Actor, report_id: UUID, done: bool) -> None:
    """Looked into, or not after all. Harmless when repeated: the first time stays. Raises NoSuchReport."""
    found = db.get(Report, report_id, with_for_update=True)
    if found is None or found.unit_id not in who.units(MANAGER):
        raise NoSuchReport(report_id)
    if done and found.settled_at is None:
        found.settled_at, found.settled_by = clock.now(), who.account_id
    elif not done:
        found.settled_at = found.settled_by = None


def forget_old(db: Session, most: int) -> int:
    """Reports whose term is over; at most `most`, returns how many."""
    old = select(Report.id).where(Report.sent_at < clock.now() - retention.term(RULE))
    ids = db.scalars(old.limit(most)).all()
    db.execute(delete(Report).where(Report.id.in_(ids)))
    return len(ids)
