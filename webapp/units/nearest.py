"""Which place to send somebody to, and in which order to show the places (pure, on units and their opening)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from webapp import clock
from webapp.opening import Calendar, Hours
from webapp.units.models import Unit
from webapp.units.open_now import Opening, opening, times

DESKS = ("province_centre", "commune_centre", "post_office")  # somebody is behind a counter; teams come to the house


@dataclass(frozen=True)
class Place:
    """A unit and whether it is open; `today`: its hours of this day, "" when it is closed all day."""

    unit: Unit
    now: Opening
    today: str
    day_off: dict[str, str] | None


def look(units: Sequence[Unit], moment: datetime, calendar: Calendar) -> list[Place]:
    """Each unit as it stands at this moment."""
    day = clock.local(moment).date()
    return [_place(unit, moment, day, calendar) for unit in units]


def in_order(places: Sequence[Place], ward: str | None = None) -> list[Place]:
    """The places of the person's ward first, then those that are open now, then the rest; else as they came."""
    return sorted(places, key=lambda one: (one.unit.gso_code != ward, not one.now.is_open))


def of(places: Sequence[Place], unit_id: str | None, ward: str | None) -> Place | None:
    """That unit, or the centre of the ward."""
    known = next((one for one in places if one.unit.id == unit_id), None)
    return known or next(
        (one for one in places if one.unit.kind == "commune_centre" and one.unit.gso_code == ward), None
    )


def soonest(places: Sequence[Place], ward: str | None = None) -> Place | None:
    """A desk that is open now, in the ward if there is one; else the one that opens first. None: none opens at all."""
    desks = [one for one in places if one.unit.kind in DESKS and (one.now.is_open or one.now.opens)]
    return min(desks, key=lambda one: (_opens(one), one.unit.gso_code != ward, one.unit.position), default=None)


def _opens(one: Place) -> datetime:
    return one.now.opens or datetime.min.replace(tzinfo=clock.VN)


def _place(unit: Unit, moment: datetime, day: date, calendar: Calendar) -> Place:
    hours = Hours(unit.hours)
    today = times(hours.intervals(day, calendar))
    return Place(unit, opening(hours, moment, calendar), today, None if today else calendar.why_off(day))
