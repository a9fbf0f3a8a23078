"""A clerk's sign-in goes over to the fresh browser at a counter: by a ticket that holds once and for two minutes."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from tests.people import Browser, browser
from webapp import clock
from webapp.accounts import service as accounts

HA = ("0912000006", "Vũ Thị Hà")


@pytest.fixture
def ha(app: Flask, db: Session) -> Browser:
    return browser(app, db, *HA, ("clerk", "buu-dien-ha-tu"))


def ticket(ha: Browser) -> str:
    answer = ha.post("/api/chuyen-may", json={})
    assert answer.status_code == 200
    return str(answer.json["ticket"])


def use(app: Flask, text: str) -> tuple[FlaskClient, str]:
    fresh = app.test_client()
    answer = fresh.post("/dang-nhap/chuyen", data={"ticket": text}, headers={"Origin": "http://localhost"})
    assert answer.status_code == 303
    return fresh, answer.headers["Location"]


def test_the_fresh_browser_is_signed_in_and_at_work(app: Flask, ha: Browser) -> None:
    fresh, where = use(app, ticket(ha))
    assert where == "/khach"
    assert fresh.get("/khach").status_code == 200


def test_it_is_the_same_sign_in(app: Flask, db: Session, ha: Browser) -> None:
    account = accounts.account_by_phone(db, HA[0])
    assert account
    db.rollback()
    use(app, ticket(ha))
    assert len(accounts.sign_ins(db, account.id)) == 1


def test_it_holds_once(app: Flask, ha: Browser) -> None:
    text = ticket(ha)
    use(app, text)
    fresh, where = use(app, text)
    assert where.startswith("/dang-nhap")
    assert fresh.get("/khach").status_code == 303


def test_it_holds_for_two_minutes(app: Flask, ha: Browser) -> None:
    text = ticket(ha)
    clock.advance(timedelta(minutes=3))
    assert use(app, text)[1].startswith("/dang-nhap")


@pytest.mark.parametrize("text", ["", "x", "00", "ab" * 400, "é"])
def test_what_is_no_ticket_opens_nothing(app: Flask, text: str) -> None:
    assert use(app, text)[1].startswith("/dang-nhap")


def test_who_signed_out_meanwhile_stays_out(app: Flask, db: Session, ha: Browser) -> None:
    text = ticket(ha)
    account = accounts.account_by_phone(db, HA[0])
    assert account
    accounts.end_all_sign_ins(db, account.id)
    db.commit()
    assert use(app, text)[1].startswith("/dang-nhap")


def test_a_citizen_gets_none(app: Flask, db: Session) -> None:
    assert browser(app, db, "0912000001", "Nguyễn Thị An").post("/api/chuyen-may", json={}).status_code == 403


def test_the_page_that_uses_it_is_everybodys(app: Flask, ha: Browser) -> None:
    assert ha.get("/dang-nhap/chuyen").text == app.test_client().get("/dang-nhap/chuyen").text
