"""The table of days off: filled once from the file, edited by people, never overwritten."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from webapp.calendar_days import CalendarDay, load, put, seed, seed_rows
from webapp.workdays import BadCalendar


@pytest.fixture
def db() -> Iterator[Session]:
    engine = create_engine("sqlite://")
    CalendarDay.__table__.create(engine)
    with Session(engine) as session:
        yield session
    engine.dispose()


def test_it_fills_the_table_once(db: Session) -> None:
    assert seed(db) == len(seed_rows())
    assert seed(db) == 0


def test_it_loads_what_it_filled(db: Session) -> None:
    seed(db)
    calendar = load(db)
    assert calendar.why_off(date(2026, 11, 24)) == {"vi": "Ngày Văn hoá Việt Nam", "en": "Vietnam Culture Day"}
    assert calendar.is_working(date(2026, 8, 22))


def test_it_keeps_a_day_that_was_edited(db: Session) -> None:
    seed(db)
    put(db, date(2027, 2, 4), "worked", "Ngày làm việc", "Working day", "Thông báo của tỉnh")
    seed(db)
    assert load(db).is_working(date(2027, 2, 4))


def test_it_adds_a_new_swap(db: Session) -> None:
    put(db, date(2027, 9, 4), "worked", "Làm bù", "Worked in exchange", "Thông báo của tỉnh")
    assert load(db).is_working(date(2027, 9, 4))


def test_it_refuses_another_kind_of_day(db: Session) -> None:
    with pytest.raises(BadCalendar):
        put(db, date(2027, 9, 4), "half", "Nửa ngày", "Half day", "")
