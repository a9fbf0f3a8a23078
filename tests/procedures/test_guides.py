"""Life events as guided lists: what is left for whose answers, in which order, and that whatever they name exists."""

import re
from itertools import product
from typing import Any

import pytest

from webapp.procedures import guides

SHOP = {
    "event": "x",
    "questions": [
        {"id": "a", "answers": [{"value": "1"}, {"value": "2"}]}, {"id": "b", "answers": [{"value": "1"}, {"value": "2"}]},
    ],
    "steps": [{"id": "one", "unless": [{"a": "1", "b": "2"}]}, {"id": "two", "unless": [{"a": "2"}]}, {"id": "three"}],
    "together": [{"steps": ["one", "two"]}, {"steps": ["three"]}],
}  # fmt: skip


def left(said: dict[str, str]) -> list[str]:
    return [step["id"] for step in guides.steps(SHOP, said)]


def goes(said: dict[str, str]) -> list[list[str]]:
    return [one["steps"] for one in guides.together(SHOP, guides.steps(SHOP, said))]


def listed(page: Any) -> list[str]:
    return re.findall(r'<li class="card" id="viec-([\w-]+)"', page.text)


def test_nothing_answered_leaves_everything() -> None:
    assert left({}) == ["one", "two", "three"]


def test_a_step_is_left_out_when_all_of_one_case_is_answered_so() -> None:
    assert left({"a": "1"}) == ["one", "two", "three"]
    assert left({"a": "1", "b": "2"}) == ["two", "three"]


def test_what_goes_together_needs_two_that_are_left_or_all_of_one() -> None:
    assert goes({}) == [["one", "two"], ["three"]]
    assert goes({"a": "2"}) == [["three"]]


def test_only_answers_that_are_offered_count() -> None:
    assert guides.answers(SHOP, {"a": "1", "b": "9", "c": "1"}) == {"a": "1"}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"event": "y"}, "no such life event"),
        ({"steps": [{"id": "one"}, {"id": "one"}]}, "two steps «one»"),
        ({"together": [{"steps": ["four"]}]}, "no step «four»"),
        ({"steps": [{"id": "one", "unless": [{"a": "3"}]}], "together": []}, "no answer {'a': '3'}"),
    ],
)
def test_it_says_what_does_not_exist(change: dict[str, Any], said: str) -> None:
    assert said in " ".join(guides.faults([SHOP | change], ["x"], {}))


def test_an_answer_told_to_a_procedure_must_be_one_of_its_own(catalogue: Any) -> None:
    step = {
        "id": "one",
        "procedure": "1.001193",
        "given": [{"when": {"a": "1"}, "answers": {"registration_kind": "nay"}}],
    }
    found = guides.faults([SHOP | {"steps": [step], "together": []}], ["x"], catalogue.procedures)
    assert "1.001193 has no answer registration_kind=nay" in " ".join(found)


def test_every_life_event_has_a_guide_whose_procedures_are_all_there(catalogue: Any) -> None:
    assert set(catalogue.shared.guides) == set(catalogue.shared.life_events)
    named = {
        step["procedure"]
        for guide in catalogue.shared.guides.values()
        for step in guide["steps"]
        if "procedure" in step
    }
    assert named <= set(catalogue.procedures)


def test_no_term_and_nothing_together_stands_without_a_dated_source(catalogue: Any) -> None:
    said = [step for guide in catalogue.shared.guides.values() for step in guide["steps"] if "due" in step]
    said += [one for guide in catalogue.shared.guides.values() for one in guide["together"]]
    assert len(said) > 8
    assert all("seen" in one["source"] for one in said)


def test_whatever_is_answered_something_is_left_in_its_order(catalogue: Any) -> None:
    for guide in catalogue.shared.guides.values():
        order = [step["id"] for step in guide["steps"]]
        questions = [[(one["id"], answer["value"]) for answer in one["answers"]] for one in guide["questions"]]
        for said in product(*questions):
            found = [step["id"] for step in guides.steps(guide, dict(said))]
            assert found, (guide["event"], said)
            assert found == [name for name in order if name in found]


def test_every_question_changes_the_list_or_a_price(catalogue: Any) -> None:
    for guide in catalogue.shared.guides.values():
        cases = [
            case
            for step in guide["steps"]
            for case in [*(step.get("unless") or []), *(g["when"] for g in step.get("given") or [])]
        ]
        assert {one["id"] for one in guide["questions"]} == {name for case in cases for name in case}, guide["event"]


def test_a_page_lists_the_steps_in_order_with_price_and_term(client: Any) -> None:
    page = client.get("/viec/sinh-con")
    assert listed(page) == ["lay-chung-sinh", "nhan-cha", "khai-sinh", "thuong-tru", "the-bao-hiem"]
    assert "Trong 60 ngày từ ngày sinh" in page.text
    assert "Dịch vụ công liên thông khai sinh, khai tử" in re.sub(r"<[^>]+>", "", page.text)


def test_a_tap_on_an_answer_leaves_out_what_is_not_needed(client: Any) -> None:
    page = client.get("/viec/sinh-con?chung-sinh=co&cha-me=roi")
    assert listed(page) == ["khai-sinh", "thuong-tru", "the-bao-hiem"]
    assert page.text.count('aria-current="true"') >= 2


def test_an_answer_can_be_taken_back_by_a_second_tap(client: Any) -> None:
    page = client.get("/viec/sinh-con?chung-sinh=co").text
    assert 'href="/viec/sinh-con#hoi" aria-current="true"' in page


def test_the_price_is_for_the_answer_given(client: Any) -> None:
    def birth(said: str) -> str:
        return (
            client.get(f"/viec/sinh-con?sinh-luc={said}").text.split('id="viec-khai-sinh"')[1].split('class="btns"')[0]
        )

    assert "Không mất tiền" in birth("trong-60")
    assert "Không mất tiền" not in birth("qua-60")
    assert "registration_kind=qua_han" in birth("qua-60")


@pytest.mark.parametrize("query", ["chung-sinh=9", "la=gi", "chung-sinh=%3Cscript%3E", "chung-sinh=co&chung-sinh=chua"])
def test_an_answer_that_is_none_changes_nothing_of_it(client: Any, query: str) -> None:
    page = client.get(f"/viec/sinh-con?{query}")
    assert page.status_code == 200
    assert "<script>" not in page.text


def test_what_must_be_done_in_person_leads_to_the_place(client: Any) -> None:
    step = client.get("/viec/giay-to-ca-nhan?giay=sao-y").text.split('id="viec-sao-y"')[1].split("</li>\n  <li")[0]
    assert 'href="/noi-nop"' in step
    assert "/2.000815/lam" not in step


def test_other_procedures_of_the_event_stay_within_reach(client: Any) -> None:
    assert 'href="/thu-tuc/1.004873"' in client.get("/viec/ket-hon").text


def test_english_is_complete(client: Any, catalogue: Any) -> None:
    client.set_cookie("lang", "en")
    for event in catalogue.shared.life_events:
        page = client.get(f"/viec/{event}").text
        assert "Làm lần lượt" not in page
        assert "Bấm câu trả lời" not in page
