"""Bringing news to a device: what arrives at the push service, and what a lock screen may show."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.messages.conftest import CONTACT, KEY, jobs
from tests.people import AN, ANSWERS, CHI, UNIT, Browser, browser, make_dossier
from tests.push_service import Phone, PushService, claims
from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.models import Account
from webapp.dossiers import service as dossiers
from webapp.dossiers.change import TELLS, tell
from webapp.dossiers.service import Event, State
from webapp.messages import pushing
from webapp.messages import service as messages
from webapp.messages.channels.web_push import WebPush


def test_news_arrive_at_the_device(dossier, happen, work, service, phone):
    happen(dossier, Event.RECEIVED)
    work()
    assert [phone.read(one)["title"] for one in service.arrived] == ["Hồ sơ đã được tiếp nhận"]


def test_the_push_service_gets_what_the_standards_ask_for(dossier, happen, work, service):
    happen(dossier, Event.RECEIVED)
    work()
    headers = service.arrived[0].headers
    assert (headers["Content-Encoding"], headers["Urgency"]) == ("aes128gcm", "normal")
    assert int(headers["TTL"]) == 7 * 24 * 3600
    assert re.fullmatch(r"[\w-]{1,32}", headers["Topic"])
    said, key = claims(headers["Authorization"])
    assert (said["aud"], said["sub"], key) == (service.origin, CONTACT, WebPush((KEY,), "").key)
    assert 0 < said["exp"] - datetime.now(UTC).timestamp() < 24 * 3600


@pytest.mark.parametrize("lang", ["vi", "en"])
@pytest.mark.parametrize("news", sorted([*TELLS, "paper_refused"]))
def test_a_lock_screen_tells_nothing_personal(
    db: Session, an: Browser, account: Account, phone: Phone, work, service: PushService, news: str, lang: str
) -> None:
    account.lang = lang
    made = make_dossier(db, account, state=State.NEW)
    work()
    service.arrived.clear()
    if news == "paper_refused":
        tell(
            db,
            made,
            news,
            f"/ho-so/{made.id}/giay-to",
            paper={"vi": "Hợp đồng", "en": "Lease"},
            why="Mờ quá",
        )
    else:
        clock.set_to(clock.now() + timedelta(minutes=1))
        tell(db, made, "dossier_changed", f"/ho-so/{made.id}", news=news, due=None)
    db.commit()
    work()
    said = phone.read(service.arrived[-1])
    assert set(said) == {"title", "body", "lang", "tag"}
    assert said["title"]
    assert said["lang"] == lang
    reference = dossiers.shown(made.reference or "")
    for secret in (
        *(str(value) for value in ANSWERS.values() if len(str(value)) > 2), *AN[1].split(), AN[0], AN[0][-4:], reference,
        reference[:4], made.reference, str(made.id), made.code, "tạm trú", "residence", "Hợp đồng", "Lease", "Mờ quá", UNIT,
        "/ho-so",
    ):  # fmt: skip
        assert str(secret) not in f"{said['title']} {said['body']}", secret
        by_chance = re.fullmatch("[0-9a-f]{1,7}", str(secret))  # the tag is hexadecimal: «06685» may stand in it
        assert by_chance or str(secret) not in said["tag"]


def test_each_kind_of_news_has_words_of_its_own(app: Flask):
    with app.app_context():
        said = {news: pushing._said("dossier_changed", news, "vi", "t") for news in TELLS}
    same = {Event.WITHDRAWN, Event.WITHDRAWAL_GRANTED}
    assert len(set(said.values())) == len(TELLS - same) + 1


def test_all_texts_are_of_one_length(dossier, happen, work, service):
    for event in (Event.RECEIVED, Event.STARTED, Event.RESOLVED):
        happen(dossier, event)
        work()
    assert len(service.arrived) == 2
    assert len({len(one.body) for one in service.arrived}) == 1


def test_the_address_tells_neither_the_dossier_nor_the_account(dossier, happen, work, service, account):
    happen(dossier, Event.RECEIVED)
    work()
    said = str(service.arrived[0].headers)
    assert not [one for one in (str(dossier.id), dossier.id.hex, str(account.id), dossier.reference) if one in said]


def test_later_news_of_a_dossier_replace_the_earlier(dossier, happen, work, service, phone):
    happen(dossier, Event.RECEIVED)
    work()
    happen(dossier, Event.STARTED)
    happen(dossier, Event.RESOLVED)
    work()
    assert len({one.headers["Topic"] for one in service.arrived}) == 1
    assert len({phone.read(one)["tag"] for one in service.arrived}) == 1


def test_news_of_another_dossier_do_not(db, dossier, happen, work, service, account):
    other = make_dossier(db, account, state=State.NEW)
    work()
    service.arrived.clear()
    happen(dossier, Event.RECEIVED)
    happen(other, Event.RECEIVED)
    work()
    assert len({one.headers["Topic"] for one in service.arrived}) == 2


def test_earlier_news_that_wait_are_not_sent_after_later_ones(dossier, happen, work, service, phone):
    happen(dossier, Event.RECEIVED)
    happen(dossier, Event.STARTED)
    happen(dossier, Event.RESOLVED)
    work()
    assert [phone.read(one)["title"] for one in service.arrived] == ["Hồ sơ đã có kết quả"]


def test_what_was_read_in_the_app_is_not_announced(dossier, happen, work, service, an):
    happen(dossier, Event.RECEIVED)
    an.post("/tin-nhan/da-doc")
    work()
    assert service.arrived == []


def test_a_request_waits_for_no_push_service(db, dossier, happen, service):
    happen(dossier, Event.RECEIVED)
    assert service.arrived == []
    assert len(jobs(db)) == 1


def test_an_account_that_was_never_turned_on_gets_no_job(app, db, account, happen):
    other = browser(app, db, *CHI)
    assert other.get("/api/bao-tin").json["on"] is False
    chi = db.scalar(select(Account).where(Account.id != account.id))
    made = make_dossier(db, chi, state=State.NEW)
    happen(made, Event.RECEIVED)
    assert jobs(db) == []


def test_a_sign_in_that_lasted_out_is_told_nothing(dossier, happen, db):
    clock.set_to(clock.now() + accounts.LASTS)
    happen(dossier, Event.RECEIVED)
    assert jobs(db) == []


def test_a_code_to_sign_in_is_never_pushed(db, account, service, work):
    to = messages.To(account.id, account.phone)
    messages.send(db, "one_time_code", to, in_app=False, code="123456", minutes=5)
    db.commit()
    work()
    assert service.arrived == []
