"""Answers shared along a life event: what one step gives to the next, whose it is, how long, and who is asked."""

from datetime import timedelta
from typing import Any

import pytest

from tests.people import make_dossier
from webapp.dossiers.service import Dossier
from webapp.procedures.again import leading, next_step

BIRTH, RESIDENCE, DEATH, REMOVAL, SINGLE, MARRIAGE = (
    "1.001193",
    "1.004222",
    "1.000656",
    "1.003197",
    "1.004873",
    "1.000894",
)
LAND, FEE = "1.013831", "1.007277"
MOTHER = {"relation_to_child": "me", "applicant_full_name": "Nguyễn Thị An", "applicant_personal_id": "022180000001"}
BABY = {"child_name": "Nguyễn Văn Ba", "child_birth_date": "2026-11-01", "child_gender": "1"} | MOTHER
GRANDFATHER = {"deceased_name": "Nguyễn Văn Cụ", "deceased_personal_id": "022030000001"}


def pairs(catalogue: Any, old: str, new: str) -> list[dict[str, Any]]:
    return [rule["pairs"] for rule in leading(catalogue.shared.again, old, new)]


def given(catalogue: Any, old: str, new: str, answers: dict[str, Any], name: str | None = None, days: int = 1) -> Any:
    found = next_step(catalogue.procedures[old], answers, catalogue.procedures[new], catalogue.shared.again, days, name)
    return found.answers if found else {}


def test_every_question_of_a_pair_exists_and_is_of_the_same_kind(catalogue):
    def kinds(code: str) -> dict[str, str]:
        return {one["id"]: one["kind"] for group in catalogue.procedures[code]["form"] for one in group["fields"]}

    rules = [rule for rule in catalogue.shared.again if "pairs" in rule]
    wrong = [
        (rule["from"], rule["to"], new, old)
        for rule in rules
        for new, old in rule["pairs"].items()
        if kinds(rule["to"])[new] != kinds(rule["from"])[old]
    ]
    assert rules
    assert not wrong


@pytest.mark.parametrize(
    ("old", "new"),
    [(BIRTH, RESIDENCE), (DEATH, REMOVAL), (SINGLE, MARRIAGE), (MARRIAGE, RESIDENCE), (LAND, FEE), (FEE, LAND)],
)
def test_the_pairs_of_the_events_are_there(catalogue, old, new):
    assert pairs(catalogue, old, new)


def test_a_baby_named_in_its_birth_registration_is_known_at_its_residence(catalogue, speaking):
    found = given(catalogue, BIRTH, RESIDENCE, BABY, "nguyễn văn  Ba")
    assert found["birth_date"] == "2026-11-01"
    assert (found["name"], found["gender"]) == ("Nguyễn Văn Ba", "1")
    assert found["consent_parent_name"] == "Nguyễn Thị An"


@pytest.mark.parametrize("name", ["Nguyễn Văn Tư", "", None])
def test_it_is_for_nobody_else(catalogue, speaking, name):
    assert given(catalogue, BIRTH, RESIDENCE, BABY, name) == {}


def test_who_registered_the_birth_is_no_consenting_parent_unless_father_or_mother(catalogue, speaking):
    found = given(catalogue, BIRTH, RESIDENCE, BABY | {"relation_to_child": "khac"}, "Nguyễn Văn Ba")
    assert "consent_parent_name" not in found


def test_a_matter_of_long_ago_is_another_one(catalogue, speaking):
    assert given(catalogue, DEATH, REMOVAL, GRANDFATHER, days=180)
    assert given(catalogue, DEATH, REMOVAL, GRANDFATHER, days=181) == {}


@pytest.mark.parametrize(("gender", "mine", "other"), [("2", "wife", "husband"), ("1", "husband", "wife")])
def test_a_certificate_for_marrying_names_both(catalogue, speaking, gender, mine, other):
    said = {"purpose": "ket-hon-trong-nuoc", "subject_gender": gender, "subject_name": "A", "intended_spouse_name": "B"}
    found = given(catalogue, SINGLE, MARRIAGE, said)
    assert (found[f"{mine}_name"], found[f"{other}_name"]) == ("A", "B")


def test_a_certificate_for_another_purpose_gives_nothing_to_a_marriage(catalogue, speaking):
    said = {"purpose": "khac", "subject_gender": "2", "subject_name": "A"}
    assert given(catalogue, SINGLE, MARRIAGE, said) == {}


def test_a_parcel_is_described_once(catalogue, speaking):
    said = {"change_kind": "chuyen_nhuong", "parcel_no": "12", "map_sheet_no": "5", "transferor_name": "Trần Văn Bán"}
    found = given(catalogue, LAND, FEE, said)
    assert (found["parcel_no"], found["map_sheet_no"], found["giver_name"]) == ("12", "5", "Trần Văn Bán")


@pytest.fixture
def buried(home) -> Dossier:
    return make_dossier(home.db, home.account, DEATH, answers=GRANDFATHER)


def offer(home, code: str, draft: str = "") -> str:
    return home.get(f"/api/dien-lai/{code}?ho_so={draft}").json.get("html", "")


def test_the_next_step_is_asked_by_its_own_question(home, buried):
    assert "Xoá thường trú cho người vừa khai tử?" in offer(home, REMOVAL)


def test_the_step_before_comes_before_what_was_filed_since(home, buried):
    make_dossier(home.db, home.account, "1.010041", answers={"agency": "06685", "applicant_address": "Tổ 1"})
    assert "Xoá thường trú cho người vừa khai tử?" in offer(home, REMOVAL)


def test_filling_in_puts_it_there_and_says_where_from(home, buried):
    answer = home.post(f"/thu-tuc/{REMOVAL}/dien-lai", tu=str(buried.id), id="")
    page = home.get(answer.location).text
    assert "Nguyễn Văn Cụ" in page
    assert "removed_name" in page.split('data-fields="')[1].split('"')[0].split()


def test_who_said_no_is_not_asked_again(home, buried):
    home.post(f"/thu-tuc/{REMOVAL}/dien-lai/khong", tu=str(buried.id))
    assert offer(home, REMOVAL) == ""


def test_after_half_a_year_it_is_not_asked(home, buried):
    buried.submitted_at -= timedelta(days=200)
    home.db.commit()
    assert "Xoá thường trú cho người vừa khai tử?" not in offer(home, REMOVAL)


def test_a_baby_of_the_household_gets_what_its_birth_registration_says(home):
    birth, baby = make_dossier(home.db, home.account, BIRTH, answers=BABY), home.another_person()
    draft = home.draft(RESIDENCE, {}, person=baby)
    assert "Đăng ký thường trú cho bé vừa khai sinh?" in offer(home, RESIDENCE, str(draft.id))
    answer = home.post(f"/thu-tuc/{RESIDENCE}/dien-lai", tu=str(birth.id), id=str(draft.id))
    kept = home.db.get_one(Dossier, draft.id).fields
    assert answer.status_code == 303
    assert kept["consent_parent_name"] == "Nguyễn Thị An"


def test_a_mother_who_moves_herself_is_not_taken_for_the_baby(home):
    make_dossier(home.db, home.account, BIRTH, answers=BABY)
    assert "bé vừa khai sinh" not in offer(home, RESIDENCE)


def test_a_stranger_of_the_same_name_gets_nothing(home, chi):
    make_dossier(home.db, home.account, BIRTH, answers=BABY | {"child_name": "Trần Thị Chi"})
    assert chi.get(f"/api/dien-lai/{RESIDENCE}").json == {}
