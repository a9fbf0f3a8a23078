"""A message on its way: the channel a person chose, the next one when it fails, at night not at all, and never twice."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select

from tests.messages.sending.conftest import due, later, tries
from tests.people import AN
from webapp import clock, outbox
from webapp.jobs import handlers
from webapp.messages import choices, delivering
from webapp.messages import service as messages
from webapp.messages.models import Delivery, Message
from webapp.outbox import Job


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
    assert due(db) == db.scalars(select(Delivery.at)).one() + timedelta(seconds=15)
    later(16)
    db.rollback()
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
