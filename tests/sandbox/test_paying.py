"""Paying: by hand, by text, by picture, by deep link; what is booked and what is refused."""

import re

import pytest

from tests.sandbox.conftest import AN, BINH, POOR, QR, RICH

TRANSFER = {"payer": AN, "bin": "970436", "account": "9999000012345", "amount": "20.000", "content": "H492611230001"}


def balance(bank, number):
    return next(a["balance"] for a in bank.get("/api/accounts").json["accounts"] if a["number"] == number)


def test_it_pays_what_the_qr_text_asks_for(bank, receiver):
    page = bank.post("/read", {"way": "text", "qr": QR, "payer": BINH})
    assert "Vietcombank" in page.text
    assert 'value="20.000"' in page.text
    assert "H49 261123 0001 LE PHI" in page.text
    assert f'value="{BINH}"\n               checked' in page.text


def test_it_opens_a_deep_link_as_a_transfer(bank):
    page = bank.get("/pay?qr=" + QR.replace(" ", "%20"))
    assert "/transfer?" in page.url
    assert "9999000012345" in page.text


def test_it_shows_the_reference_and_takes_the_money(bank, receiver):
    page = bank.post("/transfer", TRANSFER)
    assert "<h1>Đã trả 20.000 đ</h1>" in page.text
    assert re.search(r"FT26327\d{9}", page.text)
    assert "Nơi nhận đã xác nhận" in page.text
    assert balance(bank, AN) == 4_980_000


def test_it_takes_a_changed_amount_and_content(bank, receiver):
    bank.post("/transfer", TRANSFER | {"amount": "19 999 đ", "content": "khong ro"})
    assert receiver.bodies()[0]["transferAmount"] == 19_999
    assert receiver.bodies()[0]["content"] == "khong ro"


def test_it_continues_from_numbers_typed_by_hand(bank):
    page = bank.post("/read", {"way": "hand", "bin": "970422", "account": "0123 456 789", "amount": "7000"})
    assert "MB" in page.text
    assert "0123456789" in page.text
    assert 'value="7.000"' in page.text


def test_it_refuses_to_overdraw_and_keeps_what_was_typed(bank, receiver):
    page = bank.post("/transfer", TRANSFER | {"payer": POOR})
    assert page.status == 409
    assert "còn 1.000 đ, cần 20.000 đ" in page.text
    assert "H492611230001" in page.text
    assert balance(bank, POOR) == 1_000
    assert bank.get("/api/transactions").json == {"transactions": []}
    assert not receiver.came


def test_it_pays_once_when_the_button_is_pressed_twice(bank, receiver):
    first = bank.post("/transfer", TRANSFER | {"once": "same"})
    second = bank.post("/transfer", TRANSFER | {"once": "same"})
    assert first.url == second.url
    assert balance(bank, AN) == 4_980_000
    assert len(receiver.came) == 1


def test_it_resets_a_balance(bank):
    bank.post("/transfer", TRANSFER)
    bank.post(f"/accounts/{AN}/refill", {})
    assert balance(bank, AN) == 5_000_000


@pytest.mark.parametrize(
    ("alter", "expected"),
    [
        ("as_is", "Trả phí, H492611230001!"),
        ("upper", "TRA PHI H492611230001"),
        ("prefix", r"MBVCB\.\d{10}\.Trả phí, H492611230001!\.CT tu 1010000001 NGUYEN VAN AN toi 9999000012345"),
    ],
)
def test_it_alters_the_content_as_chosen(bank, receiver, alter, expected):
    bank.post("/transfer", TRANSFER | {"content": "Trả phí, H492611230001!", "alter": alter})
    assert re.fullmatch(expected, receiver.bodies()[0]["content"])


@pytest.mark.parametrize("amount", ["", "0", "-5", "abc", "1.5", "٧٠٠٠", "500.000.000", "9" * 13, "9" * 5000, "1e9"])
def test_it_refuses_an_amount_that_is_none(bank, receiver, amount):
    page = bank.post("/transfer", TRANSFER | {"payer": RICH, "amount": amount})
    assert page.status == 422
    assert 'role="alert"' in page.text
    assert not receiver.came


def test_it_lists_transactions_latest_first(bank):
    bank.post("/transfer", TRANSFER | {"content": "MOT"})
    bank.post("/transfer", TRANSFER | {"content": "HAI"})
    page = bank.get("/transactions")
    assert page.text.index("HAI") < page.text.index("MOT")
