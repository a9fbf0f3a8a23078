"""Work for later: exactly with the change that wants it, again after a failure, at rest after many."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from webapp import clock, outbox
from webapp.db import Sessions
from webapp.outbox import Job


@pytest.fixture
def made(app) -> Sessions:
    return app.extensions["sessions"]


def put(made, kind="work", **more):
    with made.write.begin() as db:
        outbox.enqueue(db, kind, {"n": 1}, **more)


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
    outbox._claim(made, 20)  # and here the worker is killed
    assert outbox.run_due(made, {"work": lambda *_: None}) == 0
    clock.advance(outbox.LEASE + timedelta(seconds=1))
    assert outbox.run_due(made, {"work": lambda *_: None}) == 1


def test_a_job_that_kills_its_workers_rests_too(made):
    put(made)
    for _ in range(outbox.MOST_TRIES):
        outbox._claim(made, 20)
        clock.advance(outbox.LEASE + timedelta(seconds=1))
    assert outbox._claim(made, 20) == []
    with made.read() as db:
        assert [one.last_error for one in outbox.resting(db)] == ["WorkerLost"]


def test_a_slow_worker_does_not_repeat_what_another_did_meanwhile(made):
    put(made)
    seen = []
    table = {"work": lambda *_: seen.append(1)}
    mine = outbox._claim(made, 20)
    clock.advance(outbox.LEASE + timedelta(seconds=1))
    outbox.run_due(made, table)
    outbox._run(made, table, mine[0])
    assert seen == [1]
