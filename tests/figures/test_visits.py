"""Whoever a helper came to is asked on the page of their visit, without an account; it counts for the helper who was there."""

from datetime import datetime

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.figures.conftest import AN, ASKED, BOARD, DUNG, asks, fresh, kept, numbers, say
from tests.people import Browser, account_of, browser
from tests.visits.conftest import ROUND, asked, assign, at, visits
from webapp import clock
from webapp.visits.models import Visit


@pytest.fixture
def visit(app: Flask, db: Session, yen: Browser, dung: Browser) -> Visit:
    """Dũng goes to bà Hoa today."""
    found = asked(browser(app, db, *AN), db)
    assign(yen, found, account_of(db, *DUNG).id)
    clock.set_to(datetime(found.day.year, found.day.month, found.day.day, 20, tzinfo=clock.VN))
    return visits(db)[0]


def went(dung: Browser, visit: Visit, how: str = "da-den") -> None:
    assert dung.post(f"{ROUND}/{visit.id}/{how}").status_code == 303


def test_the_page_of_a_visit_asks_once_somebody_was_there(app: Flask, dung: Browser, visit: Visit) -> None:
    assert ASKED not in fresh(app).get(at(visit)).text
    went(dung, visit)
    (where,) = asks(fresh(app).get(at(visit)).text)
    say(app, where, "good")
    page = fresh(app).get(at(visit)).text
    assert "Đã ghi ý kiến, cảm ơn" in page
    assert asks(page) == []


def test_the_helper_is_not_asked(dung: Browser, visit: Visit) -> None:
    went(dung, visit)
    assert ASKED not in dung.get(at(visit)).text


def test_where_nobody_was_met_nobody_is_asked(app: Flask, dung: Browser, visit: Visit) -> None:
    went(dung, visit, "khong-gap")
    assert ASKED not in fresh(app).get(at(visit)).text
    assert kept(app) == []


def test_the_wrong_button_put_right_asks_or_asks_no_longer(app: Flask, dung: Browser, visit: Visit) -> None:
    went(dung, visit)
    went(dung, visit, "khong-gap")
    assert kept(app) == []
    went(dung, visit)
    went(dung, visit)
    assert len(kept(app)) == 1


def test_it_counts_for_who_was_there(dung: Browser, yen: Browser, visit: Visit) -> None:
    went(dung, visit)
    assert numbers(yen.get(BOARD).text, DUNG[1])[:-1] == ["0", "0", "0", "0", "–", "1"]
