"""Closing a shift: the drawer is counted before anybody is told what must lie in it; then the sheet is frozen."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.tills import sheet, shifts
from webapp.tills.models import Shift
from webapp.units import service as units


class NotCounted(Exception):
    """Nobody counted the drawer yet."""


class NoteMissing(Exception):
    """More or less lies in the drawer than must, or money was given back once it had been counted, and nobody said why."""


class Changed(Exception):
    """Something was given back since the page was shown: the difference is another one now."""


def count(db: Session, who: Actor, shift: Shift, count_id: UUID, amount: int) -> None:
    """`amount` đồng lie in the drawer. It may be counted again; every count stays on the sheet. From then on nothing is taken.

    Raises OutOfRange, NotOpen (it is closed), NoSuchShift.
    """
    shifts.check_range(amount)
    found = _to_close(db, who, shift)
    if any(one["id"] == str(count_id) for one in found.counts):
        return
    if found.state == "closed":
        raise shifts.NotOpen
    said = {"id": str(count_id), "at": sheet.said(clock.now()), "amount": amount, "by": who.name}
    said["expected"] = sheet.drawer(found)
    found.counts, found.counted = [*found.counts, said], amount


def close(db: Session, who: Actor, shift: Shift, seen: int, note: str) -> Shift:
    """Freeze the sheet. `seen`: the difference in đồng that the page showed; `note` explains it and is needed where it is not 0.

    Once closed it stays as it is. Raises NotCounted, Changed, NoteMissing, NoSuchShift.
    """
    found = _to_close(db, who, shift)
    if found.state == "closed":
        return found
    if found.counted is None:
        raise NotCounted
    if sheet.difference(found) != seen:
        raise Changed
    if (seen or sheet.shrunk(found)) and not note.strip():
        raise NoteMissing
    name = _name(db, found.unit_id)  # nothing is asked of the database from here on: it takes all of a closing at once
    found.note, found.closed_at, found.closed_by = note.strip() or None, clock.now(), who.name
    found.sheet = made = sheet.made(found, name)
    found.sheet_hash = sheet.hashed(made)
    db.flush()
    return found


def _to_close(db: Session, who: Actor, shift: Shift) -> Shift:
    if not shifts.may_close(who, shift):
        raise shifts.NoSuchShift
    return shifts.locked(db, shift.id)


def sheet_of(db: Session, shift: Shift) -> dict[str, Any]:
    """The frozen one, or how it stands now."""
    return shift.sheet or sheet.made(shift, _name(db, shift.unit_id))


def _name(db: Session, unit_id: str) -> dict[str, str]:
    try:
        return units.get(db, unit_id).name
    except units.UnknownUnit:
        return {"vi": unit_id, "en": unit_id}
