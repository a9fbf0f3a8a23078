"""Whoever has no phone at hand ends a mandate at any desk, with their card."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.mandates.conftest import DUNG, allows, at, kinds, offered, the
from tests.people import AN, CHI, KHANH, UNIT, Browser, account_of, browser
from webapp.accounts import service as accounts
from webapp.mandates.models import Mandate

DESK = "/ban-lam-viec/nho-giup"
SEEN = {"seen": "y"}


@pytest.fixture
def given(app: Flask, db: Session, dung: Browser) -> Mandate:
    mandate = offered(dung, db)
    browser(app, db, *AN).post(at(mandate, "dong-y"))
    person = account_of(db, *AN).persons[0]
    accounts.change_person(db, person, {"id_number": "022185000011"}, "typed")
    db.commit()
    return the(db, mandate.id)


@pytest.fixture
def desk(app: Flask, db: Session) -> Browser:
    return browser(app, db, *KHANH, ("officer", UNIT))


@pytest.mark.parametrize("typed", ["022185000011", "022 185 000 011", AN[0], "0912 000 001"])
def test_by_card_or_phone_the_help_is_ended(db: Session, desk: Browser, given: Mandate, typed: str) -> None:
    page = desk.post(DESK, data={"typed": typed} | SEEN)
    assert "Phạm Văn Dũng" in page.text
    desk.post(f"{DESK}/{given.id}/thoi", data={"typed": typed} | SEEN)
    assert not allows(db, DUNG, AN)
    assert the(db, given.id).ended_by == "desk"


def test_who_looked_and_who_ended_it_stands_in_the_book(db: Session, desk: Browser, given: Mandate) -> None:
    desk.post(DESK, data={"typed": AN[0]} | SEEN)
    desk.post(f"{DESK}/{given.id}/thoi", data={"typed": AN[0]} | SEEN)
    assert kinds(db, given) == ["given", "looked", "looked", "revoked"]


def test_nobody_is_shown_without_the_card(desk: Browser, given: Mandate) -> None:
    page = desk.post(DESK, data={"typed": AN[0]})
    assert page.status_code == 422
    assert "Phạm Văn Dũng" not in page.text


def test_another_persons_number_ends_nothing(db: Session, desk: Browser, given: Mandate) -> None:
    account_of(db, *CHI)
    assert "Không ai đang giúp" in desk.post(DESK, data={"typed": CHI[0]} | SEEN).text
    desk.post(f"{DESK}/{given.id}/thoi", data={"typed": CHI[0]} | SEEN)
    assert allows(db, DUNG, AN)


@pytest.mark.parametrize("typed", ["0999999999", "000000000000", "x", "' or 1=1"])
def test_an_unknown_number_is_said_to_be_unknown(desk: Browser, typed: str) -> None:
    page = desk.post(DESK, data={"typed": typed} | SEEN)
    assert page.status_code == 422
    assert "Không thấy ai có số này" in page.text


def test_helpers_have_no_desk(dung: Browser) -> None:
    assert dung.get(DESK).status_code == 403
