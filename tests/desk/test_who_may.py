"""Whose desk it is: unit, role, never a draft or an own dossier; every look is kept; a stale page changes nothing."""

import io
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.desk.test_actions import state_of
from tests.page import Client
from tests.people import Desk, make_dossier
from webapp import clock, staff_log
from webapp.accounts.service import Account
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State


def test_a_citizen_may_not_open_the_desk(citizen: Client) -> None:
    assert citizen.get("/ban-lam-viec").status_code == 403


def test_nobody_signed_in_is_sent_to_sign_in(client: Client) -> None:
    assert "/dang-nhap" in client.get("/ban-lam-viec").headers["Location"]


def test_an_officer_of_another_unit_finds_nothing(db: Session, an: Account, quang: Client) -> None:
    dossier = make_dossier(db, an)
    assert quang.get(f"/ban-lam-viec/{dossier.id}").status_code == 404
    assert quang.post(f"/ban-lam-viec/{dossier.id}/tiep-nhan", data={"seen": dossier.seen}).status_code == 404
    assert str(dossier.id) not in quang.get("/ban-lam-viec").text
    assert str(dossier.id) not in quang.get(f"/ban-lam-viec?tim={dossier.reference}").text


@pytest.mark.parametrize("state", [State.DRAFT])
def test_a_draft_is_nobodys_business(db: Session, an: Account, khanh: Client, state: State) -> None:
    dossier = make_dossier(db, an, state=state)
    assert khanh.get(f"/ban-lam-viec/{dossier.id}").status_code == 404


def test_an_officer_does_not_handle_an_own_dossier(db: Session, khanh: Client) -> None:
    own = people.account_of(db, *people.KHANH)
    dossier = make_dossier(db, own)
    assert khanh.get(f"/ban-lam-viec/{dossier.id}").status_code == 404
    assert khanh.get(f"/ho-so/{dossier.id}").status_code == 200


def test_a_leader_looks_but_does_not_act(db: Session, an: Account, minh: Client) -> None:
    dossier = make_dossier(db, an)
    page = minh.get(f"/ban-lam-viec/{dossier.id}")
    assert page.status_code == 200
    assert "Tiếp nhận <kbd>" not in page.text
    assert minh.post(f"/ban-lam-viec/{dossier.id}/tiep-nhan", data={"seen": dossier.seen}).status_code == 403


def test_a_supervisor_elsewhere_is_an_officer_here_no_more(app: Flask, db: Session, an: Account) -> None:
    mixed = people.browser(app, db, *people.QUANG, ("leader", people.UNIT), ("officer", "ha-tu"))
    dossier = make_dossier(db, an)
    assert mixed.post(f"/ban-lam-viec/{dossier.id}/tiep-nhan", data={"seen": dossier.seen}).status_code == 403


def looks(db: Session, dossier: Dossier) -> list[Any]:
    """Who looked at it, in whose account."""
    db.rollback()
    return [one.account_id for one in staff_log.of_thing(db, dossier.id)]


def test_every_look_is_kept(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    for _ in range(2):
        khanh.get(f"/ban-lam-viec/{dossier.id}")
    assert looks(db, dossier) == [people.account_of(db, *people.KHANH).id] * 2


@pytest.mark.parametrize(
    ("action", "fields"),
    [("tu-choi", {"refuse-reason": ""}), ("bo-sung", {}), ("muc-phi", {}), ("bo-sung", {"item": "paper:giay-to-nha"})],
)
def test_a_refused_form_shows_the_dossier_and_is_a_look_too(
    db: Session, an: Account, khanh: Client, action: str, fields: dict[str, str]
) -> None:
    dossier = make_dossier(db, an)
    answer = khanh.post(f"/ban-lam-viec/{dossier.id}/{action}", data={"seen": dossier.seen} | fields)
    assert answer.status_code == 422
    assert people.AN[1] in answer.text
    assert looks(db, dossier) == [people.account_of(db, *people.KHANH).id]


def test_a_refused_result_is_a_look_too(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    sent = {"seen": dossier.seen, "result-file": (io.BytesIO(b"MZ"), "ket-qua.pdf")}
    assert khanh.post(f"/ban-lam-viec/{dossier.id}/ket-qua", data=sent).status_code == 422
    assert len(looks(db, dossier)) == 1


def test_the_citizens_address_leads_an_officer_to_the_desk(db: Session, an: Account, khanh: Client) -> None:
    dossier = make_dossier(db, an)
    assert khanh.get(f"/ho-so/{dossier.id}").headers["Location"] == f"/ban-lam-viec/{dossier.id}"


@pytest.mark.parametrize("seen", ["1", "", "abc", "999999999999999999999"])
def test_a_stale_page_changes_nothing(db: Session, an: Account, khanh: Client, seen: str) -> None:
    dossier = make_dossier(db, an)
    answer = khanh.post(f"/ban-lam-viec/{dossier.id}/tiep-nhan", data={"seen": seen})
    assert answer.status_code == 409
    assert "vừa được thay đổi" in answer.text
    assert state_of(db, dossier) == State.NEW


@pytest.mark.parametrize(
    "action", ["tiep-nhan", "bat-dau", "tu-choi", "ket-qua", "da-trao", "dung", "cho-rut", "muc-phi", "bo-sung"]
)
def test_nothing_happens_to_a_dossier_that_waits_for_its_papers(
    db: Session, an: Account, khanh: Client, action: str
) -> None:
    dossier = make_dossier(db, an, state=State.WAITING_DOCUMENTS)
    assert khanh.post(f"/ban-lam-viec/{dossier.id}/{action}", data={"seen": dossier.seen}).status_code == 409
    assert "còn thiếu giấy tờ" in khanh.get(f"/ban-lam-viec/{dossier.id}").text


def test_two_who_receive_at_once_make_one_code(
    app: Flask, db: Session, an: Account, khanh: Client, lan: Client
) -> None:
    dossier = make_dossier(db, an)
    receive = f"/ban-lam-viec/{dossier.id}/tiep-nhan"
    with ThreadPoolExecutor(2) as both:
        answers = list(both.map(lambda who: who.post(receive, data={"seen": dossier.seen}).status_code, [khanh, lan]))
    assert sorted(answers) == [303, 409]
    assert state_of(db, dossier) == State.RECEIVED
    assert db.get_one(Dossier, dossier.id).official_code.endswith("-0001")


def test_ten_received_at_once_leave_no_gap(app: Flask, db: Session, an: Account) -> None:
    made = [make_dossier(db, an) for _ in range(10)]
    officers = [people.browser(app, db, *people.KHANH, ("officer", people.UNIT)) for _ in range(5)]
    with ThreadPoolExecutor(5) as pool:
        list(
            pool.map(
                lambda n: officers[n % 5].post(f"/ban-lam-viec/{made[n].id}/tiep-nhan", data={"seen": made[n].seen}),
                range(10),
            )
        )
    db.expire_all()
    codes = sorted(str(db.get_one(Dossier, one.id).official_code)[-4:] for one in made)
    assert codes == [f"{n:04}" for n in range(1, 11)]


def test_a_refused_receipt_uses_up_no_number(db: Session, an: Account, khanh: Client) -> None:
    first, second = make_dossier(db, an), make_dossier(db, an)
    khanh.post(f"/ban-lam-viec/{first.id}/tiep-nhan", data={"seen": "0"})
    Desk(khanh, second).do("tiep-nhan")
    state_of(db, second)
    assert str(second.official_code).endswith("-0001")


def test_the_list_shows_the_late_one_first_and_says_so(db: Session, an: Account, khanh: Client) -> None:
    late = make_dossier(db, an, state=State.RECEIVED)
    clock.advance(timedelta(days=30))
    fresh = make_dossier(db, an, state=State.RECEIVED)
    page = khanh.get("/ban-lam-viec").text
    assert page.index(str(late.official_code)) < page.index(str(fresh.official_code))
    assert page.count("Trễ hạn") == 1


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [("moi", State.NEW), ("dang-giai-quyet", State.IN_PROGRESS), ("cho-bo-sung", State.SUPPLEMENT),
     ("da-co-ket-qua", State.RESOLVED), ("da-dong", State.REFUSED)],
)  # fmt: skip
def test_a_filter_shows_its_own(db: Session, an: Account, khanh: Client, chosen: str, shown: State) -> None:
    made = {
        state: make_dossier(db, an, state=state)
        for state in (State.NEW, State.IN_PROGRESS, State.SUPPLEMENT, State.RESOLVED, State.REFUSED)
    }
    page = khanh.get(f"/ban-lam-viec?loc={chosen}").text
    assert [state for state, one in made.items() if str(one.id) in page] == [shown]


def test_the_list_names_nobody(db: Session, an: Account, khanh: Client) -> None:
    make_dossier(db, an)
    assert people.AN[1] not in khanh.get("/ban-lam-viec").text


@pytest.mark.parametrize("name", ["reference", "official_code"])
def test_a_code_leads_straight_to_the_dossier(db: Session, an: Account, khanh: Client, name: str) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    answer = khanh.get("/ban-lam-viec", query_string={"tim": f" {getattr(dossier, name).lower()} "})
    assert answer.headers["Location"] == f"/ban-lam-viec/{dossier.id}"


def test_the_citizen_can_no_longer_withdraw_once_received(db: Session, an: Account, citizen: Client) -> None:
    dossier = make_dossier(db, an, state=State.RECEIVED)
    assert citizen.post(f"/ho-so/{dossier.id}/rut").status_code == 409
    assert dossiers.State(state_of(db, dossier)) == State.RECEIVED


def test_a_late_one_stands_before_one_whose_result_is_there(db: Session, an: Account, khanh: Client) -> None:
    done = make_dossier(db, an, state=State.RESOLVED)
    late = make_dossier(db, an, state=State.RECEIVED)
    clock.advance(timedelta(days=30))
    page = khanh.get("/ban-lam-viec").text
    assert page.index(str(late.official_code)) < page.index(str(done.official_code))
