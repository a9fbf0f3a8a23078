"""Forms built from definitions: what is asked, read, kept and shown."""

from datetime import datetime
from typing import Any

import pytest
from werkzeug.datastructures import MultiDict

from tests.procedures.conftest import definition, question, text
from webapp import clock
from webapp.i18n import speaking as in_language
from webapp.procedures.builder import DefinitionForm, build, clean, flatten, summary
from webapp.procedures.load import Catalogue
from webapp.procedures.prefill import prefill

pytestmark = pytest.mark.usefixtures("speaking")
OPTIONS = [{"value": "a", "label": text("Thứ nhất")}, {"value": "b", "label": text("Thứ hai")}]


@pytest.fixture(autouse=True)
def _november() -> None:
    clock.set_to(datetime(2026, 11, 23, 9, 0))


def filled(rules: dict[str, Any], *pairs: tuple[str, str]) -> DefinitionForm:
    return build(rules)(MultiDict(pairs))


def errors(form: DefinitionForm) -> set[str]:
    form.validate()
    return {field.name for field in form.wrong}


def test_a_required_question_must_be_answered() -> None:
    rules = definition(question("ten", required=True), question("them"))
    assert errors(filled(rules, ("ten", "  "))) == {"ten"}
    assert errors(filled(rules, ("ten", "An"))) == set()


def test_a_hidden_question_is_neither_required_nor_kept() -> None:
    rules = definition(question("co", "yes_no"), question("ly_do", required=True, when={"co": "yes"}))
    form = filled(rules, ("co", "no"), ("ly_do", "bí mật"))
    assert errors(form) == set()
    assert clean(form) == {"co": "no"}


def test_a_mistake_in_a_hidden_question_does_not_matter() -> None:
    rules = definition(question("co", "yes_no"), question("so", "number", when={"co": "yes"}))
    assert errors(filled(rules, ("co", "no"), ("so", "x"))) == set()
    assert errors(filled(rules, ("co", "yes"), ("so", "x"))) == {"so"}


def test_text_is_normalised_and_freed_of_control_characters() -> None:
    form = filled(definition(question("ten", "name")), ("ten", "  Nguye\u0302\u0303n\u200b\t Lan\x07 "))
    assert clean(form) == {"ten": "Nguyễn Lan"}


def test_only_long_texts_keep_their_lines() -> None:
    rules = definition(question("dai", multiline=True), question("ngan"))
    form = filled(rules, ("dai", "một\r\nhai"), ("ngan", "một\nhai"))
    assert clean(form) == {"dai": "một\nhai", "ngan": "một hai"}


@pytest.mark.parametrize("kind", ["choice", "many"])
def test_an_answer_that_was_not_offered_is_refused(kind: str) -> None:
    rules = definition(question("chon", kind, options=OPTIONS))
    assert errors(filled(rules, ("chon", "z"))) == {"chon"}


def test_several_choices_are_kept_in_the_order_of_the_form() -> None:
    rules = definition(question("chon", "many", options=OPTIONS))
    assert clean(filled(rules, ("chon", "b"), ("chon", "a"), ("chon", "b"))) == {"chon": ["a", "b"]}


def test_a_required_box_must_be_ticked_and_is_never_ticked_beforehand() -> None:
    rules = definition(question("cam_doan", "checkbox", required=True))
    assert errors(filled(rules, ("khac", "1"))) == {"cam_doan"}
    assert build(rules)()["cam_doan"].shown is False
    assert clean(filled(rules, ("cam_doan", "true"))) == {"cam_doan": True}


def test_what_was_typed_wrong_is_shown_again() -> None:
    form = filled(definition(question("sinh", "date")), ("sinh", "31/02/2024"))
    assert errors(form) == {"sinh"}
    assert form["sinh"].shown == "31/02/2024"


def test_a_stored_date_is_shown_as_people_write_it() -> None:
    assert build(definition(question("sinh", "date")))(data={"sinh": "1960-03-05"})["sinh"].shown == "05/03/1960"


ADDRESS = definition(question("noi", "address", required=True))


@pytest.mark.parametrize(
    "parts",
    [
        {"ward": "06685"},
        {"ward": "phường Hồng Gai"},
        {"ward": "", "ward_typed": "hong gai"},
        {"ward": "06688", "ward_typed": "Hồng Gai"},
    ],
)
def test_a_commune_may_be_chosen_or_typed(parts: dict[str, str]) -> None:
    given = {"province": "22", "detail": "số 5"} | parts
    form = filled(ADDRESS, *((f"noi-{part}", value) for part, value in given.items()))
    assert clean(form) == {"noi": {"province": "22", "ward": "06685", "detail": "số 5"}}


@pytest.mark.parametrize(
    "given",
    [
        {"province": "01", "ward": "06685", "detail": "x"},
        {"province": "99", "ward": "06685", "detail": "x"},
        {"province": "22", "ward": "06685"},
        {"province": "22", "detail": "x"},
        {"province": "22"},
        {},
    ],
)
def test_an_address_that_is_not_whole_is_refused(given: dict[str, str]) -> None:
    assert errors(filled(ADDRESS, ("khac", ""), *((f"noi-{part}", value) for part, value in given.items()))) == {"noi"}


def test_an_address_left_empty_is_no_answer() -> None:
    rules = definition(question("noi", "address"))
    form = filled(rules, ("noi-province", "22"), ("noi-ward", ""), ("noi-detail", ""))
    assert errors(form) == set()
    assert clean(form) == {}


ROWS = definition(
    question("nguoi", "repeat", required=True, min=1, max=3, fields=[
        question("ho_ten", "name", required=True), question("la", "choice", options=OPTIONS),
        question("ro", required=True, when={"la": "b"}),
    ])
)  # fmt: skip


def test_rows_are_read_by_their_numbers_and_empty_ones_left_out() -> None:
    form = filled(ROWS, ("nguoi-0-ho_ten", "An"), ("nguoi-1-ho_ten", ""), ("nguoi-7-ho_ten", "Bình"))
    assert errors(form) == set()
    assert clean(form) == {"nguoi": [{"ho_ten": "An"}, {"ho_ten": "Bình"}]}


def test_a_condition_inside_a_row_looks_at_that_row() -> None:
    form = filled(
        ROWS, ("nguoi-0-ho_ten", "An"), ("nguoi-0-la", "b"), ("nguoi-1-ho_ten", "Bình"), ("nguoi-1-ro", "thừa")
    )
    assert errors(form) == {"nguoi-0-ro"}
    assert clean(form)["nguoi"][1] == {"ho_ten": "Bình"}


def test_too_few_and_too_many_rows_are_refused_and_nothing_is_lost() -> None:
    assert errors(filled(ROWS, ("khac", "1"))) == {"nguoi"}
    many = filled(ROWS, *((f"nguoi-{n}-ho_ten", "An") for n in range(4)))
    assert errors(many) == {"nguoi"}
    assert len(many["nguoi"].rows) == 4


def test_a_flood_of_rows_stays_bounded() -> None:
    form = filled(ROWS, *((f"nguoi-{n}-ho_ten", "An") for n in range(3000)))
    assert errors(form) == {"nguoi"}
    assert len(form["nguoi"].rows) == 50


def test_without_javascript_there_are_empty_rows_to_fill_in() -> None:
    assert len(build(ROWS)()["nguoi"].shown_rows) == 3
    again = filled(ROWS, ("nguoi-4-ho_ten", "An"))["nguoi"].shown_rows
    assert [row["ho_ten"].name for row in again] == ["nguoi-4-ho_ten", "nguoi-5-ho_ten", "nguoi-6-ho_ten"]


def test_stored_answers_go_back_into_the_same_form() -> None:
    rules = definition(
        *ADDRESS["form"][0]["fields"], *ROWS["form"][0]["fields"], question("sinh", "date_partial"),
        question("dong_y", "checkbox"), question("dien_tich", "number", decimals=1), question("gia", "money"),
        question("chon", "many", options=OPTIONS),
    )  # fmt: skip
    answers = {
        "noi": {"province": "22", "ward": "06685", "detail": "số 5"}, "nguoi": [{"ho_ten": "An", "la": "b", "ro": "x"}],
        "sinh": "1960-03", "dong_y": True, "dien_tich": "12.5", "gia": 1_500_000, "chon": ["a", "b"],
    }  # fmt: skip
    for flat in (flatten(answers), flatten(answers, rules)):
        again = build(rules)(MultiDict(flat))
        assert again.validate(), again.errors
        assert clean(again) == answers


def test_what_is_known_is_filled_in_and_what_does_not_fit_is_left_out(catalogue: Catalogue) -> None:
    facts = {
        "full_name": "NGUYỄN THỊ LAN",
        "gender": "Nữ",
        "birth_date": "1960-03-05",
        "id_number": "12",
        "phone": "0912345678",
    }
    known = prefill(catalogue.procedures["1.004194"], facts)
    assert known["name"] == "NGUYỄN THỊ LAN"
    assert (known["gender"], known["birth_date"], known["phone"]) == ("2", "1960-03-05", "0912345678")
    assert known["consent_owner_date"] == "2026-11-23"
    assert "personal_id" not in known


def test_a_known_address_fills_its_line_and_leaves_the_commune_to_the_person() -> None:
    rules = definition(question("noi", "address", fill="person.residence"))
    form = build(rules)(data=prefill(rules, {"residence": "Tổ 3, Hồng Gai, Hạ Long"}))
    assert form["noi"].shown["detail"] == "Tổ 3, Hồng Gai, Hạ Long"
    assert (form["noi"].shown["province"], form["noi"].shown["ward"]) == ("22", "")


def test_the_summary_speaks_in_questions_and_answers() -> None:
    rules = definition(question("chon", "choice", options=OPTIONS), *ROWS["form"][0]["fields"], question("trong"))
    rules["form"][0]["fields"][1]["item"] = text("Người {n}")
    told = summary(rules, {"chon": "b", "nguoi": [{"ho_ten": "An"}]})
    assert told == [("Nhóm", [("chon", "Thứ hai"), ("Người 1: ho_ten", "An")])]


def test_the_summary_follows_the_language(catalogue: Catalogue) -> None:
    rules = catalogue.procedures["1.004194"]
    with in_language("en"):
        assert ("Sex", "Female") in summary(rules, {"gender": "2"})[0][1]
    assert ("Giới tính", "Nữ") in summary(rules, {"gender": "2"})[0][1]


@pytest.mark.parametrize(
    ("kind", "changes", "expected"),
    [
        ("personal_id", {}, {"inputmode": "numeric", "autocomplete": "off"}),
        ("phone", {"fill": "person.phone"}, {"type": "tel", "autocomplete": "tel"}),
        ("date", {}, {"type": "text", "inputmode": "numeric", "placeholder": "ngày/tháng/năm"}),
        ("text", {"max": 80}, {"maxlength": "80"}),
        ("number", {"min": 1, "max": 50}, {"data-min": "1", "data-max": "50"}),
    ],
)
def test_the_browser_gets_its_limits_from_the_definition(kind: str, changes: dict, expected: dict[str, str]) -> None:
    attrs = build(definition(question("x", kind, **changes)))()["x"].attrs()
    assert {name: attrs[name] for name in expected} == expected


def test_every_real_form_can_be_built_and_answers_an_empty_post(catalogue: Catalogue) -> None:
    for rules in catalogue.procedures.values():
        form = filled(rules, ("khac", "1"))
        assert not form.validate(), f"{rules['code']} asks nothing"
        assert clean(form) == {}, rules["code"]
