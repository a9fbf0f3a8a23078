"""Work for later: exactly with the change that wants it, again after a failure, at rest after many."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from webapp import clock, outbox
from webapp.db import Sessions
from webapp.outbox import QUICK, SENDING, SLOW, Job, Outside


@pytest.fixture
def made(app) -> Sessions:
    return app.extensions["sessions"]


def put(made, kind="work", **more):
    with made.write.begin() as db:
        outbox.enqueue(db, kind, {"n": 1}, **more)


def claim(made, lane=QUICK, table=None):
    """Take what is next as a worker does that is killed in this moment."""
    return outbox._claim(made, table or {}, lane, 20 if lane == QUICK else 1)


def job(made) -> Job:
    with made.read() as db:
        return db.scalars(select(Job)).one()


def broken(_db, _payload):
    raise ValueError("personal words that do not belong in a table")


def test_a_job_runs_once(made):
    seen = []
    put(made)
    table = {"work": lambda _db, payload: seen.append(payload)}
    assert (outbox.run_due(made, table), outbox.run_due(made, table)) == (1, 0)
    assert seen == [{"n": 1}]
    assert job(made).done_at is not None


def test_a_change_that_is_taken_back_leaves_no_job(made):
    with made.write() as db:
        outbox.enqueue(db, "work", {})
        db.flush()
        db.rollback()
    assert outbox.run_due(made, {}) == 0


def test_a_known_key_is_not_put_twice(made):
    put(made, key="once")
    put(made, key="once")
    assert job(made).key == "once"


def test_a_job_waits_for_its_time(made):
    put(made, at=clock.now() + timedelta(hours=1))
    assert outbox.run_due(made, {"work": lambda *_: None}) == 0
    clock.advance(timedelta(hours=1, seconds=1))
    assert outbox.run_due(made, {"work": lambda *_: None}) == 1


def test_a_failed_job_leaves_nothing_and_comes_back_later(made):
    def half(db, _payload):
        outbox.enqueue(db, "other", {})
        raise ValueError("personal words")

    put(made)
    outbox.run_due(made, {"work": half})
    failed = job(made)
    assert (failed.tries, failed.last_error, failed.done_at) == (1, "ValueError", None)
    assert clock.now() < failed.due_at < clock.now() + timedelta(seconds=4)


def test_each_failure_waits_longer(made):
    put(made)
    waits = []
    for _ in range(4):
        outbox.run_due(made, {"work": broken})
        waits.append((job(made).due_at - clock.now()).total_seconds())
        clock.advance(timedelta(seconds=waits[-1] + 1))
    assert waits[3] > waits[0] * 2


def test_a_job_that_keeps_failing_rests_where_people_see_it(made):
    put(made)
    for _ in range(outbox.MOST_TRIES):
        outbox.run_due(made, {"work": broken})
        clock.advance(timedelta(hours=2))
    assert outbox.run_due(made, {"work": broken}) == 0
    with made.read() as db:
        assert [one.last_error for one in outbox.resting(db)] == ["ValueError"]


def test_a_job_of_an_unknown_kind_fails_visibly(made):
    put(made, kind="nobody knows")
    outbox.run_due(made, {})
    assert job(made).last_error == "KeyError"


def test_a_killed_workers_job_runs_again_when_its_lease_is_over(made):
    put(made)
    claim(made)  # and here the worker is killed
    assert outbox.run_due(made, {"work": lambda *_: None}) == 0
    clock.advance(outbox.LEASE + timedelta(seconds=1))
    assert outbox.run_due(made, {"work": lambda *_: None}) == 1


def test_a_job_that_kills_its_workers_rests_too(made):
    put(made)
    for _ in range(outbox.MOST_TRIES):
        claim(made)
        clock.advance(outbox.LEASE + timedelta(seconds=1))
    assert claim(made) == []
    with made.read() as db:
        assert [one.last_error for one in outbox.resting(db)] == ["WorkerLost"]


def test_a_slow_worker_does_not_repeat_what_another_did_meanwhile(made):
    put(made)
    seen = []
    table = {"work": lambda *_: seen.append(1)}
    mine = claim(made)
    clock.advance(outbox.LEASE + timedelta(seconds=1))
    outbox.run_due(made, table)
    outbox._run(made, table, mine[0])
    assert seen == [1]


@pytest.fixture
def ran(made) -> list[str]:
    """What ran, in its order; `check` is slow work, `code` is quick."""
    return []


@pytest.fixture
def table(ran):
    def check(payload):
        ran.append(payload["of"])

    return {
        "check": Outside(look=lambda _db, payload: payload, work=check),
        "code": lambda _db, payload: ran.append(payload["of"]),
    }


def ask(made, kind, of, count=1):
    with made.write.begin() as db:
        for _ in range(count):
            outbox.enqueue(db, kind, {"of": of}, owner=of)


def test_a_quick_job_comes_before_any_pile_of_slow_ones(made, table, ran):
    ask(made, "check", "An", 30)
    clock.advance(timedelta(minutes=1))
    ask(made, "code", "Chi")
    outbox.run_due(made, table)
    assert ran[0] == "Chi"


def test_each_lane_runs_its_own_jobs_only(made, table, ran):
    ask(made, "check", "An")
    ask(made, "code", "Chi")
    assert [outbox.run_due(made, table, QUICK) for _ in range(2)] == [1, 0]
    assert ran == ["Chi"]
    assert [outbox.run_due(made, table, SLOW) for _ in range(2)] == [1, 0]
    assert ran == ["Chi", "An"]


def test_owners_of_slow_jobs_take_turns(made, table, ran):
    for of, count in (("An", 4), ("Bình", 2), ("Chi", 1)):
        clock.advance(timedelta(seconds=1))
        ask(made, "check", of, count)
    while outbox.run_due(made, table, SLOW, 1):
        clock.advance(timedelta(seconds=9))
    assert ran == ["An", "Bình", "Chi", "An", "Bình", "An", "An"]


def test_whoever_comes_new_is_next(made, table, ran):
    ask(made, "check", "An", 3)
    outbox.run_due(made, table, SLOW, 1)
    clock.advance(timedelta(seconds=9))
    ask(made, "check", "Bình")
    outbox.run_due(made, table, SLOW, 1)
    assert ran == ["An", "Bình"]


def test_an_owner_whose_jobs_fail_takes_turns_like_the_others(made, table, ran):
    def broken_at_work(payload):
        ran.append(payload["of"])
        if payload["of"] == "An":
            raise ValueError

    table["check"] = Outside(look=lambda _db, payload: payload, work=broken_at_work)
    ask(made, "check", "An", 2)
    ask(made, "check", "Bình")
    for _ in range(2):
        outbox.run_due(made, table, SLOW, 1)
        clock.advance(timedelta(milliseconds=1))
    assert ran == ["An", "Bình"]


def test_slow_jobs_are_claimed_one_at_a_time(made, table):
    ask(made, "check", "An", 3)
    assert len(claim(made, SLOW, table)) == 1


def test_two_slow_workers_do_different_jobs(made, table):
    ask(made, "check", "An", 2)
    first, second = (claim(made, SLOW, table) for _ in range(2))
    assert first != second
    assert claim(made, SLOW, table) == []


def test_a_slow_job_is_nobody_elses_while_it_may_still_be_done(made, table):
    ask(made, "check", "An")
    claim(made, SLOW, table)
    clock.advance(outbox.SLOW_LEASE - timedelta(seconds=1))
    assert claim(made, SLOW, table) == []
    clock.advance(timedelta(seconds=2))
    assert len(claim(made, SLOW, table)) == 1


def test_a_job_nobody_knows_is_seen_by_the_quick_lane(made, table):
    put(made, kind="nobody knows")
    assert (outbox.run_due(made, table, SLOW), outbox.run_due(made, table, QUICK)) == (0, 1)


def test_what_is_sent_waits_for_no_paper(made):
    seen = []
    table = {
        "paper": Outside(lambda _db, payload: payload, lambda _given: seen.append("paper")),
        "message": Outside(lambda _db, payload: payload, lambda _given: seen.append("message"), lane=SENDING),
    }
    put(made, "paper")
    put(made, "message")
    assert [outbox.run_due(made, table, lane) for lane in (QUICK, SENDING, SLOW)] == [0, 1, 1]
    assert seen == ["message", "paper"]


def test_a_code_waits_for_one_message_only(made):
    seen = []
    table = {"message": Outside(lambda _db, payload: payload["n"], seen.append, lane=SENDING)}
    with made.write.begin() as db:
        for number, owner in enumerate(("news", "news", "news", "code")):
            outbox.enqueue(db, "message", {"n": number}, owner=owner)
    for _turn in range(2):
        outbox.run_due(made, table, SENDING, 1)
        clock.advance(timedelta(seconds=1))
    assert 3 in seen
