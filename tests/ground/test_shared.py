"""Pages that are the same for everybody are rendered once a minute; nobody's own page is ever handed to another."""

import json
from datetime import datetime, timedelta

import brotli
import pytest
from flask import Flask, template_rendered
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.engines import Database
from tests.people import AN, UNIT, account_of, browser, make_dossier
from tests.queries import counted
from tests.visitors import fresh
from webapp import clock, shared
from webapp.calendar_days import seed_rows
from webapp.db import make_engine
from webapp.dossiers.service import State
from webapp.opening import Calendar
from webapp.units.models import Unit

PROCEDURE = "/thu-tuc/1.004194"
FORM = f"{PROCEDURE}/lam"
OFFICE = f"/noi-nop/{UNIT}"


@pytest.fixture
def rendered(app: Flask) -> list[str]:
    """The templates of pages that were rendered."""
    names: list[str] = []
    app.extensions["heard"] = lambda _app, template, **_more: names.append(template.name)
    template_rendered.connect(app.extensions["heard"], app)
    return names


@pytest.mark.parametrize("page", ["/", PROCEDURE, FORM, OFFICE, "/tro-giup"])
def test_a_second_visitor_gets_what_the_first_one_got(
    app: Flask, database: Database, rendered: list[str], page: str
) -> None:
    first = fresh(app).get(page)
    rendered.clear()
    with counted(database.engine) as said:
        second = fresh(app).get(page)
    assert rendered == []
    assert second.data == first.data
    assert [one for one in second.headers if one[0] != "Date"] == [one for one in first.headers if one[0] != "Date"]
    assert len(said) <= 1, "the edition, where a second went by"


@pytest.mark.parametrize("page", ["/", PROCEDURE])
def test_the_copy_that_a_phone_takes_along_is_nobody_else_s_page(app: Flask, page: str) -> None:
    along = fresh(app).get(page, headers={"Take-Along": "vi"}).text
    assert 'href="/dang-nhap' not in along
    assert 'href="/dang-nhap' in fresh(app).get(page).text
    assert fresh(app).get(page, headers={"Take-Along": "vi"}).text == along


def test_a_change_of_one_s_own_shows_at_once(app: Flask, db: Session) -> None:
    fresh(app).get(OFFICE)
    db.get_one(Unit, UNIT).phone = "0203 3 825 000"
    db.commit()
    assert "0203 3 825 000" in fresh(app).get(OFFICE).text


def test_a_search_in_our_own_words_is_answered_once(app: Flask, rendered: list[str]) -> None:
    for words, twice in (("đăng ký tạm trú", False), ("Đăng ký tạm trú cho bà Nguyễn Thị An", True)):
        pages = []
        for _ in range(2):
            rendered.clear()
            pages.append(fresh(app).get("/tim", query_string={"q": words}).data)
        assert bool(rendered) is twice, words
        assert pages[0] == pages[1]
        assert words in pages[1].decode()


def test_searches_leave_room_for_pages(app: Flask, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "MOST", 2)
    for words in ("đăng ký tạm trú", "đăng ký khai sinh"):
        fresh(app).get("/tim", query_string={"q": words})
    fresh(app).get("/tro-giup")
    rendered.clear()
    fresh(app).get("/tro-giup")
    fresh(app).get("/tim", query_string={"q": "đăng ký tạm trú"})
    assert rendered == []


def test_more_than_our_own_words_in_an_address_is_not_kept(app: Flask, rendered: list[str]) -> None:
    for _ in range(2):
        rendered.clear()
        fresh(app).get("/tim", query_string={"q": "đăng ký tạm trú", "ten": "Nguyễn Thị An"})
        assert rendered


def test_a_person_s_page_is_neither_kept_nor_handed_out(app: Flask, db: Session) -> None:
    an = browser(app, db, *AN)
    make_dossier(db, account_of(db, *AN), state=State.NEW)
    own = an.get("/").text
    everybody = fresh(app).get("/").text
    assert "/ho-so/" in own.split("<main")[1]
    assert own != everybody
    assert an.get("/").text == own


def test_a_word_of_a_moment_ago_stays_with_whom_it_was_said_to(app: Flask) -> None:
    visitor = fresh(app)
    with visitor.session_transaction() as session:
        session["_flashes"] = [("ok", "Chỉ cho một người")]
    assert "Chỉ cho một người" in visitor.get("/tro-giup").text
    assert "Chỉ cho một người" not in fresh(app).get("/tro-giup").text


def test_what_somebody_typed_into_an_address_is_not_kept(app: Flask, rendered: list[str]) -> None:
    for _ in range(2):
        rendered.clear()
        assert fresh(app).get(f"{PROCEDURE}?x=nguyen-thi-an").status_code == 200
        assert rendered


def test_each_language_has_its_own(app: Flask) -> None:
    vietnamese, english = fresh(app), fresh(app)
    english.set_cookie("lang", "en")
    pages = [(visitor.get("/"), visitor.get("/")) for visitor in (vietnamese, english)]
    assert ['lang="vi"' in pages[0][1].text, 'lang="en"' in pages[1][1].text] == [True, True]


def test_a_page_packed_for_one_browser_is_not_given_to_one_that_cannot_unpack_it(app: Flask) -> None:
    for _ in range(2):
        packed = fresh(app).get("/", headers={"Accept-Encoding": "br"})
        plain = fresh(app).get("/")
        assert (packed.headers.get("Content-Encoding"), plain.headers.get("Content-Encoding")) == ("br", None)
        assert brotli.decompress(packed.data) == plain.data


def test_another_minute_is_another_page(app: Flask) -> None:
    day = Calendar.from_rows(seed_rows()).next_working(clock.now().date())
    clock.set_to(datetime(day.year, day.month, day.day, 11, 29, 20))  # when the office is open
    noon = fresh(app).get(OFFICE).data
    clock.advance(timedelta(seconds=40))
    assert fresh(app).get(OFFICE).data != noon


def test_a_change_by_another_program_shows_within_a_second(app: Flask, db: Session, database: Database) -> None:
    fresh(app).get(PROCEDURE)
    found = db.execute(text("SELECT id, definition FROM procedure_versions WHERE code = '1.004194'")).one()
    db.rollback()
    told = found.definition if isinstance(found.definition, dict) else json.loads(found.definition)
    told["name"] = {"vi": "Tên mới vừa công bố", "en": "A new name"}
    other = make_engine(database.url)
    with other.begin() as connection:
        new = json.dumps(told)
        connection.execute(
            text(
                "INSERT INTO procedure_versions (id, code, agency, number, content_hash, source_hash, definition, published_at) "
                "SELECT :id, code, agency, number + 1, '', '', :new, published_at FROM procedure_versions WHERE code = '1.004194'"
            ),
            {"id": "0" * 31 + "1", "new": new},
        )
    other.dispose()
    clock.advance(timedelta(seconds=1))
    assert "Tên mới vừa công bố" in fresh(app).get(PROCEDURE).text


def test_a_browser_that_has_the_form_is_told_so(app: Flask) -> None:
    first = fresh(app).get(FORM)
    assert fresh(app).get(FORM, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304


def test_refusals_are_not_kept(app: Flask, rendered: list[str]) -> None:
    for _ in range(2):
        rendered.clear()
        assert fresh(app).get("/noi-nop/khong-co").status_code == 404
        assert rendered


def test_no_more_than_so_many_are_kept(app: Flask, rendered: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shared, "MOST", 1)
    fresh(app).get("/tro-giup")
    fresh(app).get("/quyen-rieng-tu")
    rendered.clear()
    fresh(app).get("/tro-giup")
    assert rendered == []
    fresh(app).get("/quyen-rieng-tu")
    assert rendered
