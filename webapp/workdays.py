"""When a dossier is due (pure): whole working days, or calendar days, plus the clock time of receipt.

Received outside opening hours counts from the next opening; an office open on Saturday morning (police) takes dossiers
in then, and the first day counted is the next working day. Hours are never added up across a lunch break.
Sources: Civil Status Law 60/2014 art. 5.3 and NĐ 23/2015 art. 7 (15:00), Labour Code art. 112 and Resolution
28/2026/QH16 (days off), the project's decision on whole days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Protocol

from webapp import clock
from webapp.opening import DAY, OFFICE_HOURS, BadCalendar, BadHours, Calendar, Hours, Name, NeverOpen

__all__ = [
    "OFFICE_HOURS", "BadCalendar", "BadHours", "Calendar", "Hours", "NeverOpen", "Pause", "Promise", "Skipped", "Term",
    "UnknownTerm", "add_working_days", "due", "explain", "extend", "lost_days", "working_days_between",
]  # fmt: skip

CUTOFF = time(15, 0)
COUNTED = ("working_days", "calendar_days")
UNITS = (*COUNTED, "same_day", "immediate", "unknown")
Span = tuple[datetime, datetime]


class UnknownTerm(ValueError):
    """The law names no term, or one this house does not know: nothing can be promised."""


class AnyTerm(Protocol):
    """What a term must tell; the procedures' own `Term` does too."""

    @property
    def count(self) -> int: ...
    @property
    def unit(self) -> str: ...
    @property
    def cutoff(self) -> time | None: ...


@dataclass(frozen=True)
class Term:
    """`count` in `unit` (working_days, calendar_days, same_day, immediate, unknown).

    `cutoff` is for same_day: received after it means the next working day; 15:00 if not said. Raises UnknownTerm.
    """

    count: int
    unit: str
    cutoff: time | None = None

    def __post_init__(self) -> None:
        if self.unit not in UNITS or (self.unit in COUNTED and self.count < 1):
            raise UnknownTerm(f"{self.count} {self.unit}")


@dataclass(frozen=True)
class Skipped:
    """A day that did not count, and why."""

    day: date
    name: Name


@dataclass(frozen=True)
class Pause:
    """A wait for the citizen, and the whole working days it adds."""

    start: datetime
    end: datetime
    days: int


@dataclass(frozen=True)
class Promise:
    """How a due moment came about, for «cách tính» on the page. All moments in Việt Nam time.

    `counted`: the days of the term itself, the last one being that of `first_due`; `skipped`: the days left out, in
    order, up to `due`.
    """

    received: datetime
    counted_from: datetime
    first_due: datetime
    due: datetime
    counted: tuple[date, ...]
    skipped: tuple[Skipped, ...]
    pauses: tuple[Pause, ...]


def due(received: datetime, term: AnyTerm, calendar: Calendar, hours: Hours) -> datetime:
    """The moment promised, aware, in Việt Nam time; raises UnknownTerm, NeverOpen, ValueError for a naive moment."""
    start = hours.next_opening(received, calendar)
    if term.unit == "immediate":
        return start
    if term.unit == "same_day":
        return hours.closing(_same_day(start, term, calendar), calendar)
    if term.unit == "working_days" and term.count > 0:
        return add_working_days(start, term.count, calendar)
    if term.unit == "calendar_days" and term.count > 0:
        last = start + term.count * DAY
        return last if calendar.is_working(last.date()) else add_working_days(last, 1, calendar)
    raise UnknownTerm(f"{term.count} {term.unit}")


def _same_day(start: datetime, term: AnyTerm, calendar: Calendar) -> date:
    late = start.time() > (term.cutoff or CUTOFF)
    return calendar.next_working(start.date()) if late or not calendar.is_working(start.date()) else start.date()


def add_working_days(moment: datetime, count: int, calendar: Calendar) -> datetime:
    """The same clock time `count` working days later."""
    local = clock.local(moment)
    day = local.date()
    for _ in range(count):
        day = calendar.next_working(day)
    return datetime.combine(day, local.timetz())


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """Working days after `start` up to and with `end`; negative when `end` is earlier."""
    if end < start:
        return -working_days_between(end, start, calendar)
    return sum(calendar.is_working(start + ahead * DAY) for ahead in range(1, (end - start).days + 1))


def lost_days(start: datetime, end: datetime, calendar: Calendar, hours: Hours) -> int:
    """Whole working days a wait takes from the office; a started one counts whole.

    Measured from clock time to clock time (Wednesday 08:00 to Friday 08:00 is two), because the promise itself is days
    plus the hour of receipt. Rounded up, because an office that gets its dossier back at four in the afternoon cannot
    use that day, and a promise moved by a whole day is easier to keep in mind than one moved by hours. Seconds do not
    count: nobody's day is lost to them. A wait that begins and ends while the office is closed takes nothing.
    """
    begin, finish = (_to_the_minute(hours.next_opening(moment, calendar)) for moment in (start, end))
    days = 0
    while begin < finish:
        begin = add_working_days(begin, 1, calendar)
        days += 1
    return days


def _to_the_minute(moment: datetime) -> datetime:
    return moment.replace(second=0, microsecond=0)


def extend(due: datetime, pauses: Sequence[Span], calendar: Calendar, hours: Hours) -> datetime:
    """`due` moved by the working days lost in `pauses` (aware starts and ends).

    Working days whatever the term's unit: it is the office's days that were lost. Overlapping pauses count once. A
    pause that begins after the promise had passed does not make the dossier punctual again. Raises ValueError for an
    end before its start.
    """
    return add_working_days(due, sum(pause.days for pause in _lost(due, pauses, calendar, hours)), calendar)


def _lost(first_due: datetime, pauses: Sequence[Span], calendar: Calendar, hours: Hours) -> tuple[Pause, ...]:
    promise, lost = first_due, []
    for start, end in _merged(pauses):
        if start <= promise:
            pause = Pause(start, end, lost_days(start, end, calendar, hours))
            promise = add_working_days(promise, pause.days, calendar)
            lost.append(pause)
    return tuple(lost)


def _merged(pauses: Sequence[Span]) -> list[Span]:
    spans: list[Span] = []
    for start, end in sorted((clock.local(start), clock.local(end)) for start, end in pauses):
        if end < start:
            raise ValueError("a pause ends before it starts")
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def explain(
    received: datetime, term: AnyTerm, calendar: Calendar, hours: Hours, pauses: Sequence[Span] = ()
) -> Promise:
    """The due moment with every day counted and skipped; raises like `due` and `extend`."""
    local, start = clock.local(received), hours.next_opening(received, calendar)
    first = due(received, term, calendar, hours)
    lost = _lost(first, pauses, calendar, hours)
    final = add_working_days(first, sum(pause.days for pause in lost), calendar)
    days = _days(start.date() + DAY, first.date())
    if term.unit == "calendar_days":
        # on the way every calendar day counts; only the last one may not be a day off
        last = start.date() + term.count * DAY
        counted, passed = tuple(day for day in days if day <= last or day == first.date()), _days(last, final.date())
    else:
        counted = tuple(day for day in days if calendar.is_working(day)) or (first.date(),)
        passed = _days(start.date() + DAY, final.date())
    waited = _days(local.date(), start.date() - DAY)
    names = ((day, calendar.why_off(day)) for day in (*waited, *passed))
    skipped = tuple(Skipped(day, name) for day, name in names if name)
    return Promise(local, start, first, final, counted, skipped, lost)


def _days(first: date, last: date) -> tuple[date, ...]:
    return tuple(first + ahead * DAY for ahead in range((last - first).days + 1))
