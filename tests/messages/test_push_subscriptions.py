"""Turning news on and off for a device, and everything that ends it."""

import io
import json
from collections.abc import Callable
from datetime import timedelta
from zipfile import ZipFile

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.messages.conftest import KEY, told, turn_on
from tests.people import AN, CHI, Browser, browser, make_dossier
from tests.push_service import Phone, PushService, b64
from webapp import clock, nightly
from webapp.accounts import service as accounts
from webapp.accounts.models import Account
from webapp.dossiers.service import State
from webapp.messages import subscriptions
from webapp.messages.channels.web_push import WebPush
from webapp.privacy import deleting, requests


def test_a_browser_learns_the_key_and_whether_it_is_on(an: Browser) -> None:
    assert an.get("/api/bao-tin").json == {"key": WebPush((KEY,), "").key, "on": True, "renew": False}


def test_turning_it_on_again_is_the_same_as_once(an: Browser, phone: Phone, db: Session) -> None:
    turn_on(an, phone)
    assert [one.endpoint for one in told(db)] == [phone.endpoint]


def test_a_new_address_takes_the_place_of_the_earlier_one(an: Browser, service: PushService, db: Session) -> None:
    turn_on(an, Phone(service.origin, "an-2"))
    assert [one.endpoint for one in told(db)] == [f"{service.origin}/push/an-2"]


def test_it_is_turned_off_where_it_was_turned_on(an: Browser, db: Session) -> None:
    an.delete("/api/bao-tin")
    assert told(db) == []
    assert an.get("/api/bao-tin").json["on"] is False


def test_what_the_browser_renews_stays_on(an: Browser, service: PushService, db: Session) -> None:
    turn_on(an, Phone(service.origin, "an-2"), renew=True)
    assert [one.endpoint for one in told(db)] == [f"{service.origin}/push/an-2"]


def test_what_was_turned_off_is_not_turned_on_by_a_renewal(an: Browser, phone: Phone, db: Session) -> None:
    an.delete("/api/bao-tin")
    assert an.post("/api/bao-tin", json=phone.said | {"renew": True}).status_code == 410
    assert told(db) == []


def test_the_same_browser_under_another_account_tells_that_one_only(
    an: Browser, app: Flask, db: Session, phone: Phone
) -> None:
    turn_on(browser(app, db, *CHI), phone)
    chi = accounts.account_by_phone(db, CHI[0])
    assert chi
    assert [one.account_id for one in told(db)] == [chi.id]


def test_signing_out_ends_it(an: Browser, db: Session) -> None:
    an.post("/dang-xuat")
    assert told(db) == []


def test_signing_out_another_device_ends_it_there_only(an: Browser, app: Flask, db: Session) -> None:
    tablet = browser(app, db, *AN)
    turn_on(tablet, Phone(an_origin(an), "tablet"))
    first = told(db)[0]
    tablet.post(f"/dang-xuat/{first.sign_in_id}")
    assert [one.endpoint.rpartition("/")[2] for one in told(db)] == ["tablet"]


def test_signing_out_everywhere_ends_it_everywhere(an: Browser, app: Flask, db: Session) -> None:
    turn_on(browser(app, db, *AN), Phone(an_origin(an), "tablet"))
    assert len(told(db)) == 2
    an.post("/dang-xuat/tat-ca")
    assert told(db) == []


def test_another_device_turns_it_off_without_signing_it_out(an: Browser, app: Flask, db: Session) -> None:
    tablet = browser(app, db, *AN)
    at = f"/tai-khoan/bao-tin/{told(db)[0].sign_in_id}/tat"
    assert at in tablet.get("/tai-khoan").text
    assert tablet.post(at).location == "/tai-khoan"
    assert told(db) == []
    assert an.get("/api/bao-tin").json["on"] is False


def test_nobody_turns_off_another_accounts(an: Browser, app: Flask, db: Session) -> None:
    browser(app, db, *CHI).post(f"/tai-khoan/bao-tin/{told(db)[0].sign_in_id}/tat")
    assert len(told(db)) == 1


def test_taking_consent_back_ends_it(an: Browser, account: Account, db: Session) -> None:
    accounts.agree(db, account.id, accounts.consent.current(), "những lời đã xem")
    deleting.withdraw_consent(db, account.id)
    db.commit()
    assert told(db) == []


def test_closing_the_account_ends_it(an: Browser, account: Account, db: Session) -> None:
    request = deleting.ask_to_close(db, account.id)
    clock.set_to(requests.closes_at(request) + timedelta(minutes=1))
    deleting.close(db, request)
    db.commit()
    assert told(db) == []


def test_it_ends_with_a_sign_in_that_lasted_out(an: Browser, app: Flask, db: Session) -> None:
    clock.set_to(clock.now() + accounts.LASTS + timedelta(minutes=1))
    with app.app_context():
        nightly.run(app.extensions["sessions"], app.extensions["documents_store"])
    assert told(db) == []


def test_it_is_among_the_data_one_sees_and_takes_along(an: Browser) -> None:
    assert "1 máy được báo tin ngay" in an.get("/du-lieu-cua-toi").text
    taken = ZipFile(io.BytesIO(an.post("/du-lieu-cua-toi/mang-theo").data))
    told_at_once = json.loads(taken.read("data.json"))["told_at_once"]
    assert [one["service"] for one in told_at_once] == ["127.0.0.1"]
    assert "Máy được báo tin ngay" in taken.read("index.html").decode()


def test_an_account_has_ten_devices_at_most_the_first_gives_way(
    an: Browser, app: Flask, db: Session, service: PushService
) -> None:
    for number in range(subscriptions.MOST):
        clock.set_to(clock.now() + timedelta(minutes=1))
        turn_on(browser(app, db, *AN), Phone(service.origin, f"more-{number}"))
    assert [one.endpoint.rpartition("/")[2] for one in told(db)] == [f"more-{n}" for n in range(subscriptions.MOST)]


def test_a_stranger_turns_nothing_on(app: Flask, phone: Phone, db: Session) -> None:
    assert app.test_client().post("/api/bao-tin", json=phone.said).status_code == 401
    assert told(db) == []


def test_another_site_turns_nothing_on(an: Browser, db: Session, service: PushService) -> None:
    other = Phone(service.origin, "other")
    answer = an.post("/api/bao-tin", json=other.said, headers={"Origin": "https://evil.test"})
    assert answer.status_code == 403
    assert [one.endpoint for one in told(db)] != [other.endpoint]


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://fcm.googleapis.com/fcm/send/a", "https://fcm.googleapis.com", "https://fcm.googleapis.com/",
        "https://fcm.googleapis.com:8443/a", "https://me@fcm.googleapis.com/a", "https://fcm.googleapis.com@10.0.0.1/a",
        "https://fcm.googleapis.com.evil.test/a", "https://evilpush.apple.com/a", "https://push.apple.com.evil.test/a",
        "https://127.0.0.1/a", "https://localhost/a", "http://127.0.0.1:1/a", "https://10.0.0.1/a", "https://[::1]/a",
        "https://169.254.169.254/latest", "https://0x7f.1/a", "file:///etc/passwd", "//fcm.googleapis.com/a", "", "a", 7, None,
        "https://fcm.googleapis.com/a b", "https://fcm.googleapis.com/a\r\nHost: x", "https://fcm.googleapis.com/é",
        "https://fcm.googleapis.com/a#b", "https://fcm.googleapis.com/" + "a" * 1000, "https://fcm.googleapis.com:x/a",
    ],
)  # fmt: skip
def test_an_address_elsewhere_is_refused(an: Browser, phone: Phone, endpoint: object, db: Session) -> None:
    assert an.post("/api/bao-tin", json=phone.said | {"endpoint": endpoint}).status_code == 400
    assert [one.endpoint for one in told(db)] == [phone.endpoint]


@pytest.mark.parametrize(
    "endpoint",
    [
        "https://fcm.googleapis.com/fcm/send/dK3:APA91b", "https://updates.push.services.mozilla.com/wpush/v2/gAAA",
        "https://web.push.apple.com/QGz", "https://sg2p.notify.windows.com/w/?token=BQ%3d",
    ],
)  # fmt: skip
def test_an_address_of_a_maker_of_browsers_is_taken(endpoint: str) -> None:
    assert WebPush((), "").knows(endpoint)


@pytest.mark.parametrize(
    "keys",
    [
        None, {}, [], {"p256dh": b64(b"\4" + b"1" * 64), "auth": b64(b"a" * 16)}, {"p256dh": "", "auth": b64(b"a" * 16)},
        {"p256dh": b64(Phone("", "x").public), "auth": b64(b"a" * 15)}, {"p256dh": b64(Phone("", "x").public), "auth": 7},
        {"p256dh": "é", "auth": "é"}, {"p256dh": b64(Phone("", "x").public)},
    ],
)  # fmt: skip
def test_keys_that_are_none_are_refused(an: Browser, phone: Phone, keys: object) -> None:
    assert an.post("/api/bao-tin", json=phone.said | {"keys": keys}).status_code == 400


@pytest.mark.parametrize("said", [None, [], [1], "x", 7, {}])
def test_what_is_no_subscription_is_refused(an: Browser, said: object) -> None:
    assert an.post("/api/bao-tin", json=said).status_code == 400


def test_turning_it_on_all_day_long_is_stopped(an: Browser, phone: Phone) -> None:
    answers = [an.post("/api/bao-tin", json=phone.said).status_code for _ in range(50)]
    assert (set(answers[:49]), answers[-1]) == ({200}, 429)


def test_without_keys_in_the_settings_there_is_nothing_to_turn_on(
    app_with: Callable[..., Flask], db: Session, phone: Phone
) -> None:
    off = app_with()
    client = browser(off, db, *AN)
    account = accounts.account_by_phone(db, AN[0])
    assert account
    dossier = make_dossier(db, account, state=State.RECEIVED)
    assert client.get("/api/bao-tin").status_code == 404
    assert client.post("/api/bao-tin", json=phone.said).status_code == 404
    for at in (f"/ho-so/{dossier.id}", "/tai-khoan"):
        assert 'data-module="push"' not in client.get(at).text


def an_origin(client: Browser) -> str:
    origin: str = client.application.config["CONFIG"].push_services[0]
    return origin
