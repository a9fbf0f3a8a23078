"""What other rooms may ask about places: who receives, where the money goes, when it is open, what a ward is called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from sqlalchemy import select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from webapp import calendar_days, clock, editions
from webapp.opening import Calendar, Hours
from webapp.units import divisions, nearest, open_now
from webapp.units.divisions import (
    UnknownWard,
    choose_ward,
    find_ward,
    is_ward,
    place,
    province_name,
    provinces,
    ward_name,
    wards,
)
from webapp.units.models import SHARED, Unit
from webapp.units.nearest import Place
from webapp.units.open_now import PLAIN, Opening, Weekly, week
from webapp.units.seed import filled, load, written

__all__ = [
    "HOME_PROVINCE", "RECEIVING", "BankAccount", "NoBankAccount", "Opening", "Place", "Unit", "UnknownUnit", "UnknownWard",
    "all_units", "authority_name", "bank_account", "choose_ward", "find_ward", "for_ward", "get", "helpers_near",
    "hours", "is_open", "is_ward", "load", "map_link", "nearest", "next_opening", "office_hours", "parent_centre", "place",
    "places", "province_name", "province_note", "provinces", "receiving_units", "same_name", "ward_name", "wards", "week",
]  # fmt: skip
HOME_PROVINCE = "22"
RECEIVING = ("province_centre", "commune_centre")
HELPING = ("post_office", "community_team", "youth_team")
POLICE = ("commune_police", "province_police")
MAPS = "https://www.google.com/maps/search/?"


class UnknownUnit(LookupError):
    """No active unit has this id."""


class NoBankAccount(LookupError):
    """The unit collects no money itself."""


@dataclass(frozen=True)
class BankAccount:
    """Where a fee goes. `bin` has 6 digits (NAPAS), `name` as the bank writes it; `demo`: cannot receive money."""

    bin: str
    number: str
    name: str
    demo: bool


def all_units(db: Session, kind: str | Sequence[str] | None = None) -> list[Unit]:
    """The active units, of one kind, of several, or all, in the order of the file."""
    kinds = [kind] if isinstance(kind, str) else kind
    return [unit for unit in _known(db).values() if unit.active and (kinds is None or unit.kind in kinds)]


def get(db: Session, unit_id: str) -> Unit:
    """The unit with this id. Raises UnknownUnit, also for one that is no longer active."""
    unit = _known(db).get(unit_id)
    if unit is None or not unit.active:
        raise UnknownUnit(unit_id)
    return unit


@editions.kept
def _known(db: Session) -> dict[str, Unit]:
    """Every unit by id, in the order of the file, cut loose from any session: to read, not to change."""
    with Session(db.connection()) as own:
        found = {unit.id: unit for unit in own.scalars(select(Unit).order_by(Unit.position))}
        for unit in found.values():
            set_committed_value(unit, "parent", found.get(unit.parent_id or ""))
            vars(unit)[SHARED] = True
        own.expunge_all()
    return found


def receiving_units(db: Session) -> list[Unit]:
    """Where a dossier may be handed in. Any of them takes any dossier of the province (no boundaries since 2025)."""
    return all_units(db, RECEIVING)


def for_ward(db: Session, gso_code: str) -> Unit | None:
    """The centre of a commune; None where it is not among ours."""
    return next((unit for unit in all_units(db, "commune_centre") if unit.gso_code == gso_code), None)


def parent_centre(db: Session, unit: Unit) -> Unit | None:
    """The centre to turn to when a post office or team has no number of its own: its parent's, or its ward's."""
    return unit.parent if unit.parent_id else for_ward(db, unit.gso_code)


def helpers_near(db: Session, gso_code: str) -> list[Unit]:
    """Post offices and teams of a commune: who helps with filling in, but does not receive (support ≠ reception)."""
    return [unit for unit in all_units(db, HELPING) if unit.gso_code == gso_code]


def bank_account(db: Session, unit_id: str) -> BankAccount:
    """The account that fees of this unit go to. Raises UnknownUnit, NoBankAccount."""
    unit = get(db, unit_id)
    if not unit.bank_bin or not unit.bank_account:
        raise NoBankAccount(unit_id)
    return BankAccount(unit.bank_bin, unit.bank_account, unit.bank_account_name or "", unit.is_demo("bank"))


def hours(unit: Unit, authority: str | None = None) -> Weekly:
    """{"mon-fri": ["07:30-11:30", …], …} for dossiers of this authority, as `webapp.opening.Hours` takes it.

    The police also receives on Saturday mornings (records of 1.004194 and 1.014064).
    """
    return unit.police_hours if authority in POLICE and unit.police_hours else unit.hours


def office_hours(unit: Unit, authority: str | None = None) -> Hours:
    """The same, ready for `webapp.workdays.due`."""
    return Hours(hours(unit, authority))


def is_open(unit: Unit, moment: datetime, authority: str | None = None, calendar: Calendar = PLAIN) -> bool:
    """Whether somebody is there at this (aware) moment."""
    return next_opening(unit, moment, authority, calendar).is_open


def next_opening(unit: Unit, moment: datetime, authority: str | None = None, calendar: Calendar = PLAIN) -> Opening:
    """Until when it is open, or when it opens next; templates say it in words with units/_opening.html.

    `calendar` brings the public holidays; without it every Monday to Friday is an ordinary one.
    """
    return open_now.opening(office_hours(unit, authority), moment, calendar)


def places(db: Session, kind: str | Sequence[str] | None = None) -> list[Place]:
    """The active units with their opening at this moment, days off included, in the order of the file."""
    return nearest.look(all_units(db, kind), clock.now(), calendar_days.current(db))


def authority_name(unit: Unit, authority: str) -> dict[str, str]:
    """{vi: "Công an phường Hồng Gai", en: "Police of Hồng Gai Ward"}; KeyError for one the file does not name."""
    return filled(written()["authorities"][authority], place(unit.gso_code))


def map_link(unit: Unit) -> str:
    """A search on the phone's map: by the unit's own link, or by name and province (no guessed coordinates)."""
    if unit.map_url:
        return unit.map_url
    return MAPS + urlencode({"api": "1", "query": f"{unit.name_vi}, {place(HOME_PROVINCE)['vi']}"})


def same_name(one: str, other: str) -> bool:
    """Whether two names mean the same whatever their marks and capitals."""
    return divisions.folded(one) == divisions.folded(other)


def province_note(code: str) -> dict[str, str] | None:
    """What is not settled about a province's label, as {vi, en}; None for most."""
    province = divisions.table().get(code)
    return province.note if province else None
