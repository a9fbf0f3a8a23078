"""The pages on which money that waits is decided about: one decision a page, its movement shown, by whoever may."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask

from tests import people
from tests.decisions.deciders import WAITING, WHY, Deciders, browser
from tests.page import Client
from tests.payments.till import FEE, Till
from webapp import clock
from webapp.db import uuid7
from webapp.dossiers.service import Event
from webapp.payments import service


@pytest.fixture(autouse=True)
def _the_books_agree(decide: Deciders) -> Iterator[None]:
    yield
    assert decide.wrong() == []


@pytest.fixture
def twice(till: Till) -> service.MoneyFact:
    """A second payment that waits."""
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.pay(till.bill(dossier))
    return till.facts()[-1]


@pytest.fixture
def refused(till: Till) -> service.Bill:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.apply(dossier, Event.REFUSED)
    return till.bill(dossier)


def at(fact: service.MoneyFact, more: str = "") -> str:
    return f"{WAITING}/{fact.id}{more}"


def of(bill: service.Bill, more: str = "") -> str:
    return f"{WAITING}/khoan-thu/{bill.id}{more}"


def send(client: Client, page: str, **fields: Any) -> Any:
    return client.post(page, data={"id": str(uuid7()), "reason": WHY} | fields)


def steps(page: str) -> list[str]:
    return re.findall(rf'href="({WAITING}/[^"]+)"', page)


def test_each_row_leads_to_its_decision(
    till: Till, lan: Client, twice: service.MoneyFact, refused: service.Bill
) -> None:
    assert steps(lan.get(WAITING).text)[1:] == [of(refused), at(twice)]


def test_it_shows_what_is_known_of_the_payer(khanh: Client, twice: service.MoneyFact) -> None:
    page = khanh.get(at(twice)).text
    for said in ("20.000 đồng", "Trả thêm một lần nữa", twice.content, "FT26327000001"):
        assert said in page


def test_bills_over_the_same_amount_or_named_in_the_words_are_suggested(till: Till, lan: Client) -> None:
    same, named, other = till.owing(), till.owing(2), till.owing(3)
    till.send(till.notice(f"nop ho so {named.reference} cho me", FEE))
    page = lan.get(at(till.facts()[-1])).text
    shown = [till.bill(one).reference in page for one in (same, named, other)]
    assert shown == [True, True, False]
    assert page.index(till.bill(named).reference) < page.index(till.bill(same).reference)


def test_a_suggested_bill_is_paid_with_it(till: Till, khanh: Client, twice: service.MoneyFact) -> None:
    other = till.owing()
    assert send(khanh, at(twice), bill=str(till.bill(other).id)).status_code == 303
    assert till.bill(other).state == "paid"
    assert till.decisions()[-1].by_name == people.KHANH[1]


def test_so_is_one_that_is_named(till: Till, khanh: Client, twice: service.MoneyFact) -> None:
    other = till.owing(2)
    shown = f"{other.reference[:4]}-{other.reference[4:]}".lower()  # type: ignore[index]
    assert send(khanh, at(twice), named=shown).status_code == 303
    assert service.received(till.bill(other)) == FEE


@pytest.mark.parametrize(
    ("fields", "said"),
    [({"named": "MC22222222"}, "Khoản thu này đã nộp đủ, đã huỷ, hoặc hồ sơ đã kết thúc."), ({"reason": ""}, "Ghi lý do."),
     ({"reason": "ok"}, "Ghi rõ hơn một chút")],
    ids=["unknown", "no reason", "short"],
)  # fmt: skip
def test_what_is_missing_is_said(
    till: Till, khanh: Client, twice: service.MoneyFact, fields: dict[str, str], said: str
) -> None:
    bill = till.bill(till.owing())
    answer = send(khanh, at(twice), **{"bill": str(bill.id)} | fields)
    assert answer.status_code == 422
    assert said in answer.text
    assert till.bills_by(bill.id).state == "open"


def test_a_supervisor_gives_back_what_never_counted_and_an_officer_notes_that_it_went(
    till: Till, khanh: Client, lan: Client, twice: service.MoneyFact, decide: Deciders
) -> None:
    assert send(lan, at(twice, "/tra-lai"), pay_to="ACB 123 NGUYEN THI AN").status_code == 303
    (decision,) = till.decisions()
    page = khanh.get(f"{WAITING}/da-quyet/{decision.id}").text
    assert "ACB 123 NGUYEN THI AN" in page
    assert send(khanh, f"{WAITING}/da-quyet/{decision.id}", reference="FT99").status_code == 303
    assert decide.balance() == {"bank": FEE, "bill": -FEE}
    assert "Không có khoản nào đang trả" in khanh.get(f"{WAITING}/da-quyet").text


def test_a_refund_makes_a_voucher_to_print(till: Till, lan: Client, refused: service.Bill) -> None:
    assert 'value="20.000"' in lan.get(of(refused)).text
    assert send(lan, of(refused), amount="20.000").status_code == 303
    (decision,) = till.decisions()
    paper = lan.get(f"{WAITING}/da-quyet/{decision.id}/giay-de-nghi.pdf")
    assert (paper.status_code, paper.data[:4]) == (200, b"%PDF")
    assert f"Giấy đề nghị số 0001/{clock.today().year}" in lan.get(f"{WAITING}/da-quyet").text


@pytest.mark.parametrize(
    ("amount", "said"),
    [("20.001", "Số tiền trả lại: từ 1 đồng đến 20.000"), ("0", "Số tiền trả lại: từ"), ("hai chục", "Gõ số tiền bằng chữ số"), ("-1", "chữ số")],
)  # fmt: skip
def test_no_more_goes_back_than_may(till: Till, lan: Client, refused: service.Bill, amount: str, said: str) -> None:
    answer = send(lan, of(refused), amount=amount)
    assert answer.status_code == 422
    assert said in answer.text
    assert till.decisions() == []


def test_a_fee_that_stays_waits_no_more(till: Till, lan: Client, refused: service.Bill) -> None:
    assert send(lan, of(refused, "/giu-lai")).status_code == 303
    assert "Không có khoản nào chờ" in lan.get(WAITING).text


def test_a_form_sent_twice_decides_once(till: Till, lan: Client, twice: service.MoneyFact) -> None:
    id_ = str(uuid7())
    assert [send(lan, at(twice, "/tra-lai"), id=id_).status_code for _ in range(2)] == [303, 303]
    assert len(till.decisions()) == 1


def test_a_form_without_a_number_of_its_own_is_no_form(lan: Client, twice: service.MoneyFact) -> None:
    assert send(lan, at(twice, "/tra-lai"), id="x").status_code == 400


def test_officers_let_no_money_leave(
    till: Till, khanh: Client, twice: service.MoneyFact, refused: service.Bill
) -> None:
    assert "nhờ phụ trách hoặc lãnh đạo" in khanh.get(at(twice)).text
    for page in (at(twice, "/tra-lai"), of(refused), of(refused, "/giu-lai")):
        assert [khanh.get(page).status_code, send(khanh, page, amount="1").status_code] == [403, 403]
    assert till.decisions() == []


def test_another_units_money_is_not_there(
    till: Till, app: Flask, twice: service.MoneyFact, refused: service.Bill, decide: Deciders
) -> None:
    quang = browser(till, app, people.QUANG, "supervisor", "ha-tu")
    made = decide.return_(twice)
    gone = f"{WAITING}/da-quyet/{made.id}"
    for page in (at(twice), at(twice, "/tra-lai"), of(refused), of(refused, "/giu-lai"), gone, at_nobody()):
        assert [quang.get(page).status_code, send(quang, page).status_code] == [404, 404], page
    assert quang.get(f"{gone}/giay-de-nghi.pdf").status_code == 404


def test_money_of_nobody_is_for_supervisors(till: Till, khanh: Client, lan: Client) -> None:
    till.send(till.notice("nop tien", FEE))
    assert [one.get(at(till.facts()[-1])).status_code for one in (khanh, lan)] == [404, 200]


def at_nobody() -> str:
    return f"{WAITING}/{UUID(int=7)}"
