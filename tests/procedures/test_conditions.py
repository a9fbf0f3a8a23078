import pytest

from tests.procedures.conftest import question
from webapp.procedures.conditions import asked, asked_in_row, holds

HOLDS = [
    (None, {}, True),
    ({}, {"a": "1"}, True),
    ({"a": "1"}, {"a": "1"}, True),
    ({"a": "1"}, {"a": "2"}, False),
    ({"a": "1"}, {}, False),
    ({"a": ["1", "2"]}, {"a": "2"}, True),
    ({"a": "1", "b": "2"}, {"a": "1"}, False),
    ({"a": "1", "b": "2"}, {"a": "1", "b": "2"}, True),
    ({"!a": "1"}, {"a": "2"}, True),
    ({"!a": "1"}, {"a": "1"}, False),
    ({"!a": ["1", "2"]}, {"a": "2"}, False),
    ({"!a": "1"}, {}, True),
    ({"a": True}, {"a": True}, True),
    ({"a": True}, {}, False),
    ({"a": False}, {}, True),
    ({"!a": True}, {}, True),
    ({"a": "x"}, {"a": ["x", "y"]}, True),
    ({"a": "z"}, {"a": ["x", "y"]}, False),
    ({"!a": "x"}, {"a": ["x", "y"]}, False),
    ({"a": 2}, {"a": 2}, True),
]


@pytest.mark.parametrize(("when", "answers", "expected"), HOLDS)
def test_it_holds_when_every_condition_does(when: dict, answers: dict, expected: bool) -> None:
    assert holds(when, answers) is expected


def test_a_row_is_looked_at_before_the_whole_form() -> None:
    assert holds({"a": "1"}, {"a": "2"}, row={"a": "1"})
    assert not holds({"a": "1"}, {"a": "1"}, row={"a": "2"})
    assert holds({"b": "1"}, {"b": "1"}, row={"a": "2"})


def test_an_answer_to_a_hidden_question_does_not_open_another() -> None:
    chain = [question("a"), question("b", when={"a": "yes"}), question("c", when={"b": "yes"})]
    groups = [{"fields": chain}]
    assert asked(groups, {"a": "yes", "b": "yes"}) == {"a", "b", "c"}
    assert asked(groups, {"a": "no", "b": "yes"}) == {"a"}


def test_a_hidden_group_hides_its_questions() -> None:
    groups = [
        {"fields": [question("a")]},
        {"when": {"a": "yes"}, "fields": [question("b"), question("c", when={"b": "1"})]},
    ]
    assert asked(groups, {"a": "no", "b": "1"}) == {"a"}
    assert asked(groups, {"a": "yes", "b": "1"}) == {"a", "b", "c"}


def test_questions_that_hide_each_other_come_to_an_end() -> None:
    groups = [{"fields": [question("a", when={"!b": "1"}), question("b", when={"!a": "1"})]}]
    assert asked(groups, {"a": "1", "b": "1"}) <= {"a", "b"}


def test_rows_decide_for_themselves() -> None:
    fields = [question("kind"), question("other", when={"kind": "khac"})]
    assert asked_in_row(fields, {}, {"kind": "khac"}) == {"kind", "other"}
    assert asked_in_row(fields, {"kind": "khac"}, {"kind": "con"}) == {"kind"}
