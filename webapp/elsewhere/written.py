"""What the room has in writing: the ways to an account, step by step, and what holds people up. Dated data (data/*.yaml)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock

DATA = Path(__file__).with_name("data")
PHONES = ("android", "iphone", "phim-bam")
HAVE = ("chua-co", "muc-1", "muc-2")
Words = Mapping[str, str]  # {vi, en}


class NoSuchWay(LookupError):
    """Nothing is written for this phone and this account."""


@dataclass(frozen=True)
class Said:
    """One thing that is said, and on what ground: a row of `sources` as {text, text_en, mark, seen}."""

    says: Words
    source: Mapping[str, Any]


@dataclass(frozen=True)
class Bring:
    """What to take along; `procedure`: the code of the one that gives it to whoever has none."""

    icon: str
    name: Words
    says: Words
    procedure: str | None


@dataclass(frozen=True)
class Step:
    """`skip`: who need not do it, None where everybody does."""

    id: str
    title: Words
    says: tuple[Words, ...]
    skip: Words | None


@dataclass(frozen=True)
class Way:
    """From what somebody has to what they want. `police`: they have to go there; `other`: another way to begin; `after`: the
    way that goes on from here; `sources`: of everything said, each once."""

    phone: str
    have: str
    title: Words
    gist: Words
    bring: tuple[Bring, ...]
    police: bool
    steps: tuple[Step, ...]
    other: str | None
    after: str | None
    mind: tuple[Words, ...]
    unknown: tuple[Words, ...]
    sources: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True)
class Reason:
    id: str
    name: Words
    until: date | None


def way(phone: str, have: str) -> Way:
    """The one that holds today. Raises NoSuchWay."""
    edition = now()
    found = next((one for one in edition["ways"] if phone in one["for"] and one["have"] == have), None)
    if found is None:
        raise NoSuchWay(phone, have)
    steps = [name for name in found["steps"] if _holds(edition["steps"][name])]
    bring, mind = ([one for name in found[kind] if _holds(one := edition[kind][name])] for kind in ("bring", "mind"))
    cited = [
        found["source"],
        *(one["source"] for one in bring),
        *_cited(edition, steps),
        *(one["source"] for one in mind),
    ]
    return Way(
        phone, have, found["title"], found["gist"],
        tuple(Bring(one["icon"], one["name"], one["says"], one.get("procedure")) for one in bring),
        found.get("police", False),
        tuple(_step(edition["steps"][name], name, phone, found.get("skip", {}).get(name)) for name in steps),
        found.get("other"), found.get("after"), tuple(one["says"] for one in mind),
        tuple(edition["unknown"][name] for name in found["unknown"]),
        tuple(edition["sources"][name] for name in dict.fromkeys(cited)),
    )  # fmt: skip


def warning() -> Said:
    """What swindlers do with just these accounts."""
    edition = now()
    said = edition["mind"]["fraud"]
    return Said(said["says"], edition["sources"][said["source"]])


def reasons() -> dict[str, Reason]:
    """All that ever could be chosen, in the order of the file; `offered` are those of today."""
    return {one.id: one for one in _reasons()}


def offered() -> list[Reason]:
    return [one for one in _reasons() if one.until is None or clock.today() <= one.until]


def now() -> Mapping[str, Any]:
    """The edition that holds today; before the first one begins, the first."""
    begun = [one for one in _editions() if one["from"] <= clock.today()]
    return begun[-1] if begun else _editions()[0]


def _step(said: Mapping[str, Any], name: str, phone: str, skip: Words | None) -> Step:
    first = [said["says_on"][phone]] if phone in said.get("says_on", {}) else []
    return Step(name, said["title"], (*first, *(line for line in said["says"] if _holds(line))), skip)


def _holds(said: Mapping[str, Any]) -> bool:
    """Some of it is so for a time only."""
    return bool(said.get("from", date.min) <= clock.today() <= said.get("until", date.max))


def _cited(edition: Mapping[str, Any], steps: list[str]) -> list[str]:
    return [source for name in steps for source in edition["steps"][name]["source"]]


@cache
def _editions() -> list[dict[str, Any]]:
    rows = yaml.safe_load((DATA / "ways.yaml").read_text(encoding="utf-8"))
    return sorted(rows, key=lambda one: one["from"])


@cache
def _reasons() -> tuple[Reason, ...]:
    rows = yaml.safe_load((DATA / "reasons.yaml").read_text(encoding="utf-8"))
    return tuple(Reason(one["id"], one["name"], one.get("until")) for one in rows)
