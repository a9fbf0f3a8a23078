"""Whoever wants an answer gets a code, a day and an answer; the office sees its list, whoever it is about does not."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.feedback.conftest import (
    HELPER,
    HERE,
    PHONE,
    WORK,
    fresh,
    later,
    lines,
    petition,
    ratings,
    sign,
    sits,
    the,
    told,
)
from tests.page import Client
from tests.people import KHANH, LAN, QUANG, UNIT, Browser, account_of, browser
from tests.teams.conftest import TEAM
from webapp import clock
from webapp.feedback import lifecycle, petitions, written
from webapp.feedback.lifecycle import Event, State
from webapp.units import service as units

ANSWER = "Quầy thiếu người sáng nay. Từ mai có thêm một quầy."
SECRET = "Chờ từ sáng, tên tôi là Bí Mật"


def act(who: Browser, db: Session, step: str, **said: str) -> int:
    return int(who.post(f"{WORK}/{the(db).id}/{step}", data=said).status_code)


def follow(app: Flask, code: str) -> str:
    answer = fresh(app).get(f"/gop-y/{code}")
    assert answer.status_code == 200
    return str(answer.text)


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


def test_the_supervisor_sees_it_answers_it_and_whoever_left_a_number_is_told_without_what(
    app: Flask, db: Session, lan: Browser
) -> None:
    code = petition(app, 1, words=SECRET, phone=PHONE)
    assert code in lan.get(WORK).text
    page = lan.get(f"{WORK}/{the(db).id}").text
    assert SECRET in page
    assert PHONE not in page
    assert act(lan, db, "tra-loi", words=ANSWER) == 303
    assert ANSWER in follow(app, code)
    (message,) = told(db, "petition_closed")
    assert (message.phone, message.account_id, message.in_app) == (PHONE, None, False)
    assert code in message.body
    assert "Quầy thiếu" not in f"{message.title} {message.body}"
    assert lines(db) == ["filed", "answered"]


def test_without_a_number_nobody_is_told_and_the_code_shows_the_answer(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app)
    act(lan, db, "tra-loi", words=ANSWER)
    assert told(db, "petition_closed") == []
    assert ANSWER in follow(app, code)


def test_who_answers_is_told_that_there_is_one_and_not_what(
    app: Flask, db: Session, lan: Browser, minh: Browser
) -> None:
    petition(app, words=SECRET)
    sent = told(db, "petition_new")
    assert len(sent) == 2
    assert not [one for one in sent if "Bí Mật" in one.body]


def test_its_answer_can_be_rated_once_there_is_one_and_changed(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app)
    at = f"/gop-y/{code}/y-kien"
    assert fresh(app).post(at, data={"face": "5"}).status_code == 409
    act(lan, db, "tra-loi", words=ANSWER)
    assert fresh(app).post(at, data={"face": "5"}).status_code == 303
    assert fresh(app).post(at, data={"face": "2"}).status_code == 303
    assert the(db).said == 2
    assert fresh(app).post(at, data={"face": "9"}).status_code == 422


def test_it_is_given_to_an_officer_who_sees_only_that_one_and_answers(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    code = petition(app)
    at = f"{WORK}/{the(db).id}"
    assert code not in khanh.get(WORK).text
    assert khanh.get(at).status_code == 404
    assert act(lan, db, "giao", to=str(account_of(db, *KHANH).id)) == 303
    assert code in khanh.get(WORK).text
    assert khanh.get(at).status_code == 200
    assert act(khanh, db, "chuyen", outside="Sở Y tế", words="") == 403
    assert act(khanh, db, "tra-loi", words=ANSWER) == 303
    assert lines(db) == ["filed", "assigned", "answered"]
    assert len(told(db, "petition_yours")) == 1


def test_it_is_given_to_nobody_of_another_office(app: Flask, db: Session, lan: Browser) -> None:
    petition(app)
    other = account_of(db, *QUANG, [("officer", "ha-tu")]).id
    assert act(lan, db, "giao", to=str(other)) == 422
    assert act(lan, db, "giao", to="x") == 422
    assert the(db).assigned_id is None


def test_whoever_it_is_about_never_sees_it_not_even_as_supervisor(
    app: Flask, db: Session, lan: Browser, khanh: Browser
) -> None:
    at = sign(db)
    who = sits(db, khanh)
    account_of(db, *KHANH, [("supervisor", UNIT)])
    code = petition(app, at=at)
    assert the(db).about_id == who
    assert code in lan.get(WORK).text
    assert code not in khanh.get(WORK).text
    page = f"{WORK}/{the(db).id}"
    assert (khanh.get(page).status_code, khanh.get(f"{page}/anh").status_code) == (404, 404)
    assert act(khanh, db, "tra-loi", words=ANSWER) == 404
    assert KHANH[1] not in re.sub(r"Lúc ấy.*?</p>", "", lan.get(page).text, flags=re.DOTALL)
    assert [one.account_id for one in told(db, "petition_new")] == [account_of(db, *LAN).id]


def test_where_only_the_one_it_is_about_could_answer_it_goes_to_another_office(
    app: Flask, db: Session, khanh: Browser
) -> None:
    account_of(db, *KHANH, [("supervisor", UNIT)])
    account_of(db, *QUANG, [("supervisor", "ha-tu")])
    at = sign(db)
    sits(db, khanh)
    petition(app, at=at)
    assert the(db).unit_id == "ha-tu"


def test_of_a_helper_the_team_manager_answers(app: Flask, db: Session, badge: str) -> None:
    yen = browser(app, db, "0912000005", "Hoàng Thị Yến", ("team_manager", TEAM))
    code = petition(app, at=f"/danh-gia/nguoi-giup/{badge}")
    assert the(db).about_id == account_of(db, *HELPER).id
    assert code in yen.get(WORK).text


def test_a_place_where_nobody_answers_hands_it_to_its_centre(app: Flask, db: Session, lan: Browser) -> None:
    petition(app, at="/danh-gia/noi/buu-dien-hong-gai" if knows(db, "buu-dien-hong-gai") else f"/danh-gia/noi/{TEAM}")
    assert the(db).unit_id == UNIT


def knows(db: Session, unit_id: str) -> bool:
    found = any(one.id == unit_id for one in units.all_units(db))
    db.commit()
    return found


def test_another_offices_supervisor_finds_nothing(app: Flask, db: Session, lan: Browser) -> None:
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    code = petition(app)
    assert code not in other.get(WORK).text
    assert other.get(f"{WORK}/{the(db).id}").status_code == 404
    assert act(other, db, "tu-choi", words="x") == 404


def test_handed_on_to_another_office_it_goes_on_there_by_the_same_day(app: Flask, db: Session, lan: Browser) -> None:
    other = browser(app, db, *QUANG, ("supervisor", "ha-tu"))
    code = petition(app)
    due = the(db).due_at
    assert act(lan, db, "chuyen", to="ha-tu", outside="", words="") == 303
    assert (the(db).unit_id, the(db).state, the(db).due_at) == ("ha-tu", State.RECEIVED, due)
    assert code in other.get(WORK).text
    assert code not in lan.get(WORK).text
    assert "Chuyển sang đơn vị khác" in follow(app, code)


def test_passed_on_outside_it_ends_and_says_to_whom(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app, phone=PHONE)
    assert act(lan, db, "chuyen", to="", outside="", words="") == 422
    assert act(lan, db, "chuyen", to="", outside="Sở Y tế Quảng Ninh", words="Việc này do Sở Y tế trả lời.") == 303
    assert "Sở Y tế Quảng Ninh" in follow(app, code)
    assert len(told(db, "petition_closed")) == 1


def test_not_accepted_it_says_why(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app)
    assert act(lan, db, "tu-choi", words="") == 422
    assert act(lan, db, "tu-choi", words="Không phải việc của một cửa.") == 303
    assert "Không phải việc của một cửa." in follow(app, code)


def test_what_is_closed_stays_closed(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app)
    act(lan, db, "tra-loi", words=ANSWER)
    assert act(lan, db, "tra-loi", words="khác") == 409
    assert act(lan, db, "tu-choi", words="khác") == 409
    assert ANSWER in follow(app, code)
    assert code in lan.get(f"{WORK}/xong").text


def test_a_step_that_there_is_not_is_not_there(app: Flask, db: Session, lan: Browser) -> None:
    petition(app)
    assert act(lan, db, "xoa") == 404


@pytest.mark.parametrize("event", Event)
@pytest.mark.parametrize("state", State)
def test_only_what_is_open_can_change(state: State, event: Event) -> None:
    if state in lifecycle.OPEN:
        assert lifecycle.after(state, event) in State
    else:
        with pytest.raises(lifecycle.NotAllowed):
            lifecycle.after(state, event)


def test_late_ones_stand_first_and_in_red_and_whoever_waits_reads_an_apology(
    app: Flask, db: Session, lan: Browser
) -> None:
    code = petition(app)
    assert 'class="late"' not in lan.get(WORK).text
    clock.advance(timedelta(days=25))
    page = lan.get(WORK).text
    assert 'class="late"' in page
    assert "1 quá hạn" in page
    assert "Xin lỗi vì đã chậm" in follow(app, code)


def test_its_photo_is_for_whoever_answers(app: Flask, db: Session, lan: Browser) -> None:
    petition(app)
    assert lan.get(f"{WORK}/{the(db).id}/anh").status_code == 404


def test_after_an_answer_the_number_goes_then_all_of_it_but_the_face(app: Flask, db: Session, lan: Browser) -> None:
    code = petition(app, phone=PHONE)
    act(lan, db, "tra-loi", words=ANSWER)
    later(app, 31)
    assert the(db).phone is None
    later(app, 700)
    assert lines(db) == []
    (one,) = ratings(db)
    assert (one.words, one.face) == (None, 1)
    assert fresh(app).get(f"/gop-y/{code}").status_code == 404


def test_an_open_one_is_never_cleared_away(app: Flask, db: Session) -> None:
    code = petition(app, phone=PHONE)
    later(app, 3000)
    assert the(db).phone == PHONE
    assert fresh(app).get(f"/gop-y/{code}").status_code == 200


def test_all_of_it_can_be_done_in_english(app: Flask, db: Session) -> None:
    who: Client = fresh(app)
    who.set_cookie("lang", "en")
    assert "Very dissatisfied" in who.get(HERE).text
