"""When a team may come: the parts of a day, how far ahead, how many; dated data with its source (data/slots.yaml). Pure."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock
from webapp.i18n import _, say_day

FILE = Path(__file__).parent / "data" / "slots.yaml"


class NoSuchSlot(ValueError):
    """Not a day and a part of it."""


@dataclass(frozen=True)
class Part:
    """`most`: visits a team takes where its manager said nothing else; the reminder leaves `remind_days` before, at `remind_at`."""

    start: time
    end: time
    most: int
    remind_days: int
    remind_at: time


@dataclass(frozen=True)
class Rules:
    """`soonest`, `furthest`: days from today; `parts` by name, in the order of the day."""

    soonest: int
    furthest: int
    open_most: int
    parts: dict[str, Part]


@dataclass(frozen=True)
class Slot:
    """A day and a part of it; `str` of it is what forms carry."""

    day: date
    part: str

    def __str__(self) -> str:
        return f"{self.day.isoformat()}/{self.part}"

    @property
    def place(self) -> tuple[date, int]:
        """Where it stands among others."""
        return self.day, list(now().parts).index(self.part)

    @property
    def hours(self) -> str:
        """«19:00–21:00»"""
        part = now().parts[self.part]
        return f"{part.start:%H:%M}–{part.end:%H:%M}"

    @property
    def ends(self) -> datetime:
        return datetime.combine(self.day, now().parts[self.part].end, clock.VN)

    @property
    def reminded(self) -> datetime:
        """When the reminder leaves."""
        part = now().parts[self.part]
        return datetime.combine(self.day - timedelta(days=part.remind_days), part.remind_at, clock.VN)


@cache
def _dated() -> list[tuple[date, Rules]]:
    rows = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return sorted(((row["from"], _rules(row)) for row in rows), key=lambda one: one[0])


def _rules(row: dict[str, Any]) -> Rules:
    parts = {name: _part(said) for name, said in row["parts"].items()}
    return Rules(row["soonest_days"], row["furthest_days"], row["open_most"], parts)


def _part(said: dict[str, Any]) -> Part:
    start, end, at = (time.fromisoformat(text) for text in (said["from"], said["to"], said["remind"]["at"]))
    return Part(start, end, said["most"], said["remind"]["days"], at)


def now() -> Rules:
    """Those that hold today; before the first date, the first."""
    held = [rules for since, rules in _dated() if since <= clock.today()]
    return held[-1] if held else _dated()[0][1]


def ahead(soonest: int) -> list[Slot]:
    """Every slot from `soonest` days on, as far as one may ask, that is not over yet; the first first."""
    rules, today = now(), clock.today()
    days = (today + timedelta(days=n) for n in range(soonest, rules.furthest + 1))
    every = (Slot(day, part) for day in days for part in rules.parts)
    return [slot for slot in every if slot.ends > clock.now()]


def read(text: str) -> Slot:
    """What a form carried. Raises NoSuchSlot."""
    day, _cut, part = text.partition("/")
    try:
        slot = Slot(date.fromisoformat(day), part)
    except ValueError:
        raise NoSuchSlot(text) from None
    if part not in now().parts:
        raise NoSuchSlot(text)
    return slot


def part_words(part: str) -> str:
    return str({"morning": _("buổi sáng"), "afternoon": _("buổi chiều"), "evening": _("buổi tối")}[part])


def words(slot: Slot) -> str:
    """«buổi tối thứ Hai 30/11 (19:00–21:00)», in the current language."""
    return str(_("%(part)s %(day)s (%(hours)s)", part=part_words(slot.part), day=say_day(slot.day), hours=slot.hours))
