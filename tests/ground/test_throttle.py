"""How often something may be tried."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from webapp import clock, throttle
from webapp.throttle import Throttle, TooMany


def tries(db, times, who="0912345678", name="code", limit=5, seconds=600):
    for _ in range(times):
        throttle.hit(db, name, who, limit, seconds)


def test_as_many_as_allowed_pass_and_one_more_is_told_to_wait(db):
    tries(db, 5)
    with pytest.raises(TooMany) as refusal:
        tries(db, 1)
    assert 0 < refusal.value.retry_after <= 600


def test_another_person_and_another_thing_count_apart(db):
    tries(db, 5)
    tries(db, 5, who="0987654321")
    tries(db, 5, name="look-up")


def test_the_addresses_of_one_ipv6_line_count_together(db):
    tries(db, 5, who="2001:db8:1:2::1")
    with pytest.raises(TooMany):
        tries(db, 1, who="2001:db8:1:2:aaaa:bbbb:cccc:dddd")
    tries(db, 1, who="2001:db8:1:3::1")


def test_an_address_written_as_ipv6_counts_as_the_one_it_is(db):
    tries(db, 5, who="::ffff:203.0.113.7")
    with pytest.raises(TooMany):
        tries(db, 1, who="203.0.113.7")
    tries(db, 5, who="::ffff:203.0.113.8")


def test_the_next_window_begins_anew(db):
    tries(db, 5)
    clock.advance(timedelta(seconds=600))
    tries(db, 5)


def test_no_phone_number_stands_in_the_table(db):
    tries(db, 1)
    assert "0912345678" not in db.scalars(select(Throttle.key)).one()


def test_windows_that_are_over_are_forgotten(db):
    tries(db, 1)
    assert throttle.forget_old(db) == 0
    clock.advance(timedelta(seconds=1201))
    assert throttle.forget_old(db) == 1


def test_the_page_says_when_to_come_back(probing):
    for _ in range(3):
        probing.post("/probe/count/return")
    answer = probing.post("/probe/count/return")
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 600


def test_an_amount_counts_as_many_times(db):
    throttle.hit(db, "bytes", "203.0.113.7", 1000, 600, 999)
    with pytest.raises(TooMany):
        throttle.hit(db, "bytes", "203.0.113.7", 1000, 600, 2)


def test_a_thing_is_brought_once(db):
    until = int(clock.now().timestamp()) + 300
    assert [throttle.once(db, "challenge", what, until) for what in "aab"] == [True, False, True]


def test_what_was_brought_is_remembered_until_it_is_worth_nothing(db):
    throttle.once(db, "challenge", "a", int(clock.now().timestamp()) + 300)
    clock.advance(timedelta(seconds=299))
    assert throttle.forget_old(db) == 0
    clock.advance(timedelta(seconds=2))
    assert throttle.forget_old(db) == 1


def test_a_try_counted_first_stays_counted_when_the_request_fails(probing):
    assert [probing.post("/probe/count-first/raise").status_code for _ in range(4)] == [500, 500, 500, 429]


def test_it_counts_and_forgets_after_2038_too(db):
    clock.advance(timedelta(days=365 * 13))
    tries(db, 5)
    with pytest.raises(TooMany):
        tries(db, 1)
    clock.advance(timedelta(minutes=20))
    assert throttle.forget_old(db) == 1
