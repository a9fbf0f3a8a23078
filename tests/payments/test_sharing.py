"""Pay for me: a link for a relative that runs out, is made anew with a tap, and keeps payer and applicant apart."""

from datetime import timedelta

import pytest
from flask import Flask

from tests.page import Client
from tests.payments.till import FEE, Till, pay_page
from webapp import clock
from webapp.dossiers.service import State
from webapp.payments import service


@pytest.fixture
def relative(app: Flask) -> Client:
    """Another browser, signed in to nothing."""
    return app.test_client()  # type: ignore[return-value]


def link(till: Till, dossier) -> str:
    return f"/tra-giup/{till.bill(dossier).share_token}"


def test_it_gives_a_link_to_send_and_a_qr_to_scan(till: Till, an: Client) -> None:
    dossier = till.owing()
    page = an.get(f"{pay_page(dossier)}/nho").text
    assert f"http://localhost{link(till, dossier)}" in page
    assert 'class="qr"' in page


def test_it_runs_out_after_a_week(till: Till, relative: Client) -> None:
    dossier = till.owing()
    clock.advance(timedelta(days=7, seconds=-1))
    assert relative.get(link(till, dossier)).status_code == 200
    clock.advance(timedelta(seconds=1))
    assert "Đường dẫn này đã hết hạn" in relative.get(link(till, dossier)).text
    assert relative.get(f"{link(till, dossier)}/ma.png").status_code == 404


def test_a_tap_makes_a_new_link_and_the_old_one_leads_nowhere(till: Till, an: Client, relative: Client) -> None:
    dossier = till.owing()
    old = link(till, dossier)
    clock.advance(timedelta(days=8))
    assert "Đường dẫn cũ đã hết hạn" in an.get(f"{pay_page(dossier)}/nho").text
    assert an.post(f"{pay_page(dossier)}/nho").status_code == 303
    assert link(till, dossier) != old
    assert (relative.get(old).status_code, relative.get(link(till, dossier)).status_code) == (404, 200)


def test_a_tap_in_time_keeps_the_link_that_was_sent_already(till: Till, an: Client, relative: Client) -> None:
    dossier = till.owing()
    old = link(till, dossier)
    clock.advance(timedelta(days=5))
    an.post(f"{pay_page(dossier)}/nho")
    clock.advance(timedelta(days=5))
    assert "Trả giúp 20.000 đồng" in relative.get(old).text


def test_money_by_the_link_is_told_apart(till: Till) -> None:
    dossier = till.owing()
    bill = till.bill(dossier)
    till.pay(bill, content=f"tra giup me {bill.shared_reference}")
    assert [(fact.outcome, fact.through) for fact in till.facts()] == [("settled", "shared")]
    assert till.state(dossier) == State.NEW


def test_money_of_the_applicant_s_own_is_not(till: Till) -> None:
    till.pay(till.bill(till.owing()))
    assert [fact.through for fact in till.facts()] == [""]


def test_the_payer_may_write_their_name(till: Till, relative: Client) -> None:
    dossier = till.owing()
    assert relative.post(f"{link(till, dossier)}/ten", data={"name": "Nguyễn Văn Tâm"}).status_code == 303
    assert till.bill(dossier).payer == "Nguyễn Văn Tâm"
    assert "Biên lai sẽ ghi: Nguyễn Văn Tâm" in relative.get(link(till, dossier)).text


def test_an_empty_name_is_asked_for_again(till: Till, relative: Client) -> None:
    dossier = till.owing()
    answer = relative.post(f"{link(till, dossier)}/ten", data={"name": "  "})
    assert (answer.status_code, "Chỗ này còn trống" in answer.text, till.bill(dossier).payer) == (422, True, None)


def test_nobody_writes_a_name_once_it_is_paid(till: Till, relative: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    assert relative.post(f"{link(till, dossier)}/ten", data={"name": "Ai Đó"}).status_code == 404


def test_a_program_asks_for_its_state(till: Till, relative: Client) -> None:
    dossier = till.owing()
    address = f"/api{link(till, dossier)}"
    assert relative.get(address).json == {"state": "open", "total": FEE, "remaining": FEE}
    till.pay(till.bill(dossier))
    assert relative.get(address).json["state"] == "paid"


def test_a_stranger_cannot_make_the_link_of_another_s_bill(till: Till, client: Client) -> None:
    dossier = till.owing()
    assert client.get(f"{pay_page(dossier)}/nho").status_code in (302, 303, 404)
    assert service.shared(till.bill(dossier))


def test_an_old_link_of_a_dropped_bill_does_not_live_again(till: Till, relative: Client) -> None:
    dossier = till.owing()
    old = link(till, dossier)
    clock.advance(timedelta(days=8))
    till.correct(dossier, copies=3)
    assert "60.000" not in relative.get(old).text
    assert (relative.get(f"{old}/ma.png").status_code, relative.get(link(till, dossier)).status_code) == (404, 200)


def test_a_program_hears_nothing_more_by_a_link_that_ran_out(till: Till, relative: Client) -> None:
    address = f"/api{link(till, till.owing())}"
    clock.advance(timedelta(days=8))
    assert relative.get(address).status_code == 404
