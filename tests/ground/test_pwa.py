"""What the phone keeps for when there is no signal: it stays there beyond signing out, so it says nothing of anybody."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import KHANH, UNIT, Browser, browser
from tests.visitors import fresh, settle

OFFLINE = "/ngoai-mang"


@pytest.fixture
def strangers(app: Flask) -> str:
    return fresh(app).get(OFFLINE).text


def test_its_offline_page_is_the_same_for_everybody(app: Flask, db: Session, strangers: str) -> None:
    assert settle(fresh(app)).get(OFFLINE).text == strangers
    db.rollback()
    assert browser(app, db, *KHANH, ("officer", UNIT)).get(OFFLINE).text == strangers


def test_its_offline_page_tells_nothing_of_what_just_happened(app: Flask, strangers: str) -> None:
    binh: Browser = settle(fresh(app))
    told: list[Any] = [("message", "Đã bỏ giay-khai-sinh-be-Na.jpg.")]
    with binh.session_transaction() as session:
        session["_flashes"] = told
    assert binh.get(OFFLINE).text == strangers
    assert "be-Na" in binh.get("/tai-khoan").text, "the person still reads it, on the next page"


def test_its_offline_page_sets_nothing_on_the_browser(app: Flask) -> None:
    answer = settle(fresh(app)).get(OFFLINE)
    assert answer.headers["Cache-Control"] == "no-cache"
    assert "Set-Cookie" not in answer.headers
