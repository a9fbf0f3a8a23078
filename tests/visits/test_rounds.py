"""The helper's visits: names only after a tap that is written down, «đã đến» on the day, the reminder before."""

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests.people import AN, Browser, account_of, browser
from tests.visits.conftest import (
    ADDRESS,
    CODE,
    DUNG,
    NAME,
    ROUND,
    TEAM,
    asked,
    assign,
    at,
    helper,
    looks,
    texts,
    visits,
)
from webapp import clock, jobs, outbox
from webapp.teams.models import Member
from webapp.visits import service
from webapp.visits.models import Visit
from webapp.visits.slots import Slot


@pytest.fixture
def visit(app: Flask, db: Session, yen: Browser, dung: Browser) -> Visit:
    """Dũng goes to bà Hoa."""
    found = asked(browser(app, db, *AN), db)
    assign(yen, found, account_of(db, *DUNG).id)
    return visits(db)[0]


def on_the_day(visit: Visit, hour: int = 8) -> None:
    clock.set_to(datetime(visit.day.year, visit.day.month, visit.day.day, hour, tzinfo=clock.VN))


def work(app: Flask) -> None:
    outbox.run_due(app.extensions["sessions"], jobs.handlers(app.config["CONFIG"]))


def test_names_are_hidden_until_tapped_and_the_tap_is_written(db: Session, dung: Browser, visit: Visit) -> None:
    page = dung.get(ROUND).text
    assert "Những ngày tới" in page
    assert NAME not in page
    assert looks(db) == []
    page = dung.get(f"{ROUND}/{visit.id}").text
    assert NAME in page
    assert ADDRESS in page
    assert looks(db) == [("helper", account_of(db, *DUNG).id)]


def test_another_helper_finds_nothing(app: Flask, db: Session, visit: Visit) -> None:
    tam = helper(app, db, "0912000016", "Bùi Văn Tám")
    assert tam.get(f"{ROUND}/{visit.id}").status_code == 404
    assert tam.post(f"{ROUND}/{visit.id}/da-den").status_code == 404
    assert "Chưa phải đến nhà nào" in tam.get(ROUND).text


def test_whose_badge_no_longer_holds_sees_nothing(db: Session, dung: Browser, visit: Visit) -> None:
    db.execute(update(Member).values(photo=None, photo_at=None))
    db.commit()
    for path in (ROUND, f"{ROUND}/{visit.id}"):
        assert dung.get(path).headers["Location"] == "/the-nguoi-giup"
    assert looks(db) == []


@pytest.mark.parametrize(
    ("button", "state", "words"), [("da-den", "done", "Đã có người đến"), ("khong-gap", "missed", "không gặp ai")]
)
def test_on_the_day_it_is_marked(
    app: Flask, db: Session, dung: Browser, visit: Visit, button: str, state: str, words: str
) -> None:
    on_the_day(visit)
    for _ in range(2):
        assert dung.post(f"{ROUND}/{visit.id}/{button}").status_code == 303
    assert visits(db)[0].state == state
    assert words in browser(app, db, *AN).get(at(visit)).text
    assert ADDRESS not in dung.get(f"{ROUND}/{visit.id}").text


def test_the_wrong_button_can_be_put_right(db: Session, dung: Browser, visit: Visit) -> None:
    on_the_day(visit)
    dung.post(f"{ROUND}/{visit.id}/khong-gap")
    dung.post(f"{ROUND}/{visit.id}/da-den")
    assert visits(db)[0].state == "done"


def test_not_before_the_day(db: Session, dung: Browser, visit: Visit) -> None:
    answer = dung.post(f"{ROUND}/{visit.id}/da-den", follow_redirects=True)
    assert "Chưa đến ngày" in answer.text
    assert visits(db)[0].state == "assigned"


def test_the_day_after_name_and_address_are_gone_but_it_can_still_be_marked(
    db: Session, dung: Browser, visit: Visit
) -> None:
    on_the_day(visit)
    clock.advance(timedelta(days=1))
    page = dung.get(f"{ROUND}/{visit.id}").text
    assert ADDRESS not in page
    assert "Ghi giúp hôm đó thế nào" in page


def test_called_off_the_helper_hears_of_it(app: Flask, db: Session, dung: Browser, visit: Visit) -> None:
    browser(app, db, *AN).post(at(visit, "thoi"))
    assert [one.phone for one in texts(db, "visit_not_yours")] == [DUNG[0]]
    assert ADDRESS not in dung.get(f"{ROUND}/{visit.id}").text


def test_other_rooms_ask_for_a_helpers_day(db: Session, visit: Visit) -> None:
    dung_id = account_of(db, *DUNG).id
    (stop,) = service.for_helper(db, dung_id, visit.day)
    assert stop == service.Stop(visit.id, visit.slot, NAME, visit.address, visit.phone, CODE, TEAM, "assigned")
    assert service.for_helper(db, dung_id, visit.day + timedelta(days=1)) == []
    db.execute(update(Member).values(photo=None, photo_at=None))
    assert service.for_helper(db, dung_id, visit.day) == []
    db.rollback()


def test_the_reminder_leaves_before_and_once(app: Flask, db: Session, visit: Visit) -> None:
    work(app)
    assert texts(db, "visit_reminder") == []
    clock.set_to(visit.slot.reminded)
    for _ in range(2):
        work(app)
    (told,) = texts(db, "visit_reminder")
    assert DUNG[1] in told.body
    assert ADDRESS not in told.body


def test_where_nobody_goes_the_manager_is_reminded_instead(app: Flask, db: Session, yen: Browser) -> None:
    visit = asked(browser(app, db, *AN), db)
    clock.set_to(visit.slot.reminded)
    work(app)
    assert len(texts(db, "visit_nobody_goes")) == 1
    assert texts(db, "visit_reminder") == []


def test_what_was_called_off_reminds_nobody(app: Flask, db: Session, visit: Visit) -> None:
    browser(app, db, *AN).post(at(visit, "thoi"))
    clock.set_to(visit.slot.reminded)
    work(app)
    assert texts(db, "visit_reminder") == texts(db, "visit_nobody_goes") == []


@pytest.mark.parametrize(("part", "before"), [("morning", 14), ("afternoon", 6.5), ("evening", 11.5)])
def test_the_evening_before_a_morning_else_the_same_morning(part: str, before: float) -> None:
    slot = Slot(clock.today(), part)
    starts = {"morning": 8, "afternoon": 14, "evening": 19}[part]
    begin = datetime(slot.day.year, slot.day.month, slot.day.day, starts, tzinfo=clock.VN)
    assert begin - slot.reminded == timedelta(hours=before)
