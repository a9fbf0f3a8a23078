"""What a helper's phone takes along for an evening, and what the server takes from it afterwards."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.dossiers.conftest import TENANCY
from tests.mandates.conftest import DUNG, at, helper
from tests.mandates.test_helped_drafts import Phone
from tests.mandates.test_on_paper import DRAWN, said, send
from tests.people import AN, Browser, account_of, browser
from tests.visitors import fresh
from tests.visits.conftest import ADDRESS, NAME, asked, assign, looks
from webapp import clock, staff_log
from webapp.mandates import words
from webapp.mandates.models import Mandate
from webapp.rounds import recovery
from webapp.visits.models import Visit

KIT, STOPS = "/api/giup/buoi", "/api/giup/buoi/den-nha"


def test_the_page_is_the_same_for_everybody(app: Flask, dung: Browser) -> None:
    assert dung.get("/giup/buoi").data == fresh(app).get("/giup/buoi").data
    assert "Dũng" not in dung.get("/giup/buoi").text


def test_the_words_taken_along_are_those_that_are_checked_later(app: Flask, db: Session, dung: Browser) -> None:
    kit = dung.get(KIT).json
    for code, days in (("", 1), (TENANCY, 7)):
        there = kit["words"]["vi"][str(days)]
        read = there["only"].replace("{names}", kit["names"][code]["vi"]) if code else there["any"]
        signed = said(app, db, dung, days=days, procedures=[code] if code else [], read=words.digest(read))
        assert send(dung, signed).status_code == 200, read


def test_whom_may_be_helped_and_what_they_filed_already(dung: Browser, mandate: Mandate, phone: Phone) -> None:
    phone.draft()
    phone.hand_in()
    (one,) = dung.get(KIT).json["people"]
    assert (one["id"], one["called"]) == (str(mandate.id), "bà An")
    assert one["filed"][TENANCY]["on"] == clock.today().isoformat()
    assert set(one["filed"][TENANCY]) == {"on", "at"}


def test_somebody_who_took_it_back_is_not_taken_along(dung: Browser, an: Browser, mandate: Mandate) -> None:
    an.post(at(mandate, "thoi"))
    assert dung.get(KIT).json["people"] == []


def test_todays_home_visits_come_along_and_the_look_is_written(
    app: Flask,
    db: Session,
    dung: Browser,
    yen: Browser,
) -> None:
    found: Visit = asked(browser(app, db, *AN), db)
    assign(yen, found, account_of(db, *DUNG).id)
    db.rollback()
    assert dung.get(STOPS).json["stops"] == []
    clock.set_to(datetime(found.day.year, found.day.month, found.day.day, 8, tzinfo=clock.VN))
    (stop,) = dung.get(STOPS).json["stops"]
    assert (stop["name"], stop["address"]) == (NAME, ADDRESS)
    assert [role for role, _who in looks(db)] == ["helper"]
    assert [one.act for one in staff_log.of_thing(db, found.id) if one.act == "rounds.stops"] == ["rounds.stops"]


def test_until_midnight_in_viet_nam(dung: Browser) -> None:
    kit = dung.get(KIT).json
    until = datetime.fromisoformat(kit["until"])
    assert (until.hour, until.minute) == (0, 0)
    assert (clock.local(until).date() - clock.today()).days == 1
    assert datetime.fromisoformat(kit["now"]) <= clock.now()


def test_without_a_badge_that_holds_nothing_is_taken_along(app: Flask, db: Session) -> None:
    account_of(db, "0912000066", "Vũ Văn Không", [("helper", "to-so-hong-gai-1")])
    db.commit()
    answer = browser(app, db, "0912000066", "Vũ Văn Không").get(KIT)
    assert (answer.status_code, answer.json) == (409, {"why": "badge"})


def test_only_the_citizens_own_hand_hands_in_on_a_helpers_phone(phone: Phone) -> None:
    phone.draft()
    answer = phone.hand_in(signature="")
    assert (answer.status_code, answer.json["why"]) == (409, "unsigned")
    assert phone.hand_in(signature=DRAWN).status_code == 200


def test_the_same_filed_twice_is_said_first(dung: Browser, mandate: Mandate, phone: Phone) -> None:
    phone.draft()
    phone.hand_in()
    second = Phone(dung, mandate)
    second.draft()
    answer = second.hand_in()
    assert (answer.status_code, answer.json["why"], answer.json["on"]) == (409, "filed", clock.today().isoformat())
    assert second.hand_in(again=True).json["state"] != "draft"
    assert phone.hand_in().status_code == 200, "what was handed in is not filed twice by being sent again"


def test_a_signature_under_other_words_on_data_is_asked_for_again(app: Flask, db: Session, dung: Browser) -> None:
    answer = send(dung, said(app, db, dung, consent="dong-y-0"), uuid4())
    assert (answer.status_code, answer.json["why"]) == (409, "words")


def test_a_forgotten_pin_opens_for_who_has_just_signed_in(app: Flask, db: Session, dung: Browser) -> None:
    kept = dung.post("/api/giup/buoi/khoa", json={"key": "ab" * 32}).json["kept"]
    assert "ab" * 32 not in kept
    assert dung.post("/api/giup/buoi/mo", json={"kept": kept}).json == {"key": "ab" * 32}
    other = helper(app, db, "0912000066", "Vũ Thị Khác")
    assert other.post("/api/giup/buoi/mo", json={"kept": kept}).status_code == 404
    clock.set_to(clock.now() + recovery.FRESH + timedelta(seconds=1))
    answer = dung.post("/api/giup/buoi/mo", json={"kept": kept})
    assert (answer.status_code, answer.json) == (409, {"why": "fresh"})


@pytest.mark.parametrize("sent", [{}, {"kept": 5}, {"kept": "zz"}, {"kept": "ab" * 90}, {"kept": "ab" * 20}])
def test_what_is_no_evenings_key_opens_nothing(dung: Browser, sent: dict[str, object]) -> None:
    assert dung.post("/api/giup/buoi/mo", json=sent).status_code in (400, 404)
    assert dung.post("/api/giup/buoi/khoa", json={"key": "x"}).status_code == 400
