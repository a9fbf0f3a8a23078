"""At night nobody's phone rings, except for what its owner waits for."""

from datetime import datetime

import pytest

from tests.messages.sending.conftest import due, later
from webapp import clock

NIGHT, MORNING = datetime(2026, 11, 23, 23, 5, tzinfo=clock.VN), datetime(2026, 11, 24, 6, 30, tzinfo=clock.VN)


@pytest.mark.parametrize(
    ("moment", "leaves"),
    [
        ("2026-11-23T21:29", "2026-11-23T21:29"), ("2026-11-23T21:30", "2026-11-24T06:30"), ("2026-11-23T23:59", "2026-11-24T06:30"),
        ("2026-11-24T00:00", "2026-11-24T06:30"), ("2026-11-24T06:29", "2026-11-24T06:30"), ("2026-11-24T06:30", "2026-11-24T06:30"),
    ],
)  # fmt: skip
def test_at_night_news_wait_for_the_morning(tell, db, moment, leaves):
    clock.set_to(datetime.fromisoformat(f"{moment}+07:00"))
    tell()
    at = due(db)
    assert at
    assert f"{clock.local(at):%Y-%m-%dT%H:%M}" == leaves


def test_what_was_written_at_night_arrives_in_the_morning(tell, work, phones):
    clock.set_to(NIGHT)
    tell()
    work()
    assert phones.kinds == []
    clock.set_to(MORNING)
    work()
    assert phones.kinds == ["zns"]


def test_codes_and_what_one_waits_for_come_at_night(tell, send_code, work, phones):
    clock.set_to(NIGHT)
    send_code()
    tell(waits=True)
    work()
    assert sorted(phones.kinds) == ["sms", "zns"]


def test_a_try_again_waits_for_the_morning_too(tell, work, phones, db):
    clock.set_to(datetime(2026, 11, 23, 21, 29, 50, tzinfo=clock.VN))
    phones.trouble("zns", "temporary")
    tell()
    work()
    assert due(db) == MORNING


def test_a_worker_that_was_late_does_not_wake_anybody(tell, work, phones, db):
    clock.set_to(datetime(2026, 11, 23, 21, 0, tzinfo=clock.VN))
    tell()
    clock.set_to(NIGHT)
    work()
    assert (phones.kinds, due(db)) == ([], MORNING)
    clock.set_to(MORNING)
    work()
    assert phones.kinds == ["zns"]


def test_a_code_that_ran_out_is_not_sent(send_code, work, phones):
    send_code()
    later(301)
    work()
    assert phones.kinds == []
