"""When a place is open, and what the page says about it."""

from datetime import date, datetime

import pytest
from sqlalchemy.orm import Session

from webapp import clock
from webapp.opening import Calendar, Hours
from webapp.units import open_now, service

WEEK = {"mon-fri": ["07:30-11:30", "13:30-17:00"]}
POLICE = WEEK | {"sat": ["07:30-11:30"]}
CULTURE_DAY = Calendar(days_off={date(2026, 11, 24): "Ngày Văn hoá Việt Nam"})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.VN)


@pytest.mark.parametrize(
    ("moment", "closes"),
    [
        ("2026-11-23 07:30", "2026-11-23 11:30"),
        ("2026-11-23 11:29", "2026-11-23 11:30"),
        ("2026-11-23 13:30", "2026-11-23 17:00"),
    ],
)
def test_it_is_open_until_the_end_of_the_half_day(moment: str, closes: str) -> None:
    found = open_now.opening(Hours(WEEK), at(moment), CULTURE_DAY)
    assert found == open_now.Opening(closes=at(closes))


@pytest.mark.parametrize(
    ("moment", "opens", "days"),
    [
        ("2026-11-23 07:29", "2026-11-23 07:30", 0),
        ("2026-11-23 11:30", "2026-11-23 13:30", 0),
        ("2026-11-23 17:00", "2026-11-25 07:30", 2),
        ("2026-11-24 09:00", "2026-11-25 07:30", 1),
        ("2026-11-28 09:00", "2026-11-30 07:30", 2),
    ],
)
def test_it_is_closed_until_the_next_opening(moment: str, opens: str, days: int) -> None:
    found = open_now.opening(Hours(WEEK), at(moment), CULTURE_DAY)
    assert found == open_now.Opening(opens=at(opens), days=days)


def test_utc_and_viet_nam_time_mean_the_same_moment() -> None:
    moment = datetime.fromisoformat("2026-11-23T02:00:00+00:00")
    assert open_now.opening(Hours(WEEK), moment).closes == at("2026-11-23 11:30")


def test_a_place_whose_days_are_all_off_has_no_opening_in_sight() -> None:
    every = Calendar(days_off={date.fromordinal(date(2026, 11, 23).toordinal() + n): "x" for n in range(500)})
    found = open_now.opening(Hours(WEEK), at("2026-11-23 09:00"), every)
    assert not found.is_open
    assert found.opens is None


def test_the_police_receives_on_saturday_morning_and_the_committee_does_not(db: Session) -> None:
    unit, saturday = service.get(db, "hong-gai"), at("2026-11-21 09:00")
    assert service.is_open(unit, saturday, "commune_police")
    assert not service.is_open(unit, saturday, "commune_committee")
    assert not service.is_open(unit, saturday)


def test_a_place_without_police_hours_keeps_its_own(db: Session) -> None:
    unit = service.get(db, "to-so-ha-tu-1")
    assert service.hours(unit, "commune_police") == unit.hours


def test_the_week_is_said_in_few_lines(db: Session) -> None:
    assert open_now.week(POLICE) == [
        open_now.Line("Thứ Hai", "thứ Sáu", "7:30–11:30, 13:30–17:00", one_day=False),
        open_now.Line("Thứ Bảy", "thứ Bảy", "7:30–11:30", one_day=True),
    ]


def test_days_apart_stay_apart(db: Session) -> None:
    lines = open_now.week({"mon": ["08:00-10:00"], "wed": ["08:00-10:00"]})
    assert [line.first for line in lines] == ["Thứ Hai", "Thứ Tư"]
