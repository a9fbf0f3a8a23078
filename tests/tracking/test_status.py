"""The citizen's page of a dossier: the date first, what to do now, the two clocks, the timeline."""

import re
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.page import Client
from tests.people import make_dossier
from webapp import calendar_days, clock, workdays
from webapp.accounts.service import Account
from webapp.dossiers.service import Dossier, State
from webapp.i18n import say_day
from webapp.units import service as units


@pytest.mark.parametrize("state", [state for state in State if state != State.DRAFT])
def test_every_state_has_its_page(db: Session, an: Account, citizen: Client, state: State) -> None:
    dossier = make_dossier(db, an, state=state)
    page = citizen.get(f"/ho-so/{dossier.id}")
    assert page.status_code == 200
    assert f"{dossier.reference[:4]}-{dossier.reference[4:]}" in page.text


def test_a_draft_leads_to_its_form(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.DRAFT)
    assert citizen.get(f"/ho-so/{dossier.id}").headers["Location"] == f"/ho-so/{dossier.id}/don"


def test_nobody_else_sees_it(app: Flask, db: Session, an: Account) -> None:
    dossier = make_dossier(db, an)
    chi = people.browser(app, db, *people.CHI)
    assert chi.get(f"/ho-so/{dossier.id}").status_code == 404
    assert chi.get(f"/ho-so/{dossier.id}/tiep").status_code == 404


def test_the_headline_is_the_promised_date_of_the_working_days(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    hours = units.office_hours(units.get(db, people.UNIT), "commune_police")
    due = workdays.due(clock.now(), workdays.Term(3, "working_days"), calendar_days.load(db), hours)
    assert f"<h1>Hẹn trả {say_day(due)}</h1>" in citizen.get(f"/ho-so/{dossier.id}").text


def test_the_holiday_that_was_skipped_is_named(db: Session, an: Account, citizen: Client) -> None:
    clock.set_to(datetime.fromisoformat("2026-11-20T10:00:00+07:00"))
    dossier = make_dossier(db, an, state=State.RECEIVED)
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert "<h1>Hẹn trả thứ Năm 26/11</h1>" in page
    assert "thứ Ba 24/11: " in page


def test_the_clocks_count_working_days_apart(db: Session, an: Account, citizen: Client) -> None:
    clock.set_to(datetime.fromisoformat("2026-11-20T09:00:00+07:00"))
    dossier = make_dossier(db, an, state=State.RECEIVED)
    clock.set_to(datetime.fromisoformat("2026-11-23T09:00:00+07:00"))
    people.bring_to(db, db.get_one(Dossier, dossier.id), State.SUPPLEMENT, people.OFFICER)
    db.commit()
    clock.set_to(datetime.fromisoformat("2026-11-26T09:00:00+07:00"))
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert "<b>1 ngày</b><span>cơ quan đã giữ hồ sơ" in page
    assert "<b>2 ngày</b><span>chờ bổ sung, nộp tiền" in page


def test_a_late_one_is_apologised_for(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.IN_PROGRESS)
    assert "xin lỗi" not in citizen.get(f"/ho-so/{dossier.id}").text
    clock.advance(timedelta(days=30))
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert "Thành thật xin lỗi" in page
    assert "<h1>Quá hẹn" in page


def test_the_officer_is_named_by_function_and_given_name(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.IN_PROGRESS)
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert "cán bộ Khánh, " in page
    assert people.KHANH[1] not in page


@pytest.mark.parametrize(
    ("state", "words", "path"),
    [
        (State.WAITING_DOCUMENTS, "Gửi giấy tờ còn thiếu", "/giay-to"),
        (State.AWAITING_PAYMENT, "Nộp 7.000 đồng", "/thanh-toan"),
        (State.SUPPLEMENT, "Xem và bổ sung", "/bo-sung"),
    ],
)
def test_it_asks_for_one_thing(db: Session, an: Account, citizen: Client, state: State, words: str, path: str) -> None:
    dossier = make_dossier(db, an, state=state)
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert words in page
    assert f'class="btn" href="/ho-so/{dossier.id}{path}"' in page


@pytest.mark.parametrize(
    ("state", "path"),
    [(State.WAITING_DOCUMENTS, "/giay-to"), (State.AWAITING_PAYMENT, "/thanh-toan"), (State.FEE_DUE, "/thanh-toan"),
     (State.NEW, ""), (State.DRAFT, "")],
)  # fmt: skip
def test_the_next_step_is_what_is_asked_for(db: Session, an: Account, citizen: Client, state: State, path: str) -> None:
    dossier = make_dossier(db, an, state=state)
    assert citizen.get(f"/ho-so/{dossier.id}/tiep").headers["Location"] == f"/ho-so/{dossier.id}{path}"


@pytest.mark.parametrize(
    ("state", "may"), [(State.NEW, True), (State.RETURNED_NEW, True), (State.RECEIVED, False), (State.RESOLVED, False)]
)
def test_withdrawing_is_offered_until_it_is_received(
    db: Session, an: Account, citizen: Client, state: State, may: bool
) -> None:
    dossier = make_dossier(db, an, state=state)
    assert (f'href="/ho-so/{dossier.id}/rut"' in citizen.get(f"/ho-so/{dossier.id}").text) is may


def test_withdrawing_is_asked_twice(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    assert "Rút hồ sơ này?" in citizen.get(f"/ho-so/{dossier.id}/rut").text
    citizen.post(f"/ho-so/{dossier.id}/rut")
    assert "Đã rút" in citizen.get(f"/ho-so/{dossier.id}").text


def test_a_correction_leads_back_to_the_form(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    assert citizen.post(f"/ho-so/{dossier.id}/sua").headers["Location"] == f"/ho-so/{dossier.id}/don"


def test_the_expected_steps_stand_below(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    page = citizen.get(f"/ho-so/{dossier.id}").text
    assert page.count('<li class="next">') == 3
    assert "Cơ quan tiếp nhận" in re.sub(r"<[^>]+>", "", page)


def test_the_unit_can_be_called(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an)
    assert 'href="tel:02030000101"' in citizen.get(f"/ho-so/{dossier.id}").text
