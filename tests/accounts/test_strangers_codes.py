"""A stranger who knows a phone number asks for codes to it: the owner still gets in, and guessing stays hopeless."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.people import Browser
from tests.visitors import BINH, ask_code, code_sent, confirm, enter, fresh, rows, settle
from webapp import clock
from webapp.accounts import codes
from webapp.accounts.models import OneTimeCode, SignIn


@pytest.fixture
def binh(app: Flask) -> Browser:
    return fresh(app)


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return fresh(app)


def other_than(code: str) -> str:
    return f"{(int(code) + 1) % 10**6:06}"


def a_minute_later() -> None:
    clock.advance(timedelta(seconds=61))


def use_up_codes(app: Flask) -> None:
    """As a stranger does who throws his cookies away each time."""
    for _ in range(codes.PER_PHONE[0]):
        ask_code(fresh(app))
    assert ask_code(fresh(app)).status_code == 429


def test_it_gives_every_browser_a_code_of_its_own(app: Flask, binh: Browser, stranger: Browser) -> None:
    said = [ask_code(client) for client in (binh, stranger)]
    assert said[0].location == said[1].location
    assert len({one.id for one in rows(app, OneTimeCode)}) == 2
    texts = [client.get("/dang-nhap/ma").text for client in (binh, stranger)]
    assert texts[0] == texts[1], "nothing tells whether somebody else asked as well"


def test_it_takes_my_code_after_a_strangers_wrong_tries(binh: Browser, stranger: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    ask_code(stranger)
    for _ in range(6):
        assert enter(stranger, other_than(code_sent(stranger))).status_code == 422
    assert enter(binh, code).status_code == 303


def test_it_takes_my_code_after_a_stranger_asked_for_another(binh: Browser, stranger: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    a_minute_later()
    ask_code(stranger)
    assert enter(binh, code).status_code == 303


def test_it_takes_a_code_only_in_the_browser_that_asked(binh: Browser, stranger: Browser) -> None:
    ask_code(binh)
    code = code_sent(binh)
    ask_code(stranger)
    assert enter(stranger, code).status_code == 422


def test_it_sends_a_code_to_a_browser_of_mine_when_strangers_used_up_theirs(app: Flask, binh: Browser) -> None:
    settle(binh)
    binh.post("/dang-xuat")
    clock.advance(timedelta(hours=1))
    use_up_codes(app)
    assert confirm(binh).location == "/"
    assert binh.get("/api/toi").json["signed_in"]


def test_it_knows_a_browser_that_signed_in_with_a_passkey_or_long_ago(app: Flask, binh: Browser) -> None:
    settle(binh)
    binh.post("/dang-xuat")
    clock.advance(timedelta(days=80))
    use_up_codes(app)
    assert ask_code(binh).status_code == 303


def test_it_does_not_know_my_browser_for_the_phone_of_another(app: Flask, binh: Browser) -> None:
    settle(binh, "0912000003")
    binh.post("/dang-xuat")
    use_up_codes(app)
    assert ask_code(binh, BINH).status_code == 429


def test_it_bounds_what_a_browser_of_mine_gets_too(app: Flask, binh: Browser) -> None:
    settle(binh)
    binh.post("/dang-xuat")
    statuses = []
    for _ in range(codes.PER_PHONE_KNOWN[0] + 1):
        a_minute_later()
        statuses.append(ask_code(binh).status_code)
    assert statuses == [303] * codes.PER_PHONE_KNOWN[0] + [429]


def test_it_bounds_the_tries_at_one_phone_by_all_strangers_together(
    app: Flask, stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "TRIES", (7, 3600))
    statuses = []
    for client in (stranger, fresh(app)):
        ask_code(client)
        wrong = other_than(code_sent(client))
        statuses += [enter(client, wrong).status_code for _ in range(5)]
    assert statuses == [422] * 7 + [429] * 3


def test_it_lets_a_browser_of_mine_try_when_strangers_tried_too_often(
    app: Flask, binh: Browser, stranger: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(binh)
    binh.post("/dang-xuat")
    monkeypatch.setattr(codes, "TRIES", (2, 3600))  # one of them was his own first
    ask_code(stranger)
    assert [enter(stranger, other_than(code_sent(stranger))).status_code for _ in range(2)] == [422, 429]
    a_minute_later()
    assert confirm(binh).status_code == 303


def test_it_allows_no_more_tries_than_the_codes_of_an_hour_have() -> None:
    assert codes.TRIES[0] <= codes.PER_PHONE[0] * codes.MOST_TRIES
    assert codes.TRIES_KNOWN[0] <= codes.PER_PHONE_KNOWN[0] * codes.MOST_TRIES


def test_it_sends_no_stranger_codes_all_day(app: Flask) -> None:
    sent = 0
    for _ in range(8):
        sent += [ask_code(fresh(app)).status_code for _ in range(6)].count(303)
        clock.advance(timedelta(hours=1))
    assert sent == codes.PER_PHONE_A_DAY[0]


def test_it_keeps_no_token_of_a_browser(app: Flask, binh: Browser) -> None:
    confirm(binh)
    with binh.session_transaction() as session:
        token = session["browser"]
    kept = [one.browser for model in (OneTimeCode, SignIn) for one in rows(app, model)]
    assert all(len(mark) == 64 and token not in mark for mark in kept)


def test_it_sends_one_code_for_two_taps_on_the_button(app: Flask, binh: Browser) -> None:
    binh.get("/dang-nhap")
    for _ in range(2):
        ask_code(binh)
    assert len(rows(app, OneTimeCode)) == 1
