"""What the phone keeps for when there is no signal: it stays there beyond signing out, so it says nothing of anybody."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import KHANH, UNIT, Browser, browser
from tests.visitors import fresh, settle

OFFLINE = "/ngoai-mang"
KEPT = [OFFLINE, "/sw.js"]  # the worker carries the page in itself


@pytest.fixture
def strangers(app: Flask) -> str:
    return fresh(app).get(OFFLINE).text


@pytest.mark.parametrize("path", KEPT)
def test_its_offline_page_is_the_same_for_everybody(path: str, app: Flask, db: Session) -> None:
    strangers = fresh(app).get(path).text
    assert settle(fresh(app)).get(path).text == strangers
    db.rollback()
    assert browser(app, db, *KHANH, ("officer", UNIT)).get(path).text == strangers


def test_its_worker_is_the_same_in_every_language_so_that_choosing_one_makes_no_new_worker(app: Flask) -> None:
    somebody = fresh(app)
    worker = somebody.get("/sw.js").text
    assert "Trang này chưa từng mở trên máy" in worker
    assert "default-src 'none'" in worker, "the page obeys the same rules as from the server"
    somebody.get("/ngon-ngu/en")
    assert somebody.get("/sw.js").text == worker
    page = somebody.get("/ngoai-mang?thay").text
    assert '<html lang="en"' in page
    assert "data-stands-in" in page


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
