"""The commands that look after a running app."""

from datetime import date, timedelta

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import calendar_days, clock, outbox
from webapp.messages import service as messages
from webapp.messages.models import Message
from webapp.outbox import Job


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=list(words))
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_setup_may_be_repeated(app: Flask) -> None:
    run(app, "setup")
    run(app, "setup")


def test_a_day_off_is_announced_by_a_command(app: Flask, db: Session) -> None:
    run(
        app,
        "calendar",
        "put",
        "2026-12-31",
        "off",
        "--vi",
        "Nghỉ hoán đổi",
        "--en",
        "Swapped day",
        "--source",
        "Thông báo 1",
    )
    assert not calendar_days.load(db).is_working(date(2026, 12, 31))


def test_publishing_says_what_changed(app: Flask) -> None:
    assert "changed: 0" in run(app, "catalogue", "publish")


def test_night_removes_old_codes_and_finished_jobs_only(app: Flask, db: Session) -> None:
    to = messages.To(None, "0912345678")
    messages.send(db, "one_time_code", to, in_app=False, keep=timedelta(minutes=5), code="123456", minutes=5)
    outbox.enqueue(db, "message.deliver", {"message": "00000000-0000-0000-0000-000000000000"})
    db.flush()
    jobs = db.scalar(select(func.count(Job.id)))
    db.commit()
    clock.advance(timedelta(days=2))
    run(app, "nightly")
    assert db.scalar(select(func.count(Message.id))) == 0
    assert db.scalar(select(func.count(Job.id))) == jobs
