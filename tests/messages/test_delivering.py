"""A message on its way: the channel a person chose, the next one when it fails, at night not at all, and never twice."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from tests.people import AN, account_of
from tests.phones import Phones
from webapp import clock, outbox
from webapp.accounts.models import Account
from webapp.jobs import handlers
from webapp.messages import choices, delivering
from webapp.messages import service as messages
from webapp.messages.models import Delivery, Message
from webapp.outbox import Job

NIGHT, MORNING = datetime(2026, 11, 23, 23, 5, tzinfo=clock.VN), datetime(2026, 11, 24, 6, 30, tzinfo=clock.VN)


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    made = Phones(tmp_path / "phones")
    yield made
    made.stop()


@pytest.fixture
def app(app_with: Callable[..., Flask], phones: Phones) -> Flask:
    return app_with(**phones.settings)


@pytest.fixture
def an(app: Flask, db: Session) -> Account:
    return account_of(db, *AN)


@pytest.fixture
def tell(db: Session, an: Account) -> Callable[..., Message]:
    """News of a dossier to An, written and saved."""

    def told(news: str = "resolved", **more: Any) -> Message:
        to = messages.To(an.id, an.phone)
        made = messages.send(db, "dossier_changed", to, news=news, reference="H49ABCDE", due=None, **more)
        db.commit()
        return made

    return told


@pytest.fixture
def send_code(db: Session) -> Callable[[], Message]:
    def sent() -> Message:
        to, keep = messages.To(None, AN[0]), timedelta(minutes=5)
        made = messages.send(db, "one_time_code", to, in_app=False, keep=keep, code="123456", minutes=5)
        db.commit()
        return made

    return sent


def tries(db: Session) -> list[tuple[str, str]]:
    """(channel, outcome), oldest first."""
    db.rollback()
    found = [(one.channel, one.outcome) for one in db.scalars(select(Delivery).order_by(Delivery.at))]
    db.rollback()
    return found


def later(seconds: int) -> None:
    clock.advance(timedelta(seconds=seconds))


def due(db: Session) -> datetime | None:
    """When the next job is due."""
    db.rollback()
    found = db.scalars(select(Job.due_at).where(Job.kind == delivering.JOB, Job.done_at.is_(None))).all()
    db.rollback()
    assert len(found) <= 1
    return found[0] if found else None


def test_news_come_by_zalo(tell, work, phones, db):
    message = tell()
    work()
    assert [(one["kind"], one["title"]) for one in phones.arrived()] == [("zns", "Hồ sơ H49A-BCDE có tin mới")]
    assert tries(db) == [("zns", "delivered")]
    assert db.get_one(Message, message.id, populate_existing=True).delivered_at


def test_a_code_comes_by_sms_whatever_was_chosen(send_code, an, work, phones, db):
    choices.choose(db, an.id, "app_only")
    send_code()
    work()
    assert phones.kinds == ["sms"]
    assert "Ma Mot Cham: 123456" in phones.arrived()[0]["text"]


@pytest.mark.parametrize(("order", "kinds"), [("zalo_first", ["zns"]), ("sms_only", ["sms"]), ("app_only", [])])
def test_it_goes_the_way_the_person_chose(tell, an, work, phones, db, order, kinds):
    choices.choose(db, an.id, order)
    tell()
    work()
    assert phones.kinds == kinds


def test_what_was_chosen_later_holds_for_what_still_waits(tell, an, work, phones, db):
    tell()
    choices.choose(db, an.id, "sms_only")
    db.commit()
    work()
    assert phones.kinds == ["sms"]


def test_a_final_refusal_gives_way_to_the_next_channel_at_once(tell, work, phones, db):
    phones.trouble("zns", "permanent")
    tell()
    work()
    assert phones.kinds == ["sms"]
    assert tries(db) == [("zns", "refused"), ("sms", "delivered")]


def test_trouble_is_tried_again_by_the_same_channel(tell, work, phones, db):
    phones.trouble("zns", "temporary")
    tell()
    work()
    assert phones.kinds == []
    later(14)
    assert work() == 0
    later(2)
    work()
    assert phones.kinds == ["zns"]
    assert tries(db) == [("zns", "later"), ("zns", "delivered")]


def test_trouble_that_lasts_gives_way_to_the_next_channel(tell, work, phones, db):
    tell()
    for wait in (16, 61, 301, 1):
        phones.trouble("zns", "temporary")
        work()
        later(wait)
    assert phones.kinds == ["sms"]
    assert tries(db) == [("zns", "later")] * 4 + [("sms", "delivered")]


def test_the_last_channel_goes_on_for_a_day_and_then_gives_up(send_code, tell, an, work, phones, db):
    choices.choose(db, an.id, "sms_only")
    tell(waits=True)
    for wait in [16, 61, 301] + [1801] * 60:
        phones.trouble("sms", "temporary")
        if not work():
            break
        later(wait)
    assert phones.kinds == []
    assert due(db) is None
    assert 45 < len(tries(db)) < 55


def test_a_text_that_zalo_does_not_know_goes_by_sms_without_asking(db, an, work, phones):
    messages.send(db, "account_closing", messages.To(an.id, an.phone), at=clock.now())
    messages.send(
        db, "dossier_changed", messages.To(an.id, an.phone, "fr"), news="paid", reference="H49ABCDE", due=None
    )
    db.commit()
    work()
    assert phones.kinds == ["sms", "sms"]
    assert ("zns", "unfit") in tries(db)


def test_it_is_never_delivered_twice(tell, work, phones, db):
    message = tell()
    work()
    outbox.enqueue(db, delivering.JOB, {"message": str(message.id)})
    db.commit()
    work()
    assert len(phones.arrived()) == len(tries(db)) == 1


def test_a_worker_that_died_after_sending_sends_nothing_twice(app, tell, work, phones, db):
    """The provider took it, and the worker ended before it could write that down."""
    tell()
    with app.app_context():
        way = handlers(app.config["CONFIG"])[delivering.JOB]
        assert isinstance(way, outbox.Outside)
        with app.extensions["sessions"].read() as other:
            job = other.scalars(select(Job).where(Job.kind == delivering.JOB)).one()
            found = way.look(other, job.payload)
        way.work(found)
    work()
    assert len(phones.arrived()) == 1


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


def test_one_fact_is_told_once(tell, work, phones, db, an):
    first, again, other = (tell(fact=fact) for fact in ("dossier/1/3", "dossier/1/3", "dossier/1/4"))
    work()
    assert first.id == again.id != other.id
    assert len(phones.arrived()) == len(messages.inbox(db, an.id)) == 2


def test_the_text_for_channels_is_forgotten_once_it_was_delivered(tell, work, db):
    message = tell()
    assert message.out
    work()
    db.expire_all()
    assert db.get_one(Message, message.id).out is None


def test_a_try_is_kept_with_price_and_parts_and_without_text_or_number(tell, work, phones, db):
    phones.trouble("zns", "permanent")
    tell()
    work()
    zalo, sms = db.scalars(select(Delivery).order_by(Delivery.at)).all()
    assert (zalo.cost, zalo.parts, zalo.reason) == (None, 0, "-118")
    assert (sms.cost, sms.parts, sms.provider_id, sms.template) == (500, 1, "sms-1", "dossier_changed")
    words = " ".join(str(getattr(sms, name)) for name in inspect(Delivery).columns.keys())  # noqa: SIM118
    assert not [word for word in (AN[0], AN[0][1:], "H49A", "Hồ sơ") if word in words]


def test_a_demonstration_still_prints_what_leaves(tell, work, capsys):
    tell()
    work()
    assert capsys.readouterr().out.count(f"[message] {AN[0]}: Hồ sơ H49A-BCDE đã có kết quả") == 1


def test_without_any_channel_only_the_console_hears_of_it(app_with, tell, work, phones, db, capsys):
    tell()
    work(app_with())
    assert (phones.kinds, tries(db)) == ([], [("console", "delivered")])
    assert "[message]" in capsys.readouterr().out


def test_a_slow_gateway_keeps_no_bank_notice_waiting(app):
    with app.app_context():
        assert delivering.Delivering({}, None, None).handler().lane == outbox.SENDING  # type: ignore[arg-type]


def test_night_clears_tries_whose_term_is_over(app, tell, work, db):
    tell()
    work()
    clock.advance(timedelta(days=731))
    assert messages.forget_tries(db) == 1
    assert tries(db) == [("zns", "delivered")]  # rolled back: only asked
