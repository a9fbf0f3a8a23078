"""A helper goes through the steps beside somebody and notes what came of it: a number, nothing about the person."""

from datetime import timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.elsewhere.conftest import AT, TEAM, helps, note
from tests.page import Page
from tests.people import BINH, Browser, browser
from tests.visitors import fresh
from webapp import clock
from webapp.elsewhere.models import AccountHelp
from webapp.teams.models import Member


def test_the_same_steps_stand_beside_the_form(dung: Browser) -> None:
    page = dung.get(f"{AT}/android/chua-co").text
    assert "Đến công an phường, xã" in page
    assert "Ghi lại đã giúp" in page
    assert "không mở VNeID của người ấy trên máy mình" in page


def test_the_police_of_the_teams_ward_come_first(dung: Browser) -> None:
    page = dung.get(f"{AT}/android/chua-co").text
    assert page.index("Công an phường Hồng Gai") < page.index("Công an ở đâu?")


def test_a_helper_finds_it_where_helping_begins(dung: Browser) -> None:
    assert f'href="{AT}"' in dung.get("/giup").text


def test_it_is_counted_for_the_team_with_the_day_only(dung: Browser, db: Session) -> None:
    assert note(dung, "raised").status_code == 303
    (one,) = helps(db)
    assert (one.unit_id, one.kind, one.reason, one.day) == (TEAM, "raised", None, clock.today())
    assert set(AccountHelp.__table__.columns.keys()) == {"id", "unit_id", "helper_id", "kind", "reason", "day"}


def test_the_number_of_the_form_does_not_tell_the_minute(dung: Browser) -> None:
    first, second = (Page(dung.get(f"{AT}/android/chua-co").text).inputs["id"] for _ in range(2))
    assert first[14] == second[14] == "4"


def test_what_held_somebody_up_is_kept_with_what_came_to_nothing(dung: Browser, db: Session) -> None:
    assert note(dung, "not_yet", reason="sim").status_code == 303
    assert [(one.kind, one.reason) for one in helps(db)] == [("not_yet", "sim")]


def test_a_reason_beside_success_says_nothing(dung: Browser, db: Session) -> None:
    assert note(dung, "opened", reason="sim").status_code == 303
    assert [(one.kind, one.reason) for one in helps(db)] == [("opened", None)]


def test_sent_twice_it_counts_once(dung: Browser, db: Session) -> None:
    name = str(uuid4())
    assert [note(dung, id=name).status_code, note(dung, "raised", id=name).status_code] == [303, 303]
    assert [one.kind for one in helps(db)] == ["opened"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"kind": ""}, "Chọn một mục trong danh sách."),
        ({"kind": "sold"}, "Chọn một mục trong danh sách."),
        ({"kind": "not_yet"}, "Chọn điều gì làm vướng."),
        ({"kind": "not_yet", "reason": "bà Hoa, 0912000001"}, "Chọn điều gì làm vướng."),
    ],
    ids=["nothing", "unknown", "no-reason", "words-of-their-own"],
)
def test_what_is_not_on_the_lists_is_asked_again_and_not_kept(
    dung: Browser, db: Session, said: dict[str, str], words: str
) -> None:
    answer = note(dung, **said)
    assert answer.status_code == 422
    assert words in answer.text
    assert helps(db) == []


def test_a_broken_number_is_a_new_help(dung: Browser, db: Session) -> None:
    assert note(dung, id="x" * 200).status_code == 303
    assert len(helps(db)) == 1


def test_a_slip_is_taken_back_the_same_day(dung: Browser, db: Session) -> None:
    note(dung)
    (one,) = helps(db)
    assert "Hôm nay đã ghi 1 lần" in dung.get(AT).text
    assert dung.post(f"{AT}/da-ghi/{one.id}/bo").status_code == 303
    assert helps(db) == []


def test_yesterdays_stays_counted(dung: Browser, db: Session) -> None:
    note(dung)
    (one,) = helps(db)
    clock.advance(timedelta(days=1))
    assert dung.post(f"{AT}/da-ghi/{one.id}/bo").status_code == 404
    assert len(helps(db)) == 1


def test_nobody_takes_back_what_another_noted(dung: Browser, hai: Browser, db: Session) -> None:
    note(dung)
    (one,) = helps(db)
    assert hai.post(f"{AT}/da-ghi/{one.id}/bo").status_code == 404
    assert len(helps(db)) == 1


@pytest.mark.parametrize(
    "lacks",
    [{"state": "suspended"}, {"photo_at": None}, {"state": "training"}],
    ids=["suspended", "no-photo", "in-training"],
)
def test_a_helper_whose_badge_does_not_hold_is_led_to_it_and_counts_nothing(
    dung: Browser, db: Session, lacks: dict[str, str | None]
) -> None:
    db.execute(update(Member).values(**lacks))
    db.commit()
    for answer in (dung.get(AT), dung.get(f"{AT}/android"), dung.get(f"{AT}/android/chua-co"), note(dung)):
        assert (answer.status_code, answer.headers["Location"]) == (303, "/the-nguoi-giup")
    assert helps(db) == []


def test_it_is_for_helpers_alone(app: Flask, db: Session, yen: Browser) -> None:
    assert note(fresh(app)).headers["Location"].startswith("/dang-nhap")
    assert [note(one).status_code for one in (browser(app, db, *BINH), yen)] == [403, 403]
    assert helps(db) == []


def test_nobody_counts_without_end(dung: Browser, db: Session) -> None:
    assert {note(dung).status_code for _ in range(60)} == {303}
    assert note(dung).status_code == 429
    assert len(helps(db)) == 60
