"""Whoever wants an answer gets a code and a day by the law that is known, and follows it without anything personal."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.feedback.conftest import (
    HERE,
    PHONE,
    SECRET,
    follow,
    fresh,
    petition,
    tap,
    the,
    told,
)
from tests.page import Client
from tests.people import Browser
from tests.teams.conftest import TEAM
from webapp import clock
from webapp.feedback import petitions, written


def test_a_petition_gets_a_code_of_the_slips_alphabet_that_is_no_reference(app: Flask, db: Session) -> None:
    code = petition(app).replace("-", "")
    assert len(code) == 8
    assert petitions.dossiers.looks_like_slip(code)
    kept = db.execute(text("select code from feedback_petitions")).scalar_one()
    assert code.encode() not in bytes(kept)


@pytest.mark.parametrize(("face", "kind"), [(1, "complaint"), (2, "complaint"), (3, "suggestion"), (5, "suggestion")])
def test_dissatisfied_it_is_a_complaint_else_a_suggestion(app: Flask, db: Session, face: int, kind: str) -> None:
    petition(app, face)
    assert the(db).kind == kind


def test_an_office_has_twenty_days_and_the_page_names_the_law(app: Flask, db: Session) -> None:
    """2026-11-23, Monday 09:00: twenty days later is a Sunday, so it is the Monday after."""
    clock.set_to(clock.local(clock.now()).replace(year=2026, month=11, day=23, hour=9))
    code = petition(app)
    due = the(db).due_at
    assert due is not None
    assert clock.local(due).date() == date(2026, 12, 14)
    page = follow(app, code)
    assert "14/12" in page
    assert "574/QĐ-TTg" in page


def test_a_post_office_has_five_working_days(app: Flask, db: Session) -> None:
    """From Monday 2026-11-23; the 24th is a day off."""
    clock.set_to(clock.local(clock.now()).replace(year=2026, month=11, day=23, hour=9))
    petition(app, at="/danh-gia/noi/buu-dien-ha-tu")
    due = the(db).due_at
    assert due is not None
    assert clock.local(due).date() == date(2026, 12, 1)


def test_where_no_term_is_known_nothing_is_promised_and_it_says_so(app: Flask, db: Session) -> None:
    code = petition(app, at=f"/danh-gia/noi/{TEAM}")
    assert the(db).due_at is None
    assert "Chưa biết hạn trả lời theo luật" in follow(app, code)


def test_every_term_has_a_law_and_a_kind_that_there_is() -> None:
    for kind in ("province_centre", "commune_centre", "post_office"):
        found = written.answering(kind)
        assert found
        assert found.source["text"] and found.source["text_en"] and found.source["mark"] in "CMD"  # noqa: PT018
    assert written.answering("community_team") is None


def test_before_its_first_day_a_term_does_not_hold() -> None:
    assert written.answering("commune_centre", date(2026, 6, 30)) is None


def test_it_is_followed_however_the_code_is_typed_and_nothing_personal_is_shown(app: Flask, db: Session) -> None:
    code = petition(app, 1, words=SECRET, phone=PHONE)
    typed = fresh(app).post("/gop-y", data={"ma": f" {code.lower().replace('-', ' ')} "})
    assert typed.headers["Location"] == f"/gop-y/{code}"
    page = follow(app, code)
    assert "Đã nhận" in page
    assert "Rất không hài lòng" in page
    for word in ("Bí Mật", PHONE, "0912 "):
        assert word not in page


@pytest.mark.parametrize("typed", ["", "ABCD", "ABCD-2345", "'; drop table", "x" * 500, "ÄÖÜ", "\u202e2345"])
def test_a_code_nobody_has_is_not_there(app: Flask, typed: str) -> None:
    petition(app)
    answer = fresh(app).post("/gop-y", data={"ma": typed})
    assert (answer.status_code, "Không có mã này" in answer.text) == (404, True)


def test_codes_are_not_tried_without_end(app: Flask) -> None:
    who = fresh(app)
    said = [who.post("/gop-y", data={"ma": "ABCD-2345"}).status_code for _ in range(31)]
    assert (said[29], said[30]) == (404, 429)


def test_addresses_of_petitions_are_not_tried_without_end_either(app: Flask) -> None:
    who = fresh(app)
    said = [who.get("/gop-y/ABCD-2345").status_code for _ in range(61)]
    assert (said[59], said[60]) == (404, 429)


def test_one_address_files_so_many_a_day_and_an_office_gets_no_flood_of_messages(
    app: Flask, db: Session, lan: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(written.rules(), petitions=2)
    monkeypatch.setattr(written, "rules", lambda: few)
    who, said = fresh(app), {"words": SECRET, "reply": "y"}
    at = tap(who)
    assert [who.post(at, data=said).status_code for _ in range(4)] == [303] * 4  # the same again is the same
    petition(app)
    other = fresh(app)
    assert other.post(tap(other), data=said).status_code == 429
    assert other.post(tap(other), data={"words": SECRET}).status_code == 303
    assert len(told(db, "petition_new")) == 2


def test_all_of_it_can_be_done_in_english(app: Flask, db: Session) -> None:
    who: Client = fresh(app)
    who.set_cookie("lang", "en")
    assert "Very dissatisfied" in who.get(HERE).text
