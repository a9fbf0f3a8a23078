"""The worker: its lanes run side by side, stop when told to, and a fault in one is heard of."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask

from webapp import cli, outbox
from webapp.outbox import Outside

PATIENCE = 20


@pytest.fixture
def working(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Callable[..., threading.Thread]:
    """A worker in a thread of its own, whose jobs are these."""

    def begin(stop: threading.Event, **table: outbox.Handler) -> threading.Thread:
        monkeypatch.setattr(cli, "handlers", lambda _config: table)
        monkeypatch.setattr(cli, "clean_up", lambda _app: [])
        made = threading.Thread(target=cli.work, args=(app, stop))
        made.start()
        return made

    return begin


def put(app: Flask, kind: str) -> None:
    with app.extensions["sessions"].write.begin() as db:
        outbox.enqueue(db, kind, {})


def test_a_code_goes_out_while_a_check_is_under_way(app: Flask, working) -> None:
    stop, begun, sent = threading.Event(), threading.Event(), threading.Event()

    def check(_given: object) -> None:
        begun.set()
        sent.wait(PATIENCE)

    worker = working(stop, check=Outside(lambda *_: None, check), code=lambda *_: sent.set())
    try:
        put(app, "check")
        assert begun.wait(PATIENCE)
        put(app, "code")
        assert sent.wait(PATIENCE)
    finally:
        stop.set()
        worker.join(PATIENCE)
    assert not worker.is_alive()


def test_a_lane_that_fails_ends_the_worker(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError("the database is gone")

    monkeypatch.setattr(cli, "clean_up", lambda _app: [])
    monkeypatch.setattr(outbox, "run_due", lambda made, table, lane, limit: broken() if lane == outbox.SLOW else 0)
    with pytest.raises(OSError, match="gone"):
        cli.work(app, threading.Event())


@pytest.mark.parametrize("lane", outbox.LANES)
def test_one_lane_alone_does_its_own_jobs(app: Flask, monkeypatch: pytest.MonkeyPatch, lane: str) -> None:
    seen, stop = [], threading.Event()

    def asked(_made: object, _table: object, which: str, _limit: int) -> int:
        seen.append(which)
        stop.set()
        return 0

    monkeypatch.setattr(cli, "clean_up", lambda _app: [])
    monkeypatch.setattr(outbox, "run_due", asked)
    cli.work(app, stop, [lane])
    assert seen == [lane]
