"""Which days offices work and at which hours one office is open (pure; the data is edited elsewhere)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from typing import Any

from webapp import clock

Name = dict[str, str]
Interval = tuple[time, time]
WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SATURDAY = {"vi": "Thứ Bảy", "en": "Saturday"}
SUNDAY = {"vi": "Chủ nhật", "en": "Sunday"}
DAY = timedelta(days=1)
LOOK_AHEAD = 400  # days; an office that does not open within a year and a bit has wrong data
_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


class BadCalendar(ValueError):
    """A row of the calendar that cannot be meant."""


class BadHours(ValueError):
    """Opening hours that cannot be meant."""


class NeverOpen(ValueError):
    """The office does not open on any day that can be foreseen."""


def name_of(text: str | Mapping[str, str]) -> Name:
    """A name in both languages; a plain string is used for both."""
    return {"vi": text, "en": text} if isinstance(text, str) else dict(text)


@dataclass(frozen=True)
class Calendar:
    """Days off and days worked that differ from the plain week (Monday to Friday), each with its name.

    The State announces substitute days and swaps year by year, so these are data (`calendar_days`), not a rule.
    """

    days_off: Mapping[date, str | Name] = field(default_factory=lambda: MappingProxyType({}))
    days_worked: Mapping[date, str | Name] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        both = set(self.days_off) & set(self.days_worked)
        if both:
            raise BadCalendar(f"both off and worked: {min(both)}")

    @classmethod
    def from_rows(cls, rows: Iterable[Mapping[str, Any]]) -> "Calendar":
        """From rows {day: date, kind: off|worked, name: {vi, en}}; raises BadCalendar."""
        kinds: dict[str, dict[date, str | Name]] = {"off": {}, "worked": {}}
        seen: set[date] = set()
        for row in rows:
            day, kind = row["day"], row["kind"]
            if kind not in kinds or not _is_plain_date(day) or day in seen:
                raise BadCalendar(f"{day}: {kind}")
            seen.add(day)
            kinds[kind][day] = name_of(row["name"])
        return cls(kinds["off"], kinds["worked"])

    def is_working(self, day: date) -> bool:
        """Whether offices work on this day of Việt Nam."""
        if not _is_plain_date(day):
            raise TypeError("a date, not a moment: the day depends on the zone")
        return day in self.days_worked or (day.weekday() < 5 and day not in self.days_off)

    def why_off(self, day: date) -> Name | None:
        """The name of the day off ("Ngày Văn hoá Việt Nam", "Thứ Bảy"), None for a working day."""
        if self.is_working(day):
            return None
        if day in self.days_off:
            return name_of(self.days_off[day])
        return dict(SATURDAY if day.weekday() == 5 else SUNDAY)

    def next_working(self, day: date) -> date:
        """The first working day after `day`."""
        for ahead in range(1, LOOK_AHEAD):
            if self.is_working(day + ahead * DAY):
                return day + ahead * DAY
        raise NeverOpen(f"no working day after {day}")


class Hours:
    """The weekly opening hours of one office, in Việt Nam time.

    `week` maps days or spans of days to intervals, as text or in pairs:
    {"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": [["07:30", "11:30"]]}.
    An interval holds its first minute and not its last. Raises BadHours.
    """

    def __init__(self, week: Mapping[str, Sequence[str | Sequence[str]]]) -> None:
        self._week: dict[int, tuple[Interval, ...]] = {}
        for key, intervals in week.items():
            parsed = _in_order(intervals)
            for number in _numbers(key):
                if number in self._week:
                    raise BadHours(f"{WEEK[number]} stands twice")
                self._week[number] = parsed
        if not any(self._week.values()):
            raise BadHours("never open")

    def intervals(self, day: date, calendar: Calendar) -> tuple[Interval, ...]:
        """The hours of one day: none on a day off; a weekend day the State made a working day is like any weekday."""
        if day in calendar.days_off:
            return ()
        if day in calendar.days_worked and day.weekday() >= 5:
            weekdays = (self._week.get(number, ()) for number in range(5))
            return next((hours for hours in weekdays if hours), self._week.get(day.weekday(), ()))
        return self._week.get(day.weekday(), ())

    def open_at(self, moment: datetime, calendar: Calendar) -> bool:
        """Whether the office is open at this aware moment."""
        return self.next_opening(moment, calendar) == moment

    def next_opening(self, moment: datetime, calendar: Calendar) -> datetime:
        """The moment itself while the office is open, otherwise the start of its next opening; raises NeverOpen."""
        local = clock.local(moment)
        for ahead in range(LOOK_AHEAD):
            day = local.date() + ahead * DAY
            for start, end in self.intervals(day, calendar):
                if ahead or local.time() < end:
                    return max(local, _at(day, start))
        raise NeverOpen(f"not open after {local.date()}")

    def closing(self, day: date, calendar: Calendar) -> datetime:
        """When the office closes on `day`, or on the next working day it opens; raises NeverOpen."""
        for ahead in range(LOOK_AHEAD):
            intervals = self.intervals(day + ahead * DAY, calendar)
            if intervals and calendar.is_working(day + ahead * DAY):
                return _at(day + ahead * DAY, intervals[-1][1])
        raise NeverOpen(f"not open after {day}")


def _is_plain_date(day: object) -> bool:
    return isinstance(day, date) and not isinstance(day, datetime)


def _at(day: date, at: time) -> datetime:
    return datetime.combine(day, at, clock.VN)


def _numbers(key: str) -> range:
    first, _, last = key.partition("-")
    if first not in WEEK or (last or first) not in WEEK:
        raise BadHours(f"not a day of the week: {key}")
    return range(WEEK.index(first), WEEK.index(last or first) + 1)


def _in_order(intervals: Sequence[str | Sequence[str]]) -> tuple[Interval, ...]:
    parsed = tuple(_interval(one) for one in intervals)
    ends = [moment for interval in parsed for moment in interval]
    if any(earlier >= later for earlier, later in zip(ends, ends[1:], strict=False)):
        raise BadHours(f"not one after the other: {intervals}")
    return parsed


def _interval(given: str | Sequence[str]) -> Interval:
    parts = given.split("-") if isinstance(given, str) else given
    right = isinstance(parts, list | tuple) and len(parts) == 2
    if not right or not all(isinstance(part, str) and _CLOCK.fullmatch(part.strip()) for part in parts):
        # YAML 1.1 reads an unquoted 13:30 as the number 810
        raise BadHours(f'write "07:30-11:30" in quotes, not {given!r}')
    return time.fromisoformat(parts[0].strip()), time.fromisoformat(parts[1].strip())


OFFICE_HOURS = Hours({"mon-fri": ["07:30-11:30", "13:30-17:00"]})
"""The usual hours [M], for a unit whose own are not known yet."""
