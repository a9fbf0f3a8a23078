"""A mandate given by the link of a text message makes an account: what signing up asks is asked there too, once."""

import hashlib

from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import at, offered, the
from tests.people import BINH, Browser, account_of, browser
from tests.visitors import fresh, rows
from webapp import clock
from webapp.accounts import service as accounts
from webapp.accounts.models import Consent


def test_the_page_shows_the_words_that_signing_up_shows(app: Flask, db: Session, dung: Browser) -> None:
    page = fresh(app).get(at(offered(dung, db, phone=BINH[0]))).text
    with app.test_request_context():
        assert accounts.consent.words().splitlines()[1].strip() in page
    assert 'name="agree"' in page
    assert "checked" not in page


def test_without_the_tick_nothing_is_given(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone=BINH[0])
    answer = fresh(app).post(at(mandate, "dong-y"))
    assert (answer.status_code, "Đánh dấu vào ô này" in answer.text) == (422, True)
    assert the(db, mandate.id).given_at is None
    assert rows(app, Consent) == []


def test_the_consent_is_kept_with_its_words_means_and_time(app: Flask, db: Session, dung: Browser) -> None:
    mandate = offered(dung, db, phone=BINH[0])
    fresh(app).post(at(mandate, "dong-y"), data={"agree": "y"})
    (kept,) = rows(app, Consent)
    with app.test_request_context():
        digest = hashlib.sha256(accounts.consent.words().encode()).hexdigest()
    assert (kept.text_id, kept.text_hash, kept.means) == (accounts.consent.current(), digest, "link")
    given_at = the(db, mandate.id).given_at
    assert given_at
    assert given_at <= kept.given_at <= clock.now()
    assert kept.account_id == account_of(db, *BINH).id


def test_whoever_agreed_before_is_not_asked_again(app: Flask, db: Session, dung: Browser) -> None:
    fresh(app).post(at(offered(dung, db, phone=BINH[0]), "dong-y"), data={"agree": "y"})
    again = offered(dung, db, phone=BINH[0])
    assert 'name="agree"' not in fresh(app).get(at(again)).text
    fresh(app).post(at(again, "dong-y"))
    assert the(db, again.id).means == "link"
    assert len(rows(app, Consent)) == 1


def test_ones_own_page_says_how_it_was_given(app: Flask, db: Session, dung: Browser) -> None:
    fresh(app).post(at(offered(dung, db, phone=BINH[0]), "dong-y"), data={"agree": "y"})
    assert "trong đường dẫn được nhắn đến" in browser(app, db, *BINH).get("/du-lieu-cua-toi").text
