"""Symbols of receipts, tax codes and agreements with delegates, as dated data (data/series.yaml, data/delegations.yaml)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

DATA = Path(__file__).parent / "data"
KINDS = ("phi", "le_phi", "thue", "khac")
TOLD_BEFORE = timedelta(days=3)  # NĐ 254/2026/NĐ-CP art. 25: the tax office is told at least 3 days before
Entry = Mapping[str, Any]


class BadSeries(ValueError):
    """The file cannot be meant like this; the text says what is wrong."""


class NoDelegation(LookupError):
    """No agreement in force lets this unit write receipts for that one."""


@dataclass(frozen=True)
class Symbols:
    """`demo`: nobody confirmed pattern and tax code. `tax_code` is None where it is not known."""

    form: str
    series: str
    tax_code: str | None
    demo: bool


def symbols(unit_id: str, kind: str, day: date) -> Symbols:
    """Under which symbols the unit collects money of this kind (one of KINDS) on that day."""
    edition = next((one for one in _editions() if _in_force(one, day)), _editions()[-1])
    unit, of_kind = edition["units"].get(unit_id), edition["kinds"][kind]
    code = unit["code"] if unit else unit_id
    made = edition["series"].format(unit=code, kind=of_kind["letter"], yy=f"{day.year % 100:02}")
    return Symbols(of_kind["form"], made, unit["tax_code"] if unit else None, bool(edition.get("demo")) or not unit)


def delegation(delegate: str, principal: str, day: date) -> Entry:
    """The agreement: `{address: {vi, en}, agreement: {number, date}, told, from, to, demo}`. Raises NoDelegation."""
    for one in _delegations():
        if (one["delegate"], one["principal"]) == (delegate, principal) and _in_force(one, day):
            return one
    raise NoDelegation(delegate, principal)


@cache
def _editions() -> list[Entry]:
    """The newest first."""
    found = yaml.safe_load((DATA / "series.yaml").read_text(encoding="utf-8"))["editions"]
    return read_editions(found)


@cache
def _delegations() -> list[Entry]:
    return read_delegations(yaml.safe_load((DATA / "delegations.yaml").read_text(encoding="utf-8"))["delegations"])


def read_editions(found: Iterable[Entry]) -> list[Entry]:
    """The editions, newest first. Raises BadSeries where two receipts could come to the same symbols and number."""
    made = sorted(found, key=lambda one: str(one["from"]), reverse=True)
    for one in made:
        codes, letters = [u["code"] for u in one["units"].values()], [k["letter"] for k in one["kinds"].values()]
        if len(set(codes)) < len(codes) or len(set(letters)) < len(letters) or set(one["kinds"]) != set(KINDS):
            raise BadSeries(f"{one['from']}: every unit has a code, and every kind of {KINDS} a letter of its own")
        if len({len(letter) for letter in letters}) > 1 or not {"{unit}", "{kind}"} <= set(_parts(one["series"])):
            raise BadSeries(f"{one['from']}: a series names the unit and the kind, by letters of one length")
    return made


def _parts(pattern: str) -> list[str]:
    return [name for name in ("{unit}", "{kind}", "{yy}") if name in pattern]


def read_delegations(found: Iterable[Entry]) -> list[Entry]:
    """The agreements. Raises BadSeries where the tax office was told too late, or the delegate's address is missing."""
    made = list(found)
    for one in made:
        if date.fromisoformat(one["from"]) - date.fromisoformat(one["told"]) < TOLD_BEFORE:
            raise BadSeries(f"{one['delegate']}: the tax office has to be told 3 days before {one['from']}")
        if not (one["agreement"]["number"] and one["agreement"]["date"] and one["address"]["vi"]):
            raise BadSeries(f"{one['delegate']}: agreement with number and date, and the address, stand on the receipt")
    return made


def _in_force(one: Entry, day: date) -> bool:
    return str(one["from"]) <= day.isoformat() <= str(one.get("to") or "9999-12-31")
