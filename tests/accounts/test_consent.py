"""Agreeing before anything personal is kept."""

import hashlib
from datetime import datetime, timedelta

import pytest
from flask import Flask, render_template
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.people import Browser
from tests.visitors import agree, confirm, fresh, keep_person, rows
from webapp import clock
from webapp.accounts import consent
from webapp.accounts.models import Consent, Person


@pytest.fixture
def newcomer(app: Flask) -> Browser:
    client = fresh(app)
    confirm(client)
    return client


def test_it_is_never_ticked_beforehand(newcomer: Browser) -> None:
    text = newcomer.get("/tai-khoan/dong-y").text
    assert 'type="checkbox"' in text
    assert "checked" not in text


def test_it_is_not_given_by_going_on_without_the_tick(app: Flask, newcomer: Browser) -> None:
    answer = newcomer.post("/tai-khoan/dong-y", data={})
    assert answer.status_code == 422
    assert "Cần đồng ý" in answer.text
    assert rows(app, Consent) == []


def test_it_records_which_words_were_shown(app: Flask, newcomer: Browser) -> None:
    agree(newcomer)
    (kept,) = rows(app, Consent)
    with app.test_request_context():
        shown = render_template("accounts/consent_text.html")
    assert kept.text_id == consent.current()
    assert kept.text_hash == hashlib.sha256(shown.encode()).hexdigest()


def test_it_is_recorded_once_however_often_it_is_sent(app: Flask, newcomer: Browser) -> None:
    agree(newcomer)
    agree(newcomer)
    assert len(rows(app, Consent)) == 1


@pytest.mark.parametrize("page", ["/can-cuoc", "/can-cuoc/go-tay", "/tai-khoan/to-chuc"])
def test_it_comes_before_the_pages_that_ask_who_one_is(newcomer: Browser, page: str) -> None:
    assert newcomer.get(f"{page}?tiep=/tra-cuu").location == "/tai-khoan/dong-y?tiep=/tra-cuu"


def test_it_comes_before_anything_of_a_person_is_kept(app: Flask, newcomer: Browser) -> None:
    assert keep_person(newcomer).location == "/tai-khoan/dong-y?tiep=/"
    assert rows(app, Person) == []


def test_it_is_asked_again_at_the_next_sign_in_when_it_was_left_open(app: Flask, newcomer: Browser) -> None:
    assert confirm(fresh(app)).location == "/tai-khoan/dong-y?tiep=/"


def test_it_shows_the_same_words_on_the_page_about_privacy(app: Flask, newcomer: Browser) -> None:
    with app.test_request_context():
        sentence = render_template("accounts/consent_text.html").splitlines()[1].strip()
    assert sentence in fresh(app).get("/quyen-rieng-tu").text
    assert sentence in newcomer.get("/tai-khoan/dong-y").text


def agreed_to_the_first(app: Flask, db: Session, client: Browser) -> None:
    agree(client)
    db.execute(update(Consent).values(text_id="du-lieu-ca-nhan-1", text_hash="x"))
    db.commit()
    clock.set_to(datetime(2026, 12, 10, 9, tzinfo=clock.VN))


def test_a_text_holds_from_its_day_on() -> None:
    day = consent.versions()[1].since
    clock.set_to(datetime(day.year, day.month, day.day, 0, 30, tzinfo=clock.VN))
    assert consent.current() == "du-lieu-ca-nhan-2"
    clock.advance(timedelta(hours=-1))
    assert consent.current() == "du-lieu-ca-nhan-1"


def test_it_says_to_whom_a_phone_number_goes(app: Flask, newcomer: Browser) -> None:
    clock.set_to(datetime(2026, 12, 10, 9, tzinfo=clock.VN))
    page = newcomer.get("/tai-khoan/dong-y").text
    for words in ("nhà mạng", "đơn vị gửi tin nhắn", "Zalo (công ty VNG)"):
        assert words in page


def test_whoever_agreed_to_an_older_text_is_asked_again_and_told_what_is_new(
    app: Flask, db: Session, newcomer: Browser
) -> None:
    agreed_to_the_first(app, db, newcomer)
    assert newcomer.get("/can-cuoc?tiep=/tra-cuu").location == "/tai-khoan/dong-y?tiep=/tra-cuu"
    assert "số điện thoại được chuyển cho ai" in newcomer.get("/tai-khoan/dong-y").text
    agree(newcomer)
    assert sorted(one.text_id for one in rows(app, Consent)) == ["du-lieu-ca-nhan-1", "du-lieu-ca-nhan-2"]
    assert newcomer.get("/can-cuoc").status_code == 200


def test_a_newcomer_is_told_of_nothing_new(newcomer: Browser) -> None:
    assert "Lời này có chỗ mới" not in newcomer.get("/tai-khoan/dong-y").text
