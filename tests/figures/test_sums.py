"""Opinions of a helper come to be known together, never fewer than five; the single ones are destroyed, names go with time."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.figures.conftest import BOARD, DUNG, HAI, MINE, YEN, kept, later, link, many, numbers, rows, say
from tests.people import Browser, account_of, browser
from webapp import clock, retention
from webapp.figures.models import OpinionSum

FEW = "Chưa đủ ý kiến"


@pytest.fixture(autouse=True)
def _there(dung: Browser) -> None:
    """Whom it is about."""


def said(yen: Browser, name: str = DUNG[1], month: str = "") -> str:
    return numbers(yen.get(f"{BOARD}?thang={month}").text, name)[-1]


def nothing_said(yen: Browser, dung: Browser) -> bool:
    """Neither the helper nor the manager sees anything of it."""
    return FEW in dung.get(MINE).text and DUNG[1] not in yen.get(BOARD).text


def test_four_are_too_few_to_be_shown(app: Flask, db: Session, yen: Browser, dung: Browser) -> None:
    many(app, db, DUNG, *["good"] * 4)
    later(app, 15)
    assert nothing_said(yen, dung)


def test_whoever_did_something_stands_there_without_opinions(dung: Browser, yen: Browser) -> None:
    help_id = "6d6f7463-6861-4d00-8000-0000000000bb"
    dung.post("/giup/tai-khoan/android/chua-co", data={"id": help_id, "kind": "opened"})
    assert said(yen) == said(yen, "Cả tổ") == FEW.lower()


def test_five_are_shown_in_sums_and_are_themselves_destroyed(
    app: Flask, db: Session, yen: Browser, dung: Browser
) -> None:
    many(app, db, DUNG, "good", "good", "good", "fair", "poor", good=["clear"])
    later(app, 15)
    assert said(yen) == said(yen, "Cả tổ") == "Tốt 3 · Tạm được 1 · Chưa tốt 1"
    assert "Nói dễ hiểu: 5" in yen.get(BOARD).text
    assert "Nói dễ hiểu: 5" in dung.get(MINE).text
    assert kept(app) == []


def test_while_they_can_be_changed_they_are_not_counted(app: Flask, db: Session, yen: Browser, dung: Browser) -> None:
    many(app, db, DUNG, *["good"] * 5)
    later(app, 14)
    assert nothing_said(yen, dung)
    assert len(kept(app)) == 5


def test_one_more_waits_for_four_others(app: Flask, db: Session, yen: Browser) -> None:
    many(app, db, DUNG, *["good"] * 5)
    later(app, 15)
    many(app, db, DUNG, "poor")
    later(app, 15)
    assert said(yen).endswith("Chưa tốt 0")
    many(app, db, DUNG, *["good"] * 4)
    later(app, 15)
    assert said(yen) == "Tốt 9 · Tạm được 0 · Chưa tốt 1"


def test_opinions_of_two_helpers_do_not_make_up_the_number(app: Flask, db: Session, yen: Browser, hai: Browser) -> None:
    many(app, db, DUNG, *["good"] * 3)
    many(app, db, HAI, *["good"] * 4)
    later(app, 15)
    assert rows(app, OpinionSum) == []


def test_who_did_not_answer_is_no_opinion(app: Flask, db: Session, yen: Browser, dung: Browser) -> None:
    many(app, db, DUNG, *["good"] * 4)
    for _ in range(6):
        link(db, DUNG)
    later(app, 15)
    assert nothing_said(yen, dung)
    assert len(kept(app)) == 4


def test_a_night_more_changes_nothing(app: Flask, db: Session, yen: Browser) -> None:
    many(app, db, DUNG, *["fair"] * 6)
    later(app, 15)
    before = said(yen)
    later(app, 0)
    assert said(yen) == before == "Tốt 0 · Tạm được 6 · Chưa tốt 0"


def test_after_a_year_they_are_history(app: Flask, db: Session, yen: Browser) -> None:
    many(app, db, DUNG, *["good"] * 5)
    later(app, 15)
    month, then = f"{clock.today():%Y-%m}", said(yen)
    clock.advance(timedelta(days=366))
    again = browser(app, db, *YEN)
    assert DUNG[1] not in again.get(BOARD).text
    assert said(again, month=month) == then == "Tốt 5 · Tạm được 0 · Chưa tốt 0"


def test_what_too_few_others_joined_counts_for_the_team_after_a_year(app: Flask, db: Session) -> None:
    many(app, db, DUNG, *["good"] * 3)
    later(app, 15)
    clock.advance(retention.term("help_opinion_few"))
    later(app, 0)
    assert [one.helper_id for one in kept(app)] == [None] * 3


def test_the_name_goes_when_its_time_is_over(app: Flask, db: Session) -> None:
    many(app, db, DUNG, *["good"] * 5)
    later(app, 15)
    assert {one.helper_id for one in rows(app, OpinionSum)} == {account_of(db, *DUNG).id}
    db.rollback()
    later(app, 800)
    assert [(one.helper_id, one.number) for one in rows(app, OpinionSum)] == [(None, 5)]


def test_answers_under_an_open_link_wait_for_its_end(app: Flask, db: Session, yen: Browser, dung: Browser) -> None:
    many(app, db, DUNG, *["good"] * 4)
    clock.advance(timedelta(days=3))
    say(app, link(db, DUNG), "poor")
    later(app, 12)
    assert nothing_said(yen, dung)
    later(app, 3)
    assert said(yen) == "Tốt 4 · Tạm được 0 · Chưa tốt 1"
