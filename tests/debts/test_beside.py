"""A notice beside a dossier: by its own word, by the citizen, or by an officer; it holds nothing up there."""

import pytest

from tests.debts.conftest import Payer
from tests.debts.register import AMOUNT, debt
from tests.people import AN, BINH, KHANH, UNIT, Browser, browser, make_dossier
from webapp import clock
from webapp.dossiers.service import Dossier, State
from webapp.i18n import say_date

CARD = "Khoản thuế, phí theo thông báo"


@pytest.fixture
def an(payer: Payer) -> Browser:
    return browser(payer.app, payer.till.db, *AN)


@pytest.fixture
def khanh(payer: Payer) -> Browser:
    return browser(payer.app, payer.till.db, *KHANH, ("officer", UNIT))


@pytest.fixture
def dossier(payer: Payer) -> Dossier:
    return make_dossier(payer.till.db, payer.till.an, state=State.IN_PROGRESS)


def put(payer: Payer, an: Browser, dossier: Dossier) -> None:
    answer = an.post(f"{payer.found(client=an)}/ho-so", data={"ho-so": str(dossier.id)})
    assert answer.headers["Location"] == f"/ho-so/{dossier.id}"


def test_a_notice_that_names_our_dossier_stands_on_its_page_at_once(
    payer: Payer, an: Browser, dossier: Dossier
) -> None:
    payer.book.change(dossier=dossier.official_code or "")
    payer.found()
    page = an.get(f"/ho-so/{dossier.id}").text
    assert (CARD in page, f"Phải nộp 186.000 đồng, hạn {say_date(debt().due)}" in page) == (True, True)


def test_by_the_short_reference_too(payer: Payer, an: Browser, dossier: Dossier) -> None:
    payer.book.change(dossier=dossier.reference or "")
    payer.found()
    assert CARD in an.get(f"/ho-so/{dossier.id}").text


def test_a_code_of_elsewhere_names_nothing_here(payer: Payer) -> None:
    payer.book.change(dossier="H49.999-261123-0001")
    payer.go(payer.found())
    assert payer.bill().dossier_id is None


def test_the_citizen_puts_one_beside_their_dossier(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    page = an.get(f"/ho-so/{dossier.id}").text
    assert ("Đã ghi thông báo vào hồ sơ" in page, CARD in page) == (True, True)


def test_from_there_it_is_paid_and_its_dossier_goes_on_as_before(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    way = an.post(f"/ho-so/{dossier.id}/thong-bao/{payer.bill().id}/nop").headers["Location"]
    assert way == f"/tra-giup/{payer.bill().share_token}"
    payer.till.pay(payer.bill())
    assert (payer.bill().state, payer.till.state(dossier)) == ("paid", State.IN_PROGRESS)
    assert f"Đã nộp 186.000 đồng ngày {say_date(clock.today())}" in an.get(f"/ho-so/{dossier.id}").text


def test_an_open_one_does_not_hold_up_the_fee_of_the_dossier(payer: Payer, an: Browser) -> None:
    owing = payer.till.owing()
    put(payer, an, owing)
    own = next(bill for bill in payer.till.bills(owing) if bill.debt_code is None)
    payer.till.pay(own)
    assert payer.till.state(owing) == State.NEW
    assert payer.bill().state == "open"


def test_paying_it_does_not_pay_the_fee_of_the_dossier(payer: Payer, an: Browser) -> None:
    owing = payer.till.owing()
    put(payer, an, owing)
    payer.till.pay(payer.bill())
    assert payer.till.state(owing) == State.AWAITING_PAYMENT


def test_what_changed_meanwhile_is_seen_before_it_is_paid(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    payer.book.change(amount=AMOUNT + 1_000)
    assert an.post(f"/ho-so/{dossier.id}/thong-bao/{payer.bill().id}/nop").headers["Location"] == f"/ho-so/{dossier.id}"
    page = an.get(f"/ho-so/{dossier.id}").text
    assert ("vừa đổi số tiền" in page, "Phải nộp 187.000 đồng" in page) == (True, True)


def test_withdrawn_it_leaves_the_page(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    payer.book.change(state="withdrawn")
    an.post(f"/ho-so/{dossier.id}/thong-bao/{payer.bill().id}/nop")
    page = an.get(f"/ho-so/{dossier.id}").text
    assert ("không còn phải nộp ở đây" in page, CARD in page) == (True, False)


def test_an_outage_is_said(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    payer.book.silent = True
    answer = an.post(f"/ho-so/{dossier.id}/thong-bao/{payer.bill().id}/nop")
    assert (answer.status_code, "Chưa có đồng nào bị trừ" in answer.text) == (503, True)


def test_a_debt_paid_alone_may_be_put_beside_later(payer: Payer, an: Browser, dossier: Dossier) -> None:
    payer.paid()
    put(payer, an, dossier)
    assert payer.bill().dossier_id == dossier.id


def test_it_stands_beside_one_dossier_only(payer: Payer, an: Browser, dossier: Dossier) -> None:
    put(payer, an, dossier)
    other = make_dossier(payer.till.db, payer.till.an)
    answer = an.post(f"{payer.found(client=an)}/ho-so", data={"ho-so": str(other.id)})
    assert (answer.status_code, payer.bill().dossier_id) == (409, dossier.id)


def test_nobody_puts_it_beside_what_the_notice_says_is_another(payer: Payer, an: Browser, dossier: Dossier) -> None:
    payer.book.change(dossier=dossier.reference or "")
    other = make_dossier(payer.till.db, payer.till.an)
    answer = an.post(f"{payer.found(client=an)}/ho-so", data={"ho-so": str(other.id)})
    assert (answer.status_code, payer.bill().dossier_id) == (409, dossier.id)


def test_another_s_dossier_is_not_there(payer: Payer, dossier: Dossier) -> None:
    binh = browser(payer.app, payer.till.db, *BINH)
    page = payer.found(client=binh)
    assert binh.post(f"{page}/ho-so", data={"ho-so": str(dossier.id)}).status_code == 404
    assert binh.post(f"{page}/ho-so", data={"ho-so": "x"}).status_code == 404
    assert payer.bills() == []


def test_another_s_debt_is_not_paid_by_the_address_of_a_dossier(payer: Payer, an: Browser, dossier: Dossier) -> None:
    payer.go(payer.found())
    assert an.post(f"/ho-so/{dossier.id}/thong-bao/{payer.bill().id}/nop").status_code == 404


def test_an_officer_puts_one_there_by_its_code(payer: Payer, khanh: Browser, dossier: Dossier) -> None:
    khanh.post(f"/ban-lam-viec/{dossier.id}/thong-bao", data={"code": "tb26 2026 0001"})
    page = khanh.get(f"/ban-lam-viec/{dossier.id}").text
    assert ("Đã ghi thông báo vào hồ sơ" in page, "TB26-2026-0001" in page, "186.000 đồng" in page) == (
        True,
        True,
        True,
    )


@pytest.mark.parametrize("code", ["TB26-0000-0000", "", "9" * 90], ids=["none", "empty", "long"])
def test_an_officer_who_mistypes_is_told(payer: Payer, khanh: Browser, dossier: Dossier, code: str) -> None:
    khanh.post(f"/ban-lam-viec/{dossier.id}/thong-bao", data={"code": code})
    assert "Không thấy thông báo nào có mã này" in khanh.get(f"/ban-lam-viec/{dossier.id}").text


def test_an_officer_of_elsewhere_puts_nothing_there(payer: Payer, dossier: Dossier) -> None:
    quang = browser(payer.app, payer.till.db, *BINH, ("officer", "ha-tu"))
    assert quang.post(f"/ban-lam-viec/{dossier.id}/thong-bao", data={"code": "TB26-2026-0001"}).status_code == 404
    assert payer.bills() == []
