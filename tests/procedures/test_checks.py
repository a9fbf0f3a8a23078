"""Rules across questions: when one is broken, where the words go, and what a file may say of them."""

from datetime import date
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.procedures.conftest import definition, question, text
from webapp import clock
from webapp.procedures.builder import build, clean
from webapp.procedures.checks import Break, broken, span

ON = date(2026, 11, 20)
PAIR = {"field": "b", "other": "a"}
BROKEN = [
    ({"kind": "after"} | PAIR, {"a": "2026-01-02", "b": "2026-01-02"}, True),
    ({"kind": "after"} | PAIR, {"a": "2026-01-02", "b": "2026-01-03"}, False),
    ({"kind": "after"} | PAIR, {"a": "2026", "b": "2026"}, False),
    ({"kind": "after"} | PAIR, {"a": "2026-01-02"}, False),
    ({"kind": "not_before"} | PAIR, {"a": "2026-01-02", "b": "2026-01-02"}, False),
    ({"kind": "not_before"} | PAIR, {"a": "2026-01-02", "b": "2026-01-01"}, True),
    ({"kind": "not_before"} | PAIR, {"a": "2026-03", "b": "2026-02"}, True),
    ({"kind": "not_before"} | PAIR, {"a": "2026-03-15", "b": "2026"}, False),
    ({"kind": "at_most_years_after", "years": 2} | PAIR, {"a": "2026-12-01", "b": "2028-11-30"}, False),
    ({"kind": "at_most_years_after", "years": 2} | PAIR, {"a": "2026-12-01", "b": "2028-12-02"}, True),
    ({"kind": "at_most_years_after", "years": 2} | PAIR, {"a": "2024-02-29", "b": "2026-03-01"}, False),
    ({"kind": "days_since", "at_most": 60} | PAIR, {"b": "x", "a": "2026-09-21"}, False),
    ({"kind": "days_since", "at_most": 60} | PAIR, {"b": "x", "a": "2026-09-20"}, True),
    ({"kind": "days_since", "more_than": 60} | PAIR, {"b": "x", "a": "2026-09-21"}, True),
    ({"kind": "days_since", "more_than": 60} | PAIR, {"b": "x", "a": "2026-09-20"}, False),
    ({"kind": "days_since", "at_most": 15} | PAIR, {"b": "x", "a": "2026-11"}, False),
    ({"kind": "days_since", "more_than": 15} | PAIR, {"b": "x", "a": "2026"}, False),
    ({"kind": "days_since", "more_than": 15} | PAIR, {"b": "x", "a": "2026-11-10"}, True),
    ({"kind": "not_above"} | PAIR, {"a": "100", "b": "100.5"}, True),
    ({"kind": "not_above"} | PAIR, {"a": "100", "b": "99.5"}, False),
    ({"kind": "not_below"} | PAIR, {"a": 100, "b": 99}, True),
    ({"kind": "within", "field": "b", "min": 2}, {"b": 1}, True),
    ({"kind": "within", "field": "b", "max": 1}, {"b": 1}, False),
    ({"kind": "within", "field": "b", "max": 1}, {}, False),
    ({"kind": "one_of", "field": "c", "others": ["a", "b"]}, {"a": "01", "b": "02", "c": "03"}, True),
    ({"kind": "one_of", "field": "c", "others": ["a", "b"]}, {"a": "01", "b": "02", "c": "02"}, False),
    ({"kind": "one_of", "field": "c", "others": ["a", "b"]}, {"a": "01", "c": "02"}, False),
    ({"kind": "sum_at_most", "group": "g", "field": "s", "limit": 100}, {"g": [{"s": "60"}, {"s": "40.5"}]}, True),
    ({"kind": "sum_at_most", "group": "g", "field": "s", "limit": 100}, {"g": [{"s": "60"}, {"s": "40"}]}, False),
    ({"kind": "exactly_one", "group": "g", "field": "m"}, {"g": [{"x": 1}]}, True),
    ({"kind": "exactly_one", "group": "g", "field": "m"}, {"g": [{"m": True}, {"m": True}]}, True),
    ({"kind": "exactly_one", "group": "g", "field": "m"}, {"g": [{"x": 1}, {"m": True}]}, False),
    ({"kind": "never", "field": "b", "when": {"a": "x"}}, {"a": "x"}, True),
    ({"kind": "never", "field": "b", "when": {"a": "x"}}, {"a": "y"}, False),
    ({"kind": "nobody_under", "field": "m", "age": 18, "births": ["a", "g.s"]}, {"a": "1990-01-01"}, False),
    ({"kind": "nobody_under", "field": "m", "age": 18, "births": ["a", "g.s"]}, {"g": [{"s": "2008-11-21"}]}, True),
    ({"kind": "nobody_under", "field": "m", "age": 18, "births": ["a", "g.s"]}, {"g": [{"s": "2008-11-20"}]}, False),
    ({"kind": "someone_under", "field": "m", "age": 18, "births": ["a"]}, {"a": "1990-01-01"}, True),
    ({"kind": "someone_under", "field": "m", "age": 18, "births": ["a"]}, {"a": "2010-01-01"}, False),
    ({"kind": "someone_under", "field": "m", "age": 18, "births": ["a"]}, {}, False),
]


@pytest.mark.parametrize(("check", "answers", "expected"), BROKEN)
def test_it_is_broken_by_these_answers_and_not_by_those(check: dict, answers: dict, expected: bool) -> None:
    assert bool(broken(check, answers, ON)) is expected


def test_a_rule_for_rows_names_the_row() -> None:
    check = {"kind": "not_before", "group": "g", "field": "to", "other": "from"}
    rows = [{"from": "1999", "to": "2001"}, {"from": "2005", "to": "2002"}, {"from": "2003"}]
    assert broken(check, {"g": rows}, ON) == [Break(1)]


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024-12", date(2024, 12, 1), date(2024, 12, 31)),
        ("2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
    ],
)
def test_a_date_that_is_not_whole_means_a_span(written: str, first: date, last: date) -> None:
    assert span(written) == (first, last)


LIFE = {"kind": "gap_free", "group": "g", "field": "from", "to": "to", "until_now": "now", "birth": "birth", "age": 14}


def told(*rows: tuple[str, str | None], birth: str = "1985-09-02") -> list[Break]:
    written = [{"from": start} | ({"to": end} if end else {"now": True}) for start, end in rows]
    return broken(LIFE, {"birth": birth, "g": written}, ON)


@pytest.mark.parametrize(
    "rows",
    [
        [("1999", None)],
        [("1999-09", "2003"), ("2003", "2010-05"), ("2010-06", None)],
        [("1999", "2003"), ("2004", None)],
        [("1985", "2026-11")],
        [("1999", None), ("2003", "2007")],
    ],
)
def test_a_life_told_without_gaps_is_accepted(rows: list) -> None:
    assert told(*rows) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("2001", None)], Break(0, "gap_free_start")),
        ([("1999", "2003"), ("2005", None)], Break(1, "gap_free_row")),
        ([("1999", "2003-05"), ("2003-07", None)], Break(1, "gap_free_row")),
        ([("2003", None), ("1999", "2003")], Break(1, "gap_free_row")),
        ([("1999", "2025")], Break(None, "gap_free_end")),
        ([("1999", "2026-10")], Break(None, "gap_free_end")),
    ],
)
def test_a_gap_a_wrong_order_and_an_early_end_are_found(rows: list, expected: Break) -> None:
    assert expected in told(*rows)


def test_a_child_of_twelve_owes_no_story() -> None:
    assert told(("2025", None), birth="2014-01-01") == []


def form(*checks: dict[str, Any], filed: dict[str, str] | None = None) -> Any:
    rules = definition(
        question("tu", "date"), question("den", "date"), question("an", "date", when={"tu": "không"}),
        question("dong", "repeat", fields=[question("dau", "date"), question("cuoi", "date")]),
        checks=list(checks),
    )  # fmt: skip
    return build(rules)(MultiDict(filed or {}))


@pytest.mark.usefixtures("speaking")
class TestOnAForm:
    def test_the_words_stand_at_the_question(self) -> None:
        made = form({"kind": "after", "field": "den", "other": "tu"}, filed={"tu": "2/1/2027", "den": "1/1/2027"})
        assert not made.validate()
        assert [(one.name, str(one.errors[0])) for one in made.wrong] == [("den", "Ngày này phải sau ngày ở câu “tu”.")]

    def test_its_own_words_are_said_where_the_file_has_some(self) -> None:
        own = {"kind": "after", "field": "den", "other": "tu", "message": text("Ở đến sau ngày đến.")}
        made = form(own, filed={"tu": "2/1/2027", "den": "1/1/2027"})
        made.validate()
        assert made["den"].errors == ["Ở đến sau ngày đến."]

    def test_a_question_with_a_mistake_of_its_own_keeps_those_words(self) -> None:
        made = form({"kind": "never", "field": "den", "message": text("x"), "when": {"tu": "2027-01-02"}},
                    filed={"tu": "2/1/2027", "den": "31/2/2027"})  # fmt: skip
        made.validate()
        assert "lịch" in str(made["den"].errors[0])

    def test_a_rule_about_a_question_that_is_not_asked_holds(self) -> None:
        assert form({"kind": "never", "field": "an", "message": text("x")}, filed={"tu": "2/1/2027"}).validate()

    def test_in_rows_the_words_stand_in_the_row(self) -> None:
        filed = {"dong-0-dau": "1/1/2020", "dong-2-dau": "2/1/2020", "dong-2-cuoi": "1/1/2020"}
        made = form({"kind": "not_before", "group": "dong", "field": "cuoi", "other": "dau"}, filed=filed)
        assert not made.validate()
        assert [one.name for one in made.wrong] == ["dong-2-cuoi"]

    def test_time_is_counted_from_the_day_it_was_filed(self) -> None:
        made = form({"kind": "days_since", "field": "den", "other": "tu", "at_most": 60},
                    filed={"tu": "1/9/2026", "den": "1/9/2026"})  # fmt: skip
        made.filed_on = date(2026, 10, 31)
        assert made.validate()
        made.filed_on = date(2026, 11, 1)
        assert not made.validate()

    def test_a_code_has_so_many_digits(self) -> None:
        rules = definition(question("ma", digits=4))
        assert clean(build(rules)(MultiDict({"ma": "56 10"}))) == {"ma": "5610"}
        for wrong in ("561", "56100", "561a"):
            assert not build(rules)(MultiDict({"ma": wrong})).validate()
        assert build(rules)()["ma"].attrs()["inputmode"] == "numeric"


def test_the_clock_is_the_apps(speaking: None) -> None:
    made = form({"kind": "days_since", "field": "den", "other": "tu", "at_most": 5},
                filed={"tu": f"{clock.today():%d/%m/%Y}", "den": "1/9/2026"})  # fmt: skip
    assert made.validate()
