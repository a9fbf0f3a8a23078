"""data/units.yaml into the table: a new unit is added, a known one brought up to date, a correction by hand stays."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy.orm import Session

from webapp.opening import Hours
from webapp.units import divisions
from webapp.units.models import Unit

FILE = Path(__file__).parent / "data/units.yaml"


@cache
def written() -> dict[str, Any]:
    """The file as it stands: kinds, authorities, units."""
    found: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return found


def filled(text: dict[str, str], place: dict[str, str]) -> dict[str, str]:
    """Put the ward's name where a {vi, en} text says {place}."""
    return {lang: words.format(place=place[lang]) for lang, words in text.items()}


def week(hours: dict[str, list[str]]) -> dict[str, list[str]]:
    """Opening hours as they will be kept. Raises BadHours when they cannot be meant."""
    if hours:
        Hours(hours)
    return hours


def row(entry: dict[str, Any], position: int) -> dict[str, Any]:
    """One entry of the file, with what its kind says, as the columns of the table."""
    whole = {**written()["kinds"][entry["kind"]], **entry}
    place = divisions.place(whole["gso"])
    name = filled(whole["name"], place)
    short = filled(whole.get("short_name", whole["name"]), place)
    address = filled(whole.get("address", {}), place)
    agency, bank = whole.get("agency_code", {}), whole.get("bank", {})
    return {
        "kind": whole["kind"], "position": position,
        "name_vi": name["vi"], "name_en": name["en"], "short_name_vi": short["vi"], "short_name_en": short["en"],
        "parent_id": whole.get("parent"), "gso_code": whole["gso"], "agency_code": agency.get("code"),
        "address_vi": address.get("vi"), "address_en": address.get("en"), "phone": whole.get("phone"),
        "hours": week(whole["hours"]), "police_hours": week(whole.get("police_hours", {})),
        "map_url": whole.get("map_url"), "lat": whole.get("lat"), "lon": whole.get("lon"),
        "bank_bin": bank.get("bin"), "bank_account": bank.get("account"), "bank_account_name": bank.get("name"),
        "demo_fields": [*whole["demo"], *(["agency_code"] if agency.get("placeholder") else [])],
    }  # fmt: skip


def load(db: Session) -> int:
    """Bring the table up to date with the file and return how many units the file has. Safe to repeat.

    A column is overwritten only where it still holds what an earlier load put there, so a phone number or account that
    an administrator corrected survives the next release.
    """
    entries = written()["units"]
    for position, entry in enumerate(entries):
        values = row(entry, position)
        unit = db.get(Unit, entry["id"])
        if unit is None:
            db.add(Unit(id=entry["id"], active=True, seeded=values, **values))
            db.flush()  # parents stand before their children in the file
            continue
        for name, value in values.items():
            if getattr(unit, name) == unit.seeded.get(name):
                setattr(unit, name, value)
        unit.seeded = values
    db.flush()
    return len(entries)
