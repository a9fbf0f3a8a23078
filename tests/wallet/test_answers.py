"""Answers once given, offered at the top of a new form; the citizen decides."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from tests.people import ANSWERS, make_dossier
from webapp.dossiers.service import Dossier, State
from webapp.procedures.again import again
from webapp.wallet import service as wallet

STAY, LONGER = "1.004194", "1.002755"
RULES = [{"questions": ["phone", "gender", "kept"]}, {"questions": ["place"], "among": ["a", "b"]}]


def field(name: str, kind: str = "text", **more: Any) -> dict[str, Any]:
    return {"id": name, "kind": kind, "label": {"vi": name, "en": name}} | more


def form(code: str, *fields: dict[str, Any]) -> dict[str, Any]:
    return {"code": code, "form": [{"id": "g", "title": {"vi": "g", "en": "g"}, "fields": list(fields)}]}


def options(*values: str) -> list[dict[str, Any]]:
    return [{"value": one, "label": {"vi": one, "en": one}} for one in values]


@pytest.fixture
def moved(home) -> Dossier:
    return make_dossier(home.db, home.account, STAY, answers=ANSWERS)


def offer(home, code: str = LONGER) -> str:
    return home.get(f"/api/dien-lai/{code}").json.get("html", "")


def fill(home, source: Dossier, code: str = LONGER, draft: str = "", **more: str):
    return home.post(f"/thu-tuc/{code}/dien-lai", tu=str(source.id), id=draft, **more)


def test_it_offers_what_the_same_person_answered_last_time(home, moved):
    said = offer(home)
    assert "Lần trước, ngày" in said
    assert "Đăng ký tạm trú" in said


def test_filling_in_makes_a_draft_with_the_answers(home, moved):
    draft = str(uuid4())
    answer = fill(home, moved, draft=draft)
    kept = home.db.get_one(Dossier, UUID(draft)).fields
    assert answer.location.startswith(f"/ho-so/{draft}/don?tu=")
    assert kept["new_address"] == ANSWERS["new_address"]
    assert kept["agency"] == ANSWERS["agency"]


def test_the_form_says_which_answers_came_from_where(home, moved):
    page = home.get(fill(home, moved).location).text
    assert "câu từ hồ sơ" in page
    assert 'data-module="known_again"' in page
    assert "new_address" in page.split('data-fields="')[1].split('"')[0].split()


def test_an_answer_changed_since_is_not_said_to_be_old(home, moved):
    draft = uuid4()
    fill(home, moved, draft=str(draft))
    row = home.db.get_one(Dossier, draft)
    row.fields = row.fields | {"new_address": "số 9"}
    home.db.commit()
    page = home.get(f"/ho-so/{draft}/don?tu={moved.id}").text
    assert "new_address" not in page.split('data-fields="')[1].split('"')[0].split()


def test_what_belongs_to_one_request_is_asked_anew(home, moved):
    draft = uuid4()
    fill(home, moved, draft=str(draft))
    assert "residence_case" not in home.db.get_one(Dossier, draft).fields


def test_a_draft_with_typed_answers_is_left_alone(home, moved):
    draft = uuid4()
    home.client.put(
        f"/api/ho-so/{draft}", json={"code": LONGER, "fields": {"email": "an@example.com"}, "revision": None}
    )
    fill(home, moved, draft=str(draft))
    assert home.db.get_one(Dossier, draft).fields == {"email": "an@example.com"}


def test_a_draft_with_typed_answers_gets_no_offer(home, moved):
    draft = uuid4()
    home.client.put(
        f"/api/ho-so/{draft}", json={"code": LONGER, "fields": {"email": "an@example.com"}, "revision": None}
    )
    assert home.get(f"/api/dien-lai/{LONGER}?ho_so={draft}").json == {}


def test_saying_no_once_is_enough(home, moved):
    make_dossier(home.db, home.account, STAY, answers=ANSWERS)
    newest = max(home.db.query(Dossier).all(), key=lambda one: one.submitted_at)
    home.post(f"/thu-tuc/{LONGER}/dien-lai/khong", tu=str(newest.id))
    assert wallet.declined(home.db, home.account.id) == {newest.id}
    assert offer(home) == ""


def test_a_dossier_never_handed_in_gives_nothing(home):
    make_dossier(home.db, home.account, STAY, state=State.DRAFT, answers=ANSWERS)
    assert offer(home) == ""


def test_a_procedure_with_other_questions_gets_nothing(home, moved):
    assert offer(home, "3.000347") == ""


def test_another_person_of_the_household_is_offered_nothing(home, moved):
    moved.person_id = home.another_person()
    home.db.commit()
    assert offer(home) == ""


def test_a_draft_begun_for_another_person_is_not_filled_with_these_answers(home, moved):
    theirs = home.draft(LONGER, {}, person=home.another_person())
    assert fill(home, moved, draft=str(theirs.id)).status_code == 404
    assert home.get(f"/api/dien-lai/{LONGER}?ho_so={theirs.id}").json == {}
    assert "Những câu đã điền" not in home.get(f"/ho-so/{theirs.id}/don?tu={moved.id}").text


def test_a_stranger_is_offered_nothing(home, moved, chi):
    assert chi.get(f"/api/dien-lai/{LONGER}").json == {}


def test_a_stranger_cannot_fill_in_from_it(home, moved, chi):
    assert chi.post(f"/thu-tuc/{LONGER}/dien-lai", data={"tu": str(moved.id)}).status_code == 404
    assert chi.post(f"/thu-tuc/{LONGER}/dien-lai/khong", data={"tu": str(moved.id)}).status_code == 404


def test_a_stranger_learns_nothing_from_the_address(home, moved, chi):
    draft = uuid4()
    chi.put(f"/api/ho-so/{draft}", json={"code": LONGER, "fields": {"email": "c@example.com"}, "revision": None})
    assert "câu từ hồ sơ" not in chi.get(f"/ho-so/{draft}/don?tu={moved.id}").text


def test_nobody_signed_in_gets_nothing(app):
    assert app.test_client().get(f"/api/dien-lai/{LONGER}").json == {}


def test_the_form_that_phones_keep_says_nothing_of_anybody(home, moved):
    page = home.get(f"/thu-tuc/{LONGER}/lam").text
    assert 'data-module="last_answers"' in page
    assert "Lần trước" not in page


def test_a_page_of_its_own_offers_it_without_javascript(home, moved):
    page = home.get(f"/thu-tuc/{LONGER}/dien-lai").text
    assert "Lần trước, ngày" in page
    assert str(moved.id) in page


def test_an_empty_draft_is_offered_it_on_its_own_page(home, moved):
    draft = uuid4()
    home.post("/ho-so/", id=str(draft), code=LONGER)
    assert "Lần trước, ngày" in home.get(f"/ho-so/{draft}/don").text


def test_a_draft_of_somebody_else_is_not_filled(home, moved, chi):
    draft = uuid4()
    chi.put(f"/api/ho-so/{draft}", json={"code": LONGER, "fields": {"email": "c@example.com"}, "revision": None})
    assert fill(home, moved, draft=str(draft)).status_code == 404


@pytest.mark.parametrize(
    ("old", "new", "answers", "fits"),
    [
        (field("phone", "phone"), field("phone", "phone"), {"phone": "0912000001"}, {"phone": "0912000001"}),
        (field("phone", "phone"), field("phone", "text"), {"phone": "0912000001"}, {}),
        (field("other"), field("other"), {"other": "x"}, {}),
        (field("kept", "checkbox"), field("kept", "checkbox"), {"kept": True}, {}),
        (field("kept", "repeat", fields=[]), field("kept", "repeat", fields=[]), {"kept": [{"a": "1"}]}, {}),
        (field("place"), field("place"), {"place": "đây"}, {"place": "đây"}),
    ],
)
def test_an_answer_fits_the_same_question_only(speaking, old, new, answers, fits):
    assert again(form("a", old), answers, form("b", new), RULES) == fits


def test_an_answer_that_is_no_choice_any_more_does_not_fit(speaking):
    old = field("gender", "choice", options=options("1", "2"))
    new = field("gender", "choice", options=options("2", "3"))
    found = [again(form("a", old), {"gender": one}, form("c", new), RULES) for one in ("1", "2")]
    assert found == [{}, {"gender": "2"}]


def test_a_rule_among_some_procedures_holds_there_only(speaking):
    both = field("place")
    assert again(form("a", both), {"place": "đây"}, form("c", both), RULES) == {}


def test_every_question_named_exists_somewhere(catalogue):
    known = {one["id"] for made in catalogue.procedures.values() for group in made["form"] for one in group["fields"]}
    named = {name for rule in catalogue.shared.again for name in rule.get("questions", [])}
    assert named <= known


def test_no_declaration_or_choice_of_the_moment_is_named(catalogue):
    named = {name for rule in catalogue.shared.again for name in rule.get("questions", [])}
    kinds = {one["kind"] for made in catalogue.procedures.values() for group in made["form"] for one in group["fields"]
             if one["id"] in named}  # fmt: skip
    assert not kinds & {"checkbox", "note", "repeat", "yes_no", "money", "number"}
