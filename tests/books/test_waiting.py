"""Money that waits for a person: who sees what, and in which words."""

import pytest
from flask import Flask

from tests import people
from tests.decisions.deciders import WAITING, browser
from tests.page import Client
from tests.payments.till import FEE, Till, publish
from webapp.dossiers.service import Event, State
from webapp.units.models import Unit

NAMELESS = "nop tien dien thang 11"


@pytest.mark.parametrize(
    ("amount", "changes", "words"),
    [
        (FEE - 1, {}, "Trả thiếu"), (FEE + 3_000, {}, "Trả thừa 3.000 đồng"),
        (FEE, {"accountNumber": "111"}, "Vào tài khoản khác"),
    ],
)  # fmt: skip
def test_it_says_what_happened(till: Till, khanh: Client, amount: int, changes: dict[str, str], words: str) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), amount, **changes)
    page = khanh.get(WAITING).text
    reference = str(dossier.reference)
    for said in (words, f"{reference[:4]}-{reference[4:]}", f"/ho-so/{dossier.id}", till.bill(dossier).reference):
        assert said in page


def test_it_names_a_second_payment_and_one_too_late(till: Till, khanh: Client) -> None:
    twice, late = till.owing(), till.owing()
    till.pay(till.bill(twice))
    till.pay(till.bill(twice))
    till.apply(late, Event.WITHDRAWN)
    till.pay(till.bill(late))
    page = khanh.get(WAITING).text
    assert page.count("Trả thêm một lần nữa cho khoản đã nộp đủ") == 1
    assert page.count("Tiền về khi hồ sơ đã kết thúc") == 1


def test_it_no_longer_lists_a_part_payment_once_the_rest_came(till: Till, khanh: Client) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    till.pay(till.bill(dossier), FEE - 5_000)
    assert "Không có khoản nào chờ" in khanh.get(WAITING).text


def test_it_shows_an_officer_the_money_of_the_own_unit_only(till: Till, app: Flask) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    quang = browser(till, app, people.QUANG, "officer", "ha-tu")
    assert "Không có khoản nào chờ" in quang.get(WAITING).text


def test_it_shows_nameless_money_to_supervisors_and_leaders(till: Till, app: Flask, khanh: Client, lan: Client) -> None:
    till.send(till.notice(NAMELESS, 123_000))
    minh = browser(till, app, people.MINH, "leader", "ha-tu")
    assert [NAMELESS in client.get(WAITING).text for client in (khanh, lan, minh)] == [False, True, True]


def test_it_shows_notices_nobody_could_read(till: Till, khanh: Client, lan: Client) -> None:
    till.send(b'{"id": 5}')
    said = "Không đọc được phần transferType"
    assert [said in client.get(WAITING).text for client in (khanh, lan)] == [False, True]


def test_it_shows_no_notice_that_proved_nothing(till: Till, lan: Client) -> None:
    till.send(till.notice(NAMELESS, 1), secret="another")
    assert "Không có khoản nào chờ" in lan.get(WAITING).text


def test_it_writes_the_payers_words_as_words(till: Till, lan: Client) -> None:
    till.send(till.notice("<script>alert(1)</script>", 1))
    assert "&lt;script&gt;" in lan.get(WAITING).text


@pytest.mark.parametrize("role", ["clerk", "helper"])
def test_it_is_closed_to_other_roles(till: Till, app: Flask, role: str) -> None:
    assert browser(till, app, people.CHI, role).get(WAITING).status_code == 403


def test_it_is_closed_to_citizens_and_strangers(till: Till, an: Client, app: Flask) -> None:
    assert an.get(WAITING).status_code == 403
    assert app.test_client().get(WAITING).status_code == 303


def test_it_tells_the_officer_when_the_unit_has_no_account(till: Till, khanh: Client) -> None:
    publish(till.db, amount=None)
    dossier = till.owing(state=State.NEW)
    unit = till.db.get_one(Unit, people.UNIT)
    unit.bank_bin = unit.bank_account = None
    till.db.commit()
    fee = {"fee-amount": "9000", "fee-label": "Lệ phí", "fee-legal_document": "Nghị quyết thử"}
    answer = people.Desk(khanh, dossier).do("muc-phi", **fee)
    assert answer.status_code == 409
    assert "Đơn vị chưa có tài khoản ngân hàng" in answer.text
    assert till.bills(dossier) == []
