"""Due dates: the worked examples of the domain facts (section 6), and their edges."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from webapp.clock import VN
from webapp.workdays import (
    OFFICE_HOURS,
    BadCalendar,
    BadHours,
    Calendar,
    Hours,
    NeverOpen,
    Term,
    UnknownTerm,
    add_working_days,
    due,
    explain,
    extend,
    lost_days,
    working_days_between,
)

FILE = Path(__file__).parents[2] / "webapp" / "data" / "calendar.yaml"
ROWS = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CALENDAR = Calendar.from_rows(ROWS)
PLAIN = Calendar({}, {})
OFFICE = OFFICE_HOURS
POLICE = Hours({"mon-fri": ["07:30-11:30", "13:30-17:00"], "sat": ["07:30-11:30"]})


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=VN)


def days(count: int) -> Term:
    return Term(count, "working_days")


SAME_DAY = Term(0, "same_day", time(15, 0))

DUE = [
    # the worked examples of the facts
    ("2026-11-23 14:00", SAME_DAY, OFFICE, "2026-11-23 17:00"),
    ("2026-11-23 15:30", SAME_DAY, OFFICE, "2026-11-25 17:00"),
    ("2026-11-20 10:00", days(3), OFFICE, "2026-11-26 10:00"),
    ("2026-11-21 09:00", days(7), POLICE, "2026-12-02 09:00"),
    ("2026-11-09 09:00", Term(20, "calendar_days"), OFFICE, "2026-11-30 09:00"),
    # 15:00 itself is not after 15:00
    ("2026-11-23 15:00", SAME_DAY, OFFICE, "2026-11-23 17:00"),
    ("2026-11-23 15:01", SAME_DAY, OFFICE, "2026-11-25 17:00"),
    ("2026-11-20 15:01", SAME_DAY, OFFICE, "2026-11-23 17:00"),
    ("2026-11-23 18:00", SAME_DAY, OFFICE, "2026-11-25 17:00"),
    ("2026-11-23 12:00", SAME_DAY, OFFICE, "2026-11-23 17:00"),
    ("2026-11-21 09:00", SAME_DAY, POLICE, "2026-11-23 17:00"),
    ("2026-11-23 10:00", Term(0, "same_day", time(9, 0)), OFFICE, "2026-11-25 17:00"),
    ("2026-11-23 15:30", Term(0, "same_day"), OFFICE, "2026-11-25 17:00"),
    # outside opening hours: the next opening
    ("2026-11-20 06:00", days(1), OFFICE, "2026-11-23 07:30"),
    ("2026-11-20 07:29", days(1), OFFICE, "2026-11-23 07:30"),
    ("2026-11-20 07:30", days(1), OFFICE, "2026-11-23 07:30"),
    ("2026-11-20 12:10", days(1), OFFICE, "2026-11-23 13:30"),
    ("2026-11-20 11:30", days(1), OFFICE, "2026-11-23 13:30"),
    ("2026-11-20 16:59", days(1), OFFICE, "2026-11-23 16:59"),
    ("2026-11-20 17:00", days(1), OFFICE, "2026-11-25 07:30"),
    ("2026-11-21 09:00", days(1), OFFICE, "2026-11-25 07:30"),
    ("2026-11-21 11:30", days(1), POLICE, "2026-11-25 07:30"),
    ("2026-11-22 09:00", days(1), POLICE, "2026-11-25 07:30"),
    # 24 November
    ("2026-11-23 09:00", days(1), OFFICE, "2026-11-25 09:00"),
    ("2026-11-24 09:00", days(1), OFFICE, "2026-11-26 07:30"),
    ("2025-11-24 09:00", days(1), OFFICE, "2025-11-25 09:00"),
    ("2027-11-23 09:00", days(1), OFFICE, "2027-11-25 09:00"),
    # Tết 2026 (16-20/02), 2027 (04-10/02), 2028 (24-28/01)
    ("2026-02-13 09:00", days(1), OFFICE, "2026-02-23 09:00"),
    ("2026-02-18 09:00", days(2), OFFICE, "2026-02-25 07:30"),
    ("2027-02-03 16:00", days(1), OFFICE, "2027-02-11 16:00"),
    ("2027-02-06 09:00", days(1), POLICE, "2027-02-12 07:30"),
    ("2028-01-21 09:00", days(3), OFFICE, "2028-02-02 09:00"),
    # the turn of the year, with the swapped 02/01/2026 and the worked Saturday 10/01/2026
    ("2025-12-31 10:00", days(1), OFFICE, "2026-01-05 10:00"),
    ("2026-01-09 10:00", days(1), OFFICE, "2026-01-10 10:00"),
    ("2026-01-10 15:00", days(1), OFFICE, "2026-01-12 15:00"),
    ("2026-12-31 10:00", days(1), OFFICE, "2027-01-04 10:00"),
    ("2027-12-31 10:00", days(1), OFFICE, "2028-01-04 10:00"),
    # other swaps and substitutes
    ("2026-08-21 10:00", days(1), OFFICE, "2026-08-22 10:00"),
    ("2026-08-22 15:30", days(1), POLICE, "2026-08-24 15:30"),
    ("2026-08-28 10:00", days(1), OFFICE, "2026-09-03 10:00"),
    ("2026-04-24 10:00", days(1), OFFICE, "2026-04-28 10:00"),
    ("2025-04-29 10:00", days(1), OFFICE, "2025-05-05 10:00"),
    # calendar days: only the last one may not be a day off
    ("2026-11-20 10:00", Term(1, "calendar_days"), OFFICE, "2026-11-23 10:00"),
    ("2026-11-20 10:00", Term(3, "calendar_days"), OFFICE, "2026-11-23 10:00"),
    ("2026-11-20 10:00", Term(4, "calendar_days"), OFFICE, "2026-11-25 10:00"),
    ("2026-11-21 10:00", Term(2, "calendar_days"), OFFICE, "2026-11-25 07:30"),
    ("2026-02-06 10:00", Term(10, "calendar_days"), OFFICE, "2026-02-23 10:00"),
    ("2026-01-08 10:00", Term(2, "calendar_days"), OFFICE, "2026-01-10 10:00"),
    # at once, while open
    ("2026-11-23 10:00", Term(0, "immediate"), OFFICE, "2026-11-23 10:00"),
    ("2026-11-23 12:00", Term(0, "immediate"), OFFICE, "2026-11-23 13:30"),
]


@pytest.mark.parametrize(("received", "term", "hours", "expected"), DUE)
def test_it_promises_the_day_and_hour_of_the_table(received: str, term: Term, hours: Hours, expected: str) -> None:
    promised = due(at(received), term, CALENDAR, hours)
    assert promised == at(expected)
    assert promised.tzinfo is VN


PAUSES = [
    # the fifth worked example: 25/11 08:00 to 27/11 08:00 is two working days
    ("2026-11-26 10:00", [("2026-11-25 08:00", "2026-11-27 08:00")], "2026-11-30 10:00"),
    ("2026-11-26 10:00", [("2026-11-25 08:00", "2026-11-27 08:01")], "2026-12-01 10:00"),
    ("2026-11-26 10:00", [("2026-11-25 08:00", "2026-11-25 09:00")], "2026-11-27 10:00"),
    ("2026-11-26 10:00", [("2026-11-20 09:00", "2026-11-23 09:00")], "2026-11-27 10:00"),
    ("2026-11-26 10:00", [("2026-11-23 09:00", "2026-11-25 09:00")], "2026-11-27 10:00"),
    # nothing is lost while the office is closed
    ("2026-11-26 10:00", [("2026-11-20 17:30", "2026-11-22 20:00")], "2026-11-26 10:00"),
    ("2026-11-26 10:00", [("2026-11-24 08:00", "2026-11-24 16:00")], "2026-11-26 10:00"),
    ("2026-11-26 10:00", [("2026-11-25 08:00", "2026-11-25 08:00")], "2026-11-26 10:00"),
    # overlapping pauses count once, separate ones both, in any order
    (
        "2026-11-26 10:00",
        [("2026-11-25 09:00", "2026-11-26 09:00"), ("2026-11-25 08:00", "2026-11-26 08:00")],
        "2026-11-30 10:00",
    ),
    (
        "2026-11-26 10:00",
        [("2026-11-25 08:00", "2026-11-25 10:00"), ("2026-11-23 08:00", "2026-11-23 10:00")],
        "2026-11-30 10:00",
    ),
    # the second pause lies within the promise as the first one moved it
    (
        "2026-11-26 10:00",
        [("2026-11-26 08:00", "2026-11-26 09:00"), ("2026-11-27 08:00", "2026-11-27 09:00")],
        "2026-11-30 10:00",
    ),
    # asked for too late: the promise was broken already
    ("2026-11-26 10:00", [("2026-11-27 08:00", "2026-11-30 08:00")], "2026-11-26 10:00"),
    ("2026-11-26 10:00", [], "2026-11-26 10:00"),
]


@pytest.mark.parametrize(("promised", "pauses", "expected"), PAUSES)
def test_it_adds_whole_working_days_for_a_supplement(
    promised: str, pauses: list[tuple[str, str]], expected: str
) -> None:
    spans = [(at(start), at(end)) for start, end in pauses]
    assert extend(at(promised), spans, CALENDAR, OFFICE) == at(expected)


def test_it_refuses_a_naive_moment() -> None:
    with pytest.raises(ValueError, match="zone"):
        due(datetime(2026, 11, 23, 9), days(1), CALENDAR, OFFICE)


def test_it_loses_no_day_to_a_few_seconds() -> None:
    start, end = at("2026-11-25 08:00"), at("2026-11-27 08:00") + timedelta(seconds=40)
    assert lost_days(start, end, CALENDAR, OFFICE) == 2


def test_it_refuses_a_pause_that_ends_before_it_starts() -> None:
    with pytest.raises(ValueError, match="ends before"):
        extend(at("2026-11-26 10:00"), [(at("2026-11-25 10:00"), at("2026-11-25 09:00"))], CALENDAR, OFFICE)


def test_it_takes_utc_and_answers_in_viet_nam_time() -> None:
    received = datetime(2026, 11, 22, 20, 0, tzinfo=UTC)  # 03:00 on Monday the 23rd in Việt Nam
    assert due(received, days(1), CALENDAR, OFFICE) == at("2026-11-25 07:30")


@pytest.mark.parametrize("term", [(0, "working_days"), (-1, "calendar_days"), (3, "hours"), (1, "")])
def test_it_refuses_a_term_that_cannot_be_meant(term: tuple[int, str]) -> None:
    with pytest.raises(UnknownTerm):
        Term(*term)


def test_it_promises_nothing_where_the_law_names_no_term() -> None:
    with pytest.raises(UnknownTerm):
        due(at("2026-11-23 09:00"), Term(0, "unknown"), CALENDAR, OFFICE)


def test_it_says_which_days_were_skipped_and_why() -> None:
    promise = explain(at("2026-11-20 10:00"), days(3), CALENDAR, OFFICE)
    assert [(one.day.day, one.name["vi"]) for one in promise.skipped] == [
        (21, "Thứ Bảy"), (22, "Chủ nhật"), (24, "Ngày Văn hoá Việt Nam"),
    ]  # fmt: skip
    assert [day.day for day in promise.counted] == [23, 25, 26]


def test_it_explains_the_wait_for_the_next_opening() -> None:
    promise = explain(at("2026-11-20 18:00"), days(1), CALENDAR, OFFICE)
    assert promise.counted_from == at("2026-11-23 07:30")
    assert [one.day.day for one in promise.skipped] == [21, 22, 24]
    assert promise.counted == (date(2026, 11, 25),)


def test_it_does_not_call_the_saturday_of_receipt_skipped() -> None:
    promise = explain(at("2026-11-21 09:00"), days(7), CALENDAR, POLICE)
    assert date(2026, 11, 21) not in [one.day for one in promise.skipped]
    assert [day.day for day in promise.counted] == [23, 25, 26, 27, 30, 1, 2]


def test_it_explains_a_pause_beside_the_term() -> None:
    span = (at("2026-11-25 08:00"), at("2026-11-27 08:00"))
    promise = explain(at("2026-11-20 10:00"), days(3), CALENDAR, OFFICE, [span])
    assert (promise.first_due, promise.due) == (at("2026-11-26 10:00"), at("2026-11-30 10:00"))
    assert [pause.days for pause in promise.pauses] == [2]
    assert [one.day.day for one in promise.skipped] == [21, 22, 24, 28, 29]


def test_it_explains_why_the_last_calendar_day_moved() -> None:
    promise = explain(at("2026-11-09 09:00"), Term(20, "calendar_days"), CALENDAR, OFFICE)
    assert [one.name["en"] for one in promise.skipped] == ["Sunday"]
    assert (promise.counted[0], promise.counted[-1]) == (date(2026, 11, 10), date(2026, 11, 30))


def test_it_explains_a_same_day_promise_moved_over_a_holiday() -> None:
    promise = explain(at("2026-11-23 15:30"), SAME_DAY, CALENDAR, OFFICE)
    assert [one.name["vi"] for one in promise.skipped] == ["Ngày Văn hoá Việt Nam"]
    assert promise.counted == (date(2026, 11, 25),)


def test_it_knows_when_the_office_is_open() -> None:
    opened = [
        OFFICE.open_at(at(f"2026-11-23 {hour}"), CALENDAR)
        for hour in ("07:29", "07:30", "11:29", "11:30", "13:30", "17:00")
    ]
    assert opened == [False, True, True, False, True, False]


def test_it_closes_the_police_on_a_holiday_saturday() -> None:
    assert POLICE.open_at(at("2026-11-21 09:00"), CALENDAR)
    assert not POLICE.open_at(at("2027-02-06 09:00"), CALENDAR)


def test_it_runs_a_worked_saturday_like_a_weekday() -> None:
    assert OFFICE.open_at(at("2026-08-22 15:00"), CALENDAR)
    assert POLICE.open_at(at("2026-08-22 15:00"), CALENDAR)


def test_it_gives_a_market_day_office_its_own_next_opening() -> None:
    wednesdays = Hours({"wed": [["08:00", "11:00"]]})
    assert wednesdays.next_opening(at("2026-11-20 10:00"), CALENDAR) == at("2026-11-25 08:00")
    assert due(at("2026-11-25 09:00"), days(1), CALENDAR, wednesdays) == at("2026-11-26 09:00")
    assert due(at("2026-11-24 09:00"), SAME_DAY, CALENDAR, wednesdays) == at("2026-11-25 11:00")


@pytest.mark.parametrize(
    "week",
    [
        {}, {"mon": []}, {"thu hai": ["07:30-11:30"]}, {"mon": ["11:30-07:30"]}, {"mon": [810, 1020]},
        {"mon": [[450, 690]]},
        {"mon": ["07:30-11:30", "11:00-17:00"]}, {"mon": ["7:30-11:30"]}, {"mon": ["07:30-25:00"]}, {"mon": ["07:30"]},
        {"mon-fri": ["07:30-11:30"], "wed": ["07:30-11:30"]}, {"fri-mon": ["07:30-11:30"], "x": []},
    ],
)  # fmt: skip
def test_it_refuses_hours_that_cannot_be_meant(week: dict[str, list[str]]) -> None:
    with pytest.raises(BadHours):
        Hours(week)


def test_it_gives_up_on_an_office_that_no_longer_opens() -> None:
    closed = Calendar({date(2026, 1, 1) + timedelta(n): "đóng cửa" for n in range(900)}, {})
    with pytest.raises(NeverOpen):
        due(at("2026-01-02 09:00"), days(1), closed, OFFICE)


@pytest.mark.parametrize(
    "rows",
    [
        [{"day": date(2026, 1, 1), "kind": "half", "name": "x"}],
        [{"day": "2026-01-01", "kind": "off", "name": "x"}],
        [{"day": date(2026, 1, 1), "kind": kind, "name": "x"} for kind in ("off", "worked")],
    ],
)
def test_it_refuses_calendar_rows_that_cannot_be_meant(rows: list[dict[str, object]]) -> None:
    with pytest.raises(BadCalendar):
        Calendar.from_rows(rows)


def test_it_asks_for_a_date_and_not_a_moment() -> None:
    with pytest.raises(TypeError):
        CALENDAR.is_working(at("2026-11-24 09:00"))


STATUTORY = {2025: 11, 2026: 12, 2027: 12, 2028: 12}


@pytest.mark.parametrize(("year", "count"), STATUTORY.items())
def test_it_has_the_statutory_days_of_each_year_off_on_weekdays(year: int, count: int) -> None:
    """A holiday on a weekend is compensated, so every year loses the same number of weekdays; swaps are on top."""
    swaps = sum(row["kind"] == "worked" and row["day"].year == year for row in ROWS)
    days_off = [row["day"] for row in ROWS if row["kind"] == "off" and row["day"].year == year]
    weekdays = [day for day in days_off if day.weekday() < 5]
    assert len(weekdays) == count + swaps


def test_it_works_only_weekends_as_swapped_days() -> None:
    worked = [row["day"] for row in ROWS if row["kind"] == "worked"]
    assert worked == [date(2025, 4, 26), date(2026, 1, 10), date(2026, 8, 22)]
    assert all(day.weekday() == 5 for day in worked)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["day"]))
def test_it_names_every_day_in_both_languages_with_a_marked_source(row: dict[str, object]) -> None:
    assert row["name"].keys() == {"vi", "en"}
    assert str(row["source"])[-3:] in {"[C]", "[D]", "[M]"}


moments = st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31), timezones=st.just(VN))
terms = st.one_of(
    st.builds(Term, st.integers(1, 40), st.sampled_from(["working_days", "calendar_days"])),
    st.just(SAME_DAY),
    st.just(Term(0, "immediate")),
)


@given(moments, terms, st.sampled_from([OFFICE, POLICE]))
def test_it_never_promises_the_past_nor_a_day_off(received: datetime, term: Term, hours: Hours) -> None:
    promised = due(received, term, CALENDAR, hours)
    assert promised >= received
    assert CALENDAR.is_working(promised.date()) or term.unit == "immediate"


@given(moments, st.timedeltas(timedelta(0), timedelta(days=9)), terms, st.sampled_from([OFFICE, POLICE]))
def test_it_never_promises_an_earlier_day_for_a_later_receipt(
    received: datetime, later: timedelta, term: Term, hours: Hours
) -> None:
    first, second = due(received, term, CALENDAR, hours), due(received + later, term, CALENDAR, hours)
    assert first.date() <= second.date()


@given(moments, st.integers(1, 40))
def test_it_counts_exactly_the_working_days_of_the_term(received: datetime, count: int) -> None:
    promise = explain(received, days(count), CALENDAR, OFFICE)
    assert len(promise.counted) == count
    assert working_days_between(promise.counted_from.date(), promise.due.date(), CALENDAR) == count
    assert not {one.day for one in promise.skipped} & set(promise.counted)


@given(moments, terms, st.lists(st.tuples(moments, st.timedeltas(timedelta(0), timedelta(days=20))), max_size=3))
def test_it_explains_exactly_what_it_promises(received: datetime, term: Term, waits: list[tuple]) -> None:
    pauses = [(start, start + length) for start, length in waits]
    promise = explain(received, term, CALENDAR, POLICE, pauses)
    assert promise.first_due == due(received, term, CALENDAR, POLICE)
    assert promise.due == extend(promise.first_due, pauses, CALENDAR, POLICE) >= promise.first_due


@given(moments, st.integers(0, 15))
def test_it_measures_whole_working_days_as_so_many_days(start: datetime, count: int) -> None:
    opened = OFFICE.next_opening(start, PLAIN)
    assert lost_days(opened, add_working_days(opened, count, PLAIN), PLAIN, OFFICE) == count


@given(moments, st.integers(1, 200))
def test_it_counts_days_between_both_ways(start: datetime, count: int) -> None:
    first = start.date()
    last = add_working_days(start, count, CALENDAR).date()
    assert working_days_between(first, last, CALENDAR) == count
    assert working_days_between(last, first, CALENDAR) == -count
