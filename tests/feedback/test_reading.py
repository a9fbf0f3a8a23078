"""What people write without wanting an answer is read by whoever leads the office, and tells nobody which customer it was."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.feedback.conftest import HERE, SECRET, fresh, petition, ratings, sign, sits, tap
from tests.feedback.test_adding import photographed, sent
from tests.people import KHANH, QUANG, UNIT, Browser, account_of, browser
from tests.teams.conftest import TEAM
from webapp import clock
from webapp.feedback import reading
from webapp.staff_log import StaffAct

AT = "/gop-y/loi"


def writes(app: Flask, words: str = SECRET, at: str = HERE) -> None:
    who = fresh(app)
    assert who.post(tap(who, 2, at), data={"words": words, "bad": ["wait"]}).status_code == 303


def tomorrow() -> None:
    clock.advance(timedelta(days=1))


def test_it_is_read_from_the_next_day_on_and_the_look_is_in_the_log(app: Flask, db: Session, lan: Browser) -> None:
    writes(app)
    assert SECRET not in lan.get(AT).text
    tomorrow()
    page = lan.get(AT).text
    assert SECRET in page
    assert "Phải chờ lâu" in page
    (one,) = ratings(db)
    looks = db.scalars(select(StaffAct.about).where(StaffAct.act == "feedback.words_here")).all()
    assert f"rating_id={one.id}" in looks[-1]


def test_a_photo_is_seen_with_it_and_by_nobody_else(app: Flask, db: Session, lan: Browser, khanh: Browser) -> None:
    who = fresh(app)
    assert who.post(tap(who, 2), **sent(photographed())).status_code == 303
    tomorrow()
    (one,) = ratings(db)
    at = f"{AT}/{one.id}/anh"
    assert at in lan.get(AT).text
    seen = lan.get(at)
    assert (seen.status_code, seen.mimetype, seen.headers["Cache-Control"]) == (200, "image/jpeg", "no-store")
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    assert [visitor.get(at).status_code for visitor in (other, khanh, who)] == [404, 403, 303]
    assert lan.get(f"{AT}/{uuid4()}/anh").status_code == 404


def test_another_office_and_other_staff_read_nothing_of_it(app: Flask, db: Session, khanh: Browser) -> None:
    writes(app)
    tomorrow()
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    assert SECRET not in other.get(AT).text
    assert khanh.get(AT).status_code == 403


def test_a_centre_reads_what_was_written_of_its_teams(app: Flask, db: Session, lan: Browser) -> None:
    writes(app, at=f"/danh-gia/noi/{TEAM}")
    tomorrow()
    assert SECRET in lan.get(AT).text


def test_nobody_reads_what_is_about_themself(app: Flask, db: Session, lan: Browser, khanh: Browser) -> None:
    at = sign(db)
    sits(db, khanh)
    account_of(db, *KHANH, [("supervisor", UNIT)])
    writes(app, at=at)
    tomorrow()
    assert SECRET in lan.get(AT).text
    assert SECRET not in khanh.get(AT).text


def test_the_words_of_a_petition_are_read_there_and_not_here(app: Flask, db: Session, lan: Browser) -> None:
    petition(app, words=SECRET)
    tomorrow()
    assert SECRET not in lan.get(AT).text


def test_a_long_month_comes_page_by_page_and_each_once(
    app: Flask, db: Session, lan: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    for number in range(3):
        writes(app, f"Lời thứ {number}.")
    tomorrow()
    first = lan.get(AT).text
    (after,) = {one.split('"')[0] for one in first.split("sau=")[1:]}
    both = first + lan.get(f"{AT}?sau={after}").text
    assert [both.count(f"Lời thứ {number}.") for number in range(3)] == [1, 1, 1]


@pytest.mark.parametrize("typed", ["x", "2026-99", "9999-12", "%20"])
def test_another_page_than_there_is_is_a_calm_one(lan: Browser, typed: str) -> None:
    assert lan.get(f"{AT}?thang={typed}&sau={typed}").status_code == 200
