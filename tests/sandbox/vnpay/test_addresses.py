"""The address a payer comes with: only what the shop signed, for this shop, once a day and within its time."""

import re
from datetime import datetime, timedelta

import pytest

from tests.sandbox.vnpay.conftest import BACK, GOOD
from webapp import clock


def test_a_payer_sees_what_is_to_be_paid_and_until_when(gateway):
    text = gateway.arrive().page.text
    assert all(words in text for words in ("20.000 đ", "Le phi ho so", ">A1<", "Thẻ nội địa"))
    assert re.search(r"Trả trước 08:47:\d\d 23/11/2026", text)
    assert 840 < int(re.search(r'data-countdown="(\d+)"', text)[1]) <= 900


def test_a_domestic_bank_leads_straight_to_the_card(gateway):
    assert "Số thẻ" in gateway.open(gateway.url(vnp_BankCode="NCB")).text
    assert "Chọn cách trả" in gateway.open(gateway.url(vnp_BankCode="VNPAYQR")).text


def test_the_language_of_the_address_is_spoken(gateway):
    assert "Choose how to pay" in gateway.open(gateway.url(vnp_Locale="en")).text
    assert "Chọn cách trả" in gateway.open(gateway.url()).text


def test_a_changed_address_is_refused_and_leads_nowhere_but_home(gateway):
    page = gateway.open(gateway.url().replace("vnp_Amount=2000000", "vnp_Amount=100"))
    assert page.status == 422
    assert "chữ ký sai" in page.text
    assert ">70<" in page.text
    assert f'href="{BACK}' not in page.text


@pytest.mark.parametrize(
    ("changes", "number"),
    [
        ({"vnp_TmnCode": "OTHER001"}, "72"), ({"vnp_Amount": "2000001"}, "03"), ({"vnp_Amount": "0"}, "03"),
        ({"vnp_Amount": ""}, "03"), ({"vnp_Version": "2.0.0"}, "03"), ({"vnp_Command": "token"}, "03"), ({"vnp_CurrCode": "USD"}, "03"),
        ({"vnp_ReturnUrl": "https://evil.example/"}, "03"), ({"vnp_ReturnUrl": "javascript:alert(1)"}, "03"), ({"vnp_Locale": "fr"}, "03"),
        ({"vnp_ExpireDate": "20261123"}, "03"), ({"vnp_TxnRef": "a b"}, "03"), ({"vnp_OrderInfo": ""}, "03"),
        ({"vnp_ExpireDate": "20261123083200"}, "15"),
    ],
)  # fmt: skip
def test_what_is_signed_but_wrong_is_refused_with_vnpays_code(gateway, changes, number):
    page = gateway.open(gateway.url(**changes))
    assert page.status == 422
    assert f">{number}<" in page.text
    assert gateway.get("/api/payments").json["payments"] == []


@pytest.mark.parametrize("query", ["", "vnp_Amount=1&vnp_Amount=2", "vnp_TmnCode=%ff", "x" * 9000])
def test_what_is_no_query_is_refused(gateway, query):
    assert gateway.get(f"/paymentv2/vpcpay.html?{query}").status == 422


def test_the_same_address_goes_on_where_it_was(gateway):
    url = gateway.url()
    first = gateway.arrive(url)
    first.card()
    assert gateway.arrive(url).path == first.path
    assert len(gateway.get("/api/payments").json["payments"]) == 1


def test_a_reference_is_used_once_a_day(gateway):
    gateway.open(gateway.url(vnp_TxnRef="B1"))
    page = gateway.open(gateway.url(amount=30_000, vnp_TxnRef="B1"))
    assert (page.status, ">01<" in page.text) == (409, True)
    clock.advance(timedelta(days=1))
    assert gateway.open(gateway.url(vnp_TxnRef="B1")).status == 200


def test_an_address_that_paid_pays_no_second_time(gateway):
    url = gateway.url()
    gateway.pay(url, card=GOOD)
    page = gateway.open(url)
    assert (page.status, "đã dùng trong ngày" in page.text) == (409, True)


def test_an_address_out_of_time_says_so_also_when_it_was_seen_before(gateway):
    url = gateway.url()
    gateway.arrive(url)
    clock.set_to(datetime(2026, 11, 23, 8, 50))
    gateway.get("/merchant")
    for address in (url, gateway.url(minutes=15, vnp_ExpireDate="20261123084000")):
        assert "Đã quá giờ trả tiền" in gateway.open(address).text
