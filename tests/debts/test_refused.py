"""Paid here, and refused by whoever asked for it: a person sees it and says what was decided."""

import pytest

from tests.debts.conftest import Payer
from tests.people import KHANH, LAN, UNIT, Browser, browser

MONEY = "/ban-lam-viec/tien"


@pytest.fixture
def lan(payer: Payer) -> Browser:
    return browser(payer.app, payer.till.db, *LAN, ("supervisor", UNIT))


@pytest.fixture
def refused(payer: Payer) -> Payer:
    payer.paid()
    payer.book.says_no = "04"
    payer.work()
    return payer


WORDS = {
    "04": "Số tiền của thông báo nay đã khác", "02": "đã ghi nhận một lần nộp khác", "05": "đã bị thu hồi",
    "01": "không còn thông báo này", "06": "đã ghi cho thông báo khác", "88": "trả lời mã 88",
}  # fmt: skip


@pytest.mark.parametrize("code", sorted(WORDS))
def test_each_no_is_said_in_words(payer: Payer, lan: Browser, code: str) -> None:
    payer.paid()
    payer.book.says_no = code
    payer.work()
    assert WORDS[code] in lan.get(MONEY).text


def test_a_no_is_not_asked_again_and_the_bill_stays_paid(refused: Payer) -> None:
    refused.book.says_no = ""
    refused.work()
    assert (refused.book.told, refused.bill().state) == ([], "paid")


def test_a_supervisor_says_what_was_decided(refused: Payer, lan: Browser) -> None:
    done = f"/ban-lam-viec/thong-bao-nop/{refused.bill().id}/xong"
    assert lan.post(done, data={"note": "Đã gọi chi cục, họ ghi nhận bằng giấy"}).status_code == 303
    one = refused.confirmation()
    assert (one.settled_by, one.note) == (LAN[1], "Đã gọi chi cục, họ ghi nhận bằng giấy")
    assert "sổ của cơ quan ra thông báo khác nhau" not in lan.get(MONEY).text
    assert lan.post(done, data={"note": "Lần nữa"}).status_code == 409


def test_without_a_word_nothing_is_settled(refused: Payer, lan: Browser) -> None:
    lan.post(f"/ban-lam-viec/thong-bao-nop/{refused.bill().id}/xong", data={"note": " "})
    assert refused.confirmation().settled_at is None
    assert "Ghi đã giải quyết thế nào rồi bấm lại" in lan.get(MONEY).text


def test_what_was_never_refused_is_not_settled(payer: Payer, lan: Browser) -> None:
    payer.paid()
    payer.work()
    assert lan.post(f"/ban-lam-viec/thong-bao-nop/{payer.bill().id}/xong", data={"note": "x"}).status_code == 409


def test_an_officer_does_not_see_money_of_no_unit_here(refused: Payer) -> None:
    khanh = browser(refused.app, refused.till.db, *KHANH, ("officer", UNIT))
    assert "sổ của cơ quan ra thông báo khác nhau" not in khanh.get(MONEY).text


def test_money_that_waits_for_a_debt_is_seen_by_supervisors(payer: Payer, lan: Browser) -> None:
    payer.paid(amount=payer.book.debts["TB2620260001"].amount + 4_000)
    assert "Trả thừa 4.000 đồng" in lan.get(MONEY).text
