"""Who of a household acts, and for whom: asked before a dossier is handed in at latest, and kept with it as it was then."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.accounts.households import CHILD, GROWN, House
from tests.dossiers.conftest import TENANCY, complete
from tests.people import KHANH, UNIT, browser
from tests.visitors import rows
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.models import Person
from webapp.dossiers import authorising
from webapp.dossiers import service as dossiers
from webapp.dossiers.models import Dossier, DossierEvent
from webapp.dossiers.service import Holder

ID, ACT = uuid4(), uuid4()
LINE = "Người làm: Nguyễn Thị An (mẹ) – cho: Nguyễn Minh Khôi"


@pytest.fixture
def house(app: Flask, db: Session) -> House:
    return House(app, db)


@pytest.fixture
def khoi(house: House) -> Person:
    found = house.joined_by(CHILD)
    house.chosen(found)
    return found


def fill(house: House) -> None:
    """A form filled in for whoever is chosen."""
    said = {"code": TENANCY, "fields": complete(), "revision": None, "finished": True, "hand": "a"}
    assert house.phone.put(f"/api/ho-so/{ID}", json=said).json["stands"]


def hand_in(house: House) -> Any:
    return house.phone.post(f"/ho-so/{ID}/nop", data={"agree": "y"})


def word(house: House) -> Any:
    said = {"revision": 1, "read": "a" * 64, "declared": "cam-doan-1", "signature": "M1 1L2 2", "person": None}
    return house.phone.put(f"/api/ho-so/{ID}/nop/{ACT}", json=said | {"at": "2026-11-20T01:00:00Z"})


def submitted(app: Flask) -> list[DossierEvent]:
    return [one for one in rows(app, DossierEvent) if one.event == "submitted"]


def test_it_asks_on_the_page_to_read_over(house: House, khoi: Person) -> None:
    fill(house)
    page = house.phone.get(f"/ho-so/{ID}/doc-lai").text
    assert "Ai làm hồ sơ này?" in page
    assert f"/tai-khoan/nguoi-lam?cho={khoi.id}" in page


def test_it_is_not_handed_in_before_it_was_said_and_nothing_is_lost(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    assert hand_in(house).location.startswith(f"/tai-khoan/nguoi-lam?cho={khoi.id}")
    (dossier,) = rows(app, Dossier)
    assert (dossier.state, dossier.fields["name"]) == ("draft", "Trần Văn Bình")


def test_once_said_it_is_handed_in_and_says_who_acted(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    assert LINE in house.phone.get(f"/ho-so/{ID}/doc-lai").text
    assert hand_in(house).location == f"/ho-so/{ID}/tiep"
    (event,) = submitted(app)
    assert event.actor_name == "Nguyễn Thị An"
    assert event.acted["for"] == "Nguyễn Minh Khôi"


def test_what_a_phone_hands_in_comes_back_with_where_to_say_it(house: House, khoi: Person) -> None:
    fill(house)
    answer = word(house)
    assert (answer.status_code, answer.json["why"]) == (409, "acts")
    assert answer.json["to"] == f"/tai-khoan/nguoi-lam?cho={khoi.id}&tiep=/dang-cho"


def test_and_goes_by_itself_once_it_was_said(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    word(house)
    house.say(house.an, khoi, "parent")
    assert word(house).status_code == 200
    assert submitted(app)[0].acted["called"]["vi"] == "mẹ"


def test_the_waiting_page_has_words_for_it(house: House) -> None:
    assert "&#34;acts&#34;:" in house.phone.get("/dang-cho").text


def test_the_status_page_and_its_timeline_say_who_acted(house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    hand_in(house)
    assert house.phone.get(f"/ho-so/{ID}").text.count(LINE) == 2


def test_the_officer_reads_it_too(app: Flask, db: Session, house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    hand_in(house)
    khanh = browser(app, db, *KHANH, ("officer", UNIT))
    assert LINE in khanh.get(f"/ban-lam-viec/{ID}").text


def test_a_look_up_without_sign_in_does_not(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    hand_in(house)
    (dossier,) = rows(app, Dossier)
    page = house.phone.post("/tra-cuu", data={"code": dossier.reference, "digits": "0001"})
    assert page.status_code == 200
    assert "Người làm" not in page.text


def test_what_is_put_right_later_does_not_rewrite_it(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    hand_in(house)
    house.say(house.an, khoi, "sibling")
    accounts.change_person(house.db, house.db.get_one(Person, khoi.id), {"full_name": "Nguyễn Khôi"}, "typed")
    house.db.commit()
    assert LINE in house.phone.get(f"/ho-so/{ID}").text


def test_it_asks_nothing_where_nobody_else_could_be_meant(app: Flask, house: House) -> None:
    house.chosen(house.an)
    fill(house)
    assert "Người làm:" not in house.phone.get(f"/ho-so/{ID}/doc-lai").text
    hand_in(house)
    assert submitted(app)[0].acted is None


def test_of_two_grown_ups_it_is_written_down_that_one_acted_for_herself(app: Flask, house: House) -> None:
    sau = house.joined_by(GROWN["sau"])
    house.chosen(sau)
    fill(house)
    assert "/tai-khoan/nguoi-lam" in hand_in(house).location
    house.hold(sau, sau)
    hand_in(house)
    assert "Người làm: Lê Thị Sáu, việc của mình" in house.phone.get(f"/ho-so/{ID}").text


def test_taking_it_back_says_who_did(app: Flask, house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    hand_in(house)
    house.phone.post(f"/ho-so/{ID}/sua")
    (event,) = [one for one in rows(app, DossierEvent) if one.event == "reopened"]
    assert event.acted["by"] == "Nguyễn Thị An"


def test_a_form_begun_for_the_child_is_not_filled_in_with_the_mothers_name(house: House, khoi: Person) -> None:
    house.phone.put(f"/api/ho-so/{ID}", json={"code": TENANCY, "fields": {}, "revision": None})
    house.chosen(house.an)
    page = house.phone.get(f"/ho-so/{ID}/don").text
    assert 'value="Nguyễn Minh Khôi"' in page
    assert 'value="Nguyễn Thị An"' not in page


@pytest.mark.parametrize(
    ("code", "answers", "ground", "kind", "stops"),
    [
        ("1.001193", {}, "grandparent", "free", False),
        ("2.000635", {}, "authorised", "paper", False),
        ("2.000635", {}, "guardian", "unknown", False),
        ("3.000333", {"form_kind": "so_1"}, "child", "free", False),
        ("3.000333", {"form_kind": "so_1"}, "sibling", "paper", False),
        ("3.000333", {"form_kind": "so_2"}, "child", "never", True),
        ("3.000333", {"form_kind": "so_2"}, "parent", "unknown", False),
        ("1.001612", {}, "representative", "free", False),
        ("1.001612", {}, "spouse", "paper", False),
        ("1.000894", {}, "child", "never", False),
        ("1.004194", {}, "child", "unknown", False),
    ],
    ids=lambda value: str(value).replace("'", ""),
)  # fmt: skip
def test_what_the_law_asks_of_whoever_acts(
    code: str, answers: dict[str, str], ground: str, kind: str, stops: bool
) -> None:
    asked = authorising.asked(code, answers, ground, date(2026, 12, 1))
    assert (asked.kind, asked.stops) == (kind, stops)
    assert asked.source is None or asked.source["mark"] in "CMD"


def test_a_mother_of_a_minor_acts_by_law(house: House, khoi: Person) -> None:
    fill(house)
    house.say(house.an, khoi, "parent")
    page = house.phone.get(f"/ho-so/{ID}/doc-lai").text
    assert "cha, mẹ đại diện cho con chưa thành niên" in page
    assert "Chưa rõ thủ tục này" not in page


def test_what_nobody_may_do_for_another_is_not_handed_in(house: House) -> None:
    sau = house.joined_by(GROWN["sau"])
    house.hold(house.an, sau)
    house.say(house.an, sau, "child")
    who = Actor("citizen", "", house.account.id, sau.id, acting_id=house.an.id)
    dossier = dossiers.start(house.db, Holder(who, None), ID, "3.000333")
    dossier.answers, dossier.declared, dossier.unit_id = {"form_kind": "so_2"}, [], UNIT
    with pytest.raises(dossiers.NotByOthers):
        dossiers.submit(house.db, dossier, who)
    dossiers.submit(house.db, dossier, replace(who, acting_id=sau.id))
    assert dossiers.acted(dossier)["ground"] == "own"


def test_after_the_law_changed_it_says_that_it_does_not_know() -> None:
    assert authorising.asked("1.001193", {}, "child", date(2027, 3, 1)).kind == "unknown"
