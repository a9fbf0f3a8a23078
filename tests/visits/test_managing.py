"""The manager says who goes, moves, declines, and how many the team takes; everybody concerned is told."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.people import AN, Browser, account_of, browser
from tests.visits.conftest import (
    ADDRESS,
    AT,
    CODE,
    DUNG,
    NAME,
    OTHER_TEAM,
    TEAM,
    TEAM_AT,
    WARD,
    YEN,
    asked,
    assign,
    at,
    helper,
    looks,
    slots_of,
    texts,
    visits,
)
from webapp.teams.models import Member
from webapp.visits import demo
from webapp.visits.models import Visit


@pytest.fixture
def visit(app: Flask, db: Session, yen: Browser) -> Visit:
    return asked(browser(app, db, *AN), db)


def test_the_teams_page_says_how_many_wait(db: Session, yen: Browser, dung: Browser, visit: Visit) -> None:
    assert "Đến nhà: 1 lần chờ phân công" in yen.get("/to-cua-toi").text
    assign(yen, visit, account_of(db, *DUNG).id)
    assert "chờ phân công" not in yen.get("/to-cua-toi").text


def test_another_teams_page_counts_only_its_own(app: Flask, db: Session, visit: Visit) -> None:
    other = browser(app, db, "0912000055", "Lý Văn Khoa", ("team_manager", OTHER_TEAM))
    assert "chờ phân công" not in other.get("/to-cua-toi").text


def test_the_demonstration_has_one_that_waits_however_often_it_starts(app: Flask, db: Session) -> None:
    for _ in range(2):
        demo.seed(db, TEAM, WARD, CODE)
        db.commit()
    (found,) = visits(db)
    assert (found.state, found.unit_id) == ("asked", TEAM)


def test_the_list_names_nobody_and_each_look_is_written(db: Session, yen: Browser, visit: Visit) -> None:
    page = yen.get(TEAM_AT).text
    assert "1 lần chờ phân công" in page
    assert NAME not in page
    assert ADDRESS not in page
    assert looks(db) == []
    assert ADDRESS in yen.get(f"{TEAM_AT}/{visit.id}").text
    assert looks(db) == [("manager", account_of(db, *YEN).id)]


def test_who_asked_sees_that_it_was_looked_at(app: Flask, db: Session, yen: Browser, visit: Visit) -> None:
    yen.get(f"{TEAM_AT}/{visit.id}")
    assert "Ai đã mở xem tên và địa chỉ" in browser(app, db, *AN).get(at(visit)).text


def test_assigning_tells_both_and_shows_who_comes(
    app: Flask, db: Session, yen: Browser, dung: Browser, visit: Visit
) -> None:
    assert assign(yen, visit, account_of(db, *DUNG).id).status_code == 303
    (told,) = texts(db, "visit_who_comes")
    assert DUNG[1] in told.title
    assert at(visit) in told.body
    assert len(texts(db, "visit_yours")) == 1
    page = browser(app, db, *AN).get(at(visit)).text
    assert f"{DUNG[1]} sẽ đến" in page
    assert "/nguoi-giup/AB000422" in page
    assert "Người giúp không bao giờ hỏi" in page


def test_assigning_the_same_again_tells_nobody_twice(db: Session, yen: Browser, dung: Browser, visit: Visit) -> None:
    for _ in range(2):
        assign(yen, visit, account_of(db, *DUNG).id)
    assert len(texts(db, "visit_who_comes")) == 1


def test_another_helper_instead_tells_all_three(
    app: Flask, db: Session, yen: Browser, dung: Browser, visit: Visit
) -> None:
    helper(app, db, "0912000016", "Bùi Văn Tám")
    assign(yen, visit, account_of(db, *DUNG).id)
    assign(yen, visit, account_of(db, "0912000016", "Bùi Văn Tám").id)
    assert [one.title.split(" sẽ ")[0] for one in texts(db, "visit_who_comes")] == [DUNG[1], "Bùi Văn Tám"]
    assert [one.phone for one in texts(db, "visit_not_yours")] == [DUNG[0]]


@pytest.mark.parametrize("who", ["nobody", "of another team", "without a photo"])
def test_only_whose_badge_holds_can_be_sent(
    app: Flask, db: Session, yen: Browser, dung: Browser, visit: Visit, who: str
) -> None:
    chosen = account_of(db, *DUNG).id
    if who == "nobody":
        chosen = uuid4()
    elif who == "of another team":
        helper(app, db, "0912000016", "Bùi Văn Tám", OTHER_TEAM)
        chosen = account_of(db, "0912000016", "Bùi Văn Tám").id
    else:
        db.execute(update(Member).values(photo=None, photo_at=None))
        db.commit()
    assert assign(yen, visit, chosen).status_code == 422
    assert visits(db)[0].state == "asked"


def test_a_helper_who_was_suspended_is_no_longer_named(
    app: Flask, db: Session, yen: Browser, dung: Browser, visit: Visit
) -> None:
    assign(yen, visit, account_of(db, *DUNG).id)
    db.execute(update(Member).values(state="suspended"))
    db.commit()
    assert DUNG[1] not in browser(app, db, *AN).get(at(visit)).text
    assert "Thẻ không còn hiệu lực" in yen.get(TEAM_AT).text


def test_moved_the_citizen_is_told_the_new_time(app: Flask, db: Session, yen: Browser, visit: Visit) -> None:
    other = next(one for one in slots_of(browser(app, db, *AN)) if one != str(visit.slot))
    for _ in range(2):
        assert yen.post(f"{TEAM_AT}/{visit.id}/doi-buoi", data={"slot": other}).status_code in (303, 422)
    assert str(visits(db)[0].slot) == other
    assert len(texts(db, "visit_moved")) == 1


def test_declined_with_a_reason_that_stands_on_the_page_only(
    app: Flask, db: Session, yen: Browser, visit: Visit
) -> None:
    assert yen.post(f"{TEAM_AT}/{visit.id}/tu-choi", data={"reason": ""}).status_code == 422
    for _ in range(2):
        yen.post(f"{TEAM_AT}/{visit.id}/tu-choi", data={"reason": "Bão về, cả tổ đi trực."})
    (told,) = texts(db, "visit_called_off")
    assert "Bão" not in told.body
    assert "Bão về, cả tổ đi trực." in browser(app, db, *AN).get(at(visit)).text


def test_what_was_called_off_cannot_be_assigned(
    db: Session, app: Flask, yen: Browser, dung: Browser, visit: Visit
) -> None:
    browser(app, db, *AN).post(at(visit, "thoi"))
    answer = assign(yen, visit, account_of(db, *DUNG).id)
    assert answer.status_code == 409
    assert visits(db)[0].state == "cancelled"


def test_how_many_a_team_takes_is_the_managers_word(app: Flask, db: Session, yen: Browser) -> None:
    said = {"morning": "0", "afternoon": "0", "evening": "2"}
    assert yen.post(f"{TEAM_AT}/suc-cua-to/{TEAM}", data=said).status_code == 303
    an = browser(app, db, *AN)
    assert {one.split("/")[1] for one in slots_of(an)} == {"evening"}
    yen.post(f"{TEAM_AT}/suc-cua-to/{TEAM}", data=dict.fromkeys(said, "0"))
    assert "tổ đã kín người nhờ" in an.get(f"{AT}?xa=06685&to={TEAM}").text


@pytest.mark.parametrize("typed", ["", "-1", "21", "x", "٣"])
def test_a_number_that_cannot_be_meant_is_refused(yen: Browser, typed: str) -> None:
    answer = yen.post(f"{TEAM_AT}/suc-cua-to/{TEAM}", data={"morning": "1", "afternoon": "1", "evening": typed})
    assert answer.status_code == 422
    assert "Một số từ 0 đến 20." in answer.text


def test_another_teams_manager_finds_nothing(app: Flask, db: Session, visit: Visit) -> None:
    tu = browser(app, db, "0912000015", "Lương Văn Tú", ("team_manager", OTHER_TEAM))
    assert "Không có ai đang nhờ" in tu.get(TEAM_AT).text
    assert tu.get(f"{TEAM_AT}/{visit.id}").status_code == 404
    for what in ("phan-cong", "doi-buoi", "tu-choi"):
        assert tu.post(f"{TEAM_AT}/{visit.id}/{what}").status_code == 404
    assert tu.post(f"{TEAM_AT}/suc-cua-to/{TEAM}").status_code == 404
    assert looks(db) == []


def test_a_request_whose_number_is_not_confirmed_is_not_there_yet(db: Session, yen: Browser, visit: Visit) -> None:
    db.execute(update(Visit).values(state="unconfirmed"))
    db.commit()
    assert yen.get(f"{TEAM_AT}/{visit.id}").status_code == 404
    assert "Không có ai đang nhờ" in yen.get(TEAM_AT).text
