"""What is paid by a notice is receipted with the name that the notice says, and whoever paid can keep the paper."""

import re
from datetime import timedelta

import pytest

from tests.debts.conftest import Payer
from tests.debts.register import AMOUNT, debt
from webapp import clock
from webapp.debts.register import Item
from webapp.receipts.models import Receipt


def receipts(payer: Payer) -> list[Receipt]:
    found: list[Receipt] = payer.till.receipts()
    return found


def test_it_names_who_collects_and_who_owed_it(payer: Payer) -> None:
    payer.paid()
    (one,) = receipts(payer)
    said = one.content
    assert (said["collector"]["vi"], said["tax_code"]) == ("Thuế cơ sở Hạ Long", "9999000777")
    assert (said["applicant"], said["payer"], said["total"]) == ("Nguyễn Thị An", "Nguyễn Thị An", AMOUNT)
    assert (said["code"], said["procedure"]["vi"]) == ("TB26-2026-0001", debt().name)


def test_who_paid_for_another_is_named_too(payer: Payer) -> None:
    way = payer.go(payer.found())
    payer.browser.post(f"{way}/ten", data={"name": "Trần Văn Bình"})
    payer.till.pay(payer.bill(), content=str(payer.bill().shared_reference))
    said = receipts(payer)[0].content
    assert (said["applicant"], said["payer"]) == ("Nguyễn Thị An", "Trần Văn Bình")


def test_whoever_found_it_before_keeps_the_paper(payer: Payer) -> None:
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill())
    address = f"{page}/bien-lai/{receipts(payer)[0].id}.pdf"
    assert address in payer.read(page)
    answer = payer.browser.get(address)
    assert (answer.mimetype, answer.data[:5]) == ("application/pdf", b"%PDF-")
    assert "no-store" in answer.headers["Cache-Control"]


def test_looking_again_later_takes_nothing_away(payer: Payer) -> None:
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill())
    clock.advance(timedelta(days=1))
    assert (payer.go(page), payer.found()) == (page, page)
    assert "Tải biên lai (PDF)" in payer.read(page)


def test_whoever_finds_it_afterwards_sees_only_that_it_is_true(payer: Payer) -> None:
    payer.paid()
    page, one = payer.found(key="2"), receipts(payer)[0]
    assert (f"/bien-lai/{one.token}" in payer.read(page), ".pdf" in payer.read(page)) == (True, False)
    assert payer.browser.get(f"{page}/bien-lai/{one.id}.pdf").status_code == 404


def test_the_receipt_of_another_bill_is_not_there(payer: Payer) -> None:
    payer.till.pay(payer.till.bill(payer.till.owing()))
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill())
    first, _second = receipts(payer)
    assert payer.browser.get(f"{page}/bien-lai/{first.id}.pdf").status_code == 404


def test_the_register_hears_its_number(payer: Payer) -> None:
    payer.paid()
    payer.work()
    one = receipts(payer)[0]
    assert payer.book.told[0]["receipt"] == f"{one.series}-{one.number:08}"


def test_tax_and_fee_have_receipts_of_their_own(payer: Payer) -> None:
    payer.book.change(items=(Item("Lệ phí", 100, "le_phi"), Item("Phí", 200, "phi")), amount=300)
    payer.paid()
    assert sorted((one.kind, one.total) for one in receipts(payer)) == [("le_phi", 100), ("phi", 200)]


@pytest.mark.parametrize("code", ["ĐỘI THUẾ SỐ 1", 'A"; filename="../x'], ids=["accents", "quotes"])
def test_the_office_s_own_code_does_no_harm_in_the_name_of_the_file(payer: Payer, code: str) -> None:
    payer.book.change(unit_code=code)
    page = payer.found()
    payer.go(page)
    payer.till.pay(payer.bill())
    said = payer.browser.get(f"{page}/bien-lai/{receipts(payer)[0].id}.pdf").headers["Content-Disposition"]
    assert re.fullmatch(r'attachment; filename="[A-Za-z0-9._-]+\.pdf"', said), said
