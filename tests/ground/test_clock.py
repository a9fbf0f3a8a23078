"""One clock: UTC inside, Việt Nam time for people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from webapp import clock
from webapp.db import UTC as Moment


def test_the_day_changes_at_midnight_in_viet_nam():
    clock.set_to(datetime(2026, 11, 23, 16, 59, 50, tzinfo=UTC))
    assert clock.today() == date(2026, 11, 23)
    clock.advance(timedelta(seconds=10))
    assert clock.today() == date(2026, 11, 24)


def test_a_moment_without_zone_is_meant_in_viet_nam():
    clock.set_to(datetime(2026, 11, 23, 9))
    assert clock.now() - datetime(2026, 11, 23, 2, tzinfo=UTC) < timedelta(seconds=5)


def test_a_set_clock_goes_on():
    clock.set_to(datetime(2026, 11, 23, 9))
    first = clock.now()
    assert clock.now() >= first


def test_a_moment_without_zone_is_not_shown():
    with pytest.raises(ValueError, match="time zone"):
        clock.local(datetime(2026, 11, 23, 9))


def test_a_moment_without_zone_is_not_saved():
    with pytest.raises(ValueError, match="time zone"):
        Moment().process_bind_param(datetime(2026, 11, 23, 9), None)


def test_a_saved_moment_comes_back_in_utc():
    at = datetime(2026, 11, 23, 9, tzinfo=clock.VN)
    back = Moment().process_result_value(Moment().process_bind_param(at, None), None)
    assert (back, back.utcoffset()) == (at, timedelta(0))
