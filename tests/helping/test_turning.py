"""«Cần người giúp?» names a real place with its hours, the right one, and never breaks the page it stands on."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine
from sqlalchemy.orm import Session

from tests.conftest import make_config
from tests.page import Client
from tests.people import AN, BINH, KHANH, account_of, browser, make_dossier
from tests.visitors import fresh
from webapp import calendar_days, clock, create_app
from webapp.accounts import service as accounts

NOWHERE = "/khong-co-trang-nay"
CENTRE, WARD = "Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh", "Trung tâm Phục vụ hành chính công phường Hồng Gai"


def living_in(db: Session, phone: str, name: str, residence: str) -> None:
    account = account_of(db, phone, name)
    accounts.change_person(db, account.persons[0], {"residence": residence}, "card")
    db.commit()


def at(moment: str) -> None:
    clock.set_to(datetime.fromisoformat(f"{moment}+07:00"))


@pytest.mark.parametrize(
    ("moment", "name", "words"),
    [
        ("2026-11-23T09:00", CENTRE, "Đang mở cửa, đến 11:30"),
        ("2026-11-23T12:00", CENTRE, "Đang nghỉ, mở lại lúc 13:30 hôm nay"),
        ("2026-11-23T20:00", CENTRE, "Đang nghỉ, mở lại lúc 7:30"),
        ("2026-11-21T09:00", "Bưu điện Hà Tu", "Đang mở cửa, đến 11:30"),  # a Saturday: post offices only
        ("2026-11-22T09:00", CENTRE, "mở lại lúc 7:30 ngày mai"),
    ],
)
def test_it_names_what_is_open_or_opens_first(app: Flask, moment: str, name: str, words: str) -> None:
    at(moment)
    page = fresh(app).get(NOWHERE).text
    assert name in page
    assert words in page


def test_it_knows_the_days_off(app: Flask, db: Session) -> None:
    at("2026-11-23T09:00")
    calendar_days.put(db, clock.today(), "off", "Ngày nghỉ thử", "A day off", "thử")
    db.commit()
    page = fresh(app).get(NOWHERE).text
    assert "Hôm nay nghỉ: Ngày nghỉ thử" in page
    assert "Đang nghỉ, mở lại lúc 7:30" in page


@pytest.mark.parametrize(
    "residence", ["Tổ 3, khu 5, Hồng Gai, Quảng Ninh", "Tổ 3, phường Hồng Gai, TP Hạ Long, tỉnh Quảng Ninh"]
)
def test_the_ward_on_the_card_comes_first(app: Flask, db: Session, residence: str) -> None:
    living_in(db, *BINH, residence)
    page = browser(app, db, *BINH).get(NOWHERE).text
    assert "Nơi của phường, xã đang ở" in page
    assert WARD in page
    assert 'href="tel:02030000101"' in page
    assert "google.com/maps" in page


@pytest.mark.parametrize("residence", ["", "Hà Nội", "Tổ 3, Ba Đình, Hà Nội", "Quảng Ninh", "Hồng Gai"])
def test_a_residence_elsewhere_or_unreadable_names_no_ward(app: Flask, db: Session, residence: str) -> None:
    living_in(db, *BINH, residence)
    assert "Nơi của phường" not in browser(app, db, *BINH).get(NOWHERE).text


def test_a_dossier_names_the_office_that_holds_it(app: Flask, db: Session) -> None:
    living_in(db, *AN, "Tổ 3, Bãi Cháy, Quảng Ninh")
    client = browser(app, db, *AN)
    page = client.get(f"/ho-so/{make_dossier(db, account_of(db, *AN)).id}").text
    assert "Nơi lo việc này" in page
    assert WARD in page


def test_while_the_wards_office_is_closed_what_is_open_is_offered_too(app: Flask, db: Session) -> None:
    at("2026-11-21T09:00")
    living_in(db, *BINH, "Tổ 3, Hồng Gai, Quảng Ninh")
    page = browser(app, db, *BINH).get(NOWHERE).text
    assert WARD in page
    assert "Đang mở: Bưu điện" in page


def test_a_call_back_is_offered_only_where_somebody_would_see_it(app: Flask, db: Session) -> None:
    assert "/goi-lai" not in fresh(app).get(NOWHERE).text
    assert "chưa có nơi nào nhận gọi lại" in fresh(app).get("/goi-lai").text
    account_of(db, *KHANH, [("officer", "hong-gai")])
    assert "/goi-lai?don-vi=" in fresh(app).get(NOWHERE).text


def test_a_page_kept_on_the_phone_does_not_say_what_is_open(app: Flask) -> None:
    page = fresh(app).get("/ngoai-mang").text
    assert "Đang mở" not in page
    assert "1900 54 54 81" in page


def test_the_list_of_places_begins_with_the_own_ward_then_what_is_open(app: Flask, db: Session) -> None:
    at("2026-11-21T09:00")
    living_in(db, *BINH, "Tổ 3, Hồng Gai, Quảng Ninh")
    page = browser(app, db, *BINH).get("/noi-nop").text
    order = [
        page.index(f'href="/noi-nop/{unit}"')
        for unit in ("hong-gai", "to-so-hong-gai-1", "buu-dien-ha-tu", "quang-ninh")
    ]
    assert order == sorted(order)


@pytest.fixture
def broken(app: Flask, database: object, tmp_path: object) -> Flask:
    """An app whose database went away."""
    engine: Engine = create_engine("sqlite:////nowhere/at/all.sqlite3")
    made = create_app(make_config("sqlite:////nowhere/at/all.sqlite3", app.config["CONFIG"].data), engine=engine)
    made.test_client_class = Client
    return made


@pytest.mark.parametrize("path", [NOWHERE, "/noi-nop", "/goi-lai", "/thu-tuc/1.004194"])
def test_without_a_database_the_page_of_the_failure_still_comes_with_the_hotline(broken: Flask, path: str) -> None:
    client = broken.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = "somebody who is signed in"
    answer = client.get(path)
    assert answer.status_code in (404, 503)
    assert "1900 54 54 81" in answer.text
    assert "Cần người giúp?" in answer.text
    assert "Đang mở" not in answer.text
