"""The one clock of the app: UTC inside, Việt Nam time for people; tests and CLOCK= may set it, and it goes on from there."""

import os
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

VN = ZoneInfo("Asia/Ho_Chi_Minh")
_shift = timedelta(0)


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC) + _shift


def today() -> date:
    """The date in Việt Nam."""
    return local(now()).date()


def local(moment: datetime) -> datetime:
    """An aware moment in Việt Nam time."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(VN)


def set_to(moment: datetime) -> None:
    """From here on the clock shows `moment` (a naive one is meant in Việt Nam time) and runs on."""
    global _shift
    aware = moment if moment.tzinfo else moment.replace(tzinfo=VN)
    _shift = aware - datetime.now(UTC)


def start_at(moment: datetime) -> None:
    """As `set_to`, for a demonstration's processes: those that one launcher started agree, because it names CLOCK_SINCE."""
    set_to(moment)
    if since := os.environ.get("CLOCK_SINCE"):
        advance(datetime.now(UTC) - datetime.fromtimestamp(float(since), UTC))


def advance(by: timedelta) -> None:
    global _shift
    _shift += by


def reset() -> None:
    global _shift
    _shift = timedelta(0)
