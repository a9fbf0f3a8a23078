"""Is a place open at a moment, when does it open next, and its week in few lines (pure, on webapp.opening).

Hours are kept as they stand in units.yaml: {"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": […]}. They are data of
each unit, because the real hours of Quảng Ninh's centres are not known.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from webapp import clock
from webapp.i18n import weekday
from webapp.opening import Calendar, Hours, Interval, NeverOpen

Weekly = Mapping[str, Sequence[str]]
A_MONDAY = date(2024, 1, 1)
PLAIN = Calendar()


@dataclass(frozen=True)
class Opening:
    """`closes` is set while open, `opens` while closed (neither: none in sight); `days` = how many days from today."""

    closes: datetime | None = None
    opens: datetime | None = None
    days: int = 0

    @property
    def is_open(self) -> bool:
        return self.closes is not None


@dataclass(frozen=True)
class Line:
    """Weekdays with the same hours: «Thứ Hai» to «thứ Sáu», "7:30–11:30, 13:30–17:00"; `one_day`: only the first."""

    first: str
    last: str
    times: str
    one_day: bool


def opening(hours: Hours, moment: datetime, calendar: Calendar = PLAIN) -> Opening:
    """Open until when, or closed until when; Việt Nam time."""
    at = clock.local(moment)
    try:
        start = hours.next_opening(at, calendar)
    except NeverOpen:
        return Opening()
    if start > at:
        return Opening(opens=start, days=(start.date() - at.date()).days)
    end = next(end for start_time, end in hours.intervals(at.date(), calendar) if start_time <= at.time() < end)
    return Opening(closes=datetime.combine(at.date(), end, clock.VN))


def week(weekly: Weekly) -> list[Line]:
    """The week in few lines, neighbouring days with the same hours taken together."""
    hours = Hours(weekly)
    days = [hours.intervals(A_MONDAY + timedelta(days=index), PLAIN) for index in range(7)]
    runs: list[list[int]] = []
    for index, intervals in enumerate(days):
        if runs and runs[-1][-1] == index - 1 and days[index - 1] == intervals:
            runs[-1].append(index)
        elif intervals:
            runs.append([index])
    return [Line(_at_line_start(_name(run[0])), _name(run[-1]), times(days[run[0]]), len(run) == 1) for run in runs]


def _name(index: int) -> str:
    return weekday(A_MONDAY + timedelta(days=index))


def _at_line_start(name: str) -> str:
    return name[:1].upper() + name[1:]


def times(intervals: Sequence[Interval]) -> str:
    """«7:30–11:30, 13:30–17:00»; "" for a day without any."""
    return ", ".join(f"{start.hour}:{start.minute:02}–{end.hour}:{end.minute:02}" for start, end in intervals)
