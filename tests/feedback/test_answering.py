"""What an office does with a petition: answers, gives it to somebody, hands it on; whoever it is about never sees it."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.feedback.conftest import (
    ANSWER,
    HELPER,
    PHONE,
    SECRET,
    WORK,
    act,
    follow,
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
from tests.people import KHANH, LAN, QUANG, UNIT, Browser, account_of, browser
from tests.teams.conftest import TEAM
from webapp import clock
from webapp.feedback import lifecycle
from webapp.feedback.lifecycle import Event, State
from webapp.units import service as units


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


def test_an_answer_sent_twice_is_one_and_no_reproach(app: Flask, db: Session, lan: Browser) -> None:
    petition(app, phone=PHONE)
    assert [act(lan, db, "tra-loi", words=ANSWER) for _ in range(2)] == [303, 303]
    assert lines(db) == ["filed", "answered"]
    assert len(told(db, "petition_closed")) == 1


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
    assert fresh(app).post(f"/gop-y/{code}/y-kien", data={"face": "1"}).status_code == 409  # that is no answer
    assert the(db).said is None


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
    clock.advance(timedelta(days=40))  # past the term, whatever days off lie in it
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
