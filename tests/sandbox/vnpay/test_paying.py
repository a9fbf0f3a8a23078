"""A payer's walk: test cards, wrong codes, cancelling, running out of time; and how the way back is signed."""

import re
from datetime import datetime, timedelta
from html import unescape

import pytest

from tests.sandbox.vnpay.conftest import BACK, GOOD, LOCKED, POOR, told
from webapp import clock
from webapp.payments.gateways import vnpay, vnpay_codes
from webapp.sandbox.vnpay.cards import CARDS


def way_back(gateway, page):
    address = unescape(re.search(rf'href="({re.escape(BACK)}[^"]+)"', page.text)[1])
    return vnpay.read(address.partition("?")[2], gateway.settings)


def test_the_known_card_pays_and_the_way_back_is_signed(gateway, shop):
    walk = gateway.arrive()
    assert "Mã OTP" in walk.card().text
    notice = way_back(gateway, walk.otp())
    assert (notice.reference, notice.amount, notice.response_code, notice.status) == ("A1", 20_000, "00", "00")
    assert (notice.bank_code, notice.card_type, notice.info) == ("NCB", "ATM", "Le phi ho so")
    assert abs(notice.paid_at - datetime(2026, 11, 23, 8, 32, 10, tzinfo=clock.VN)) < timedelta(minutes=1)
    assert told(shop) == [notice]


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.number)
def test_every_test_card_ends_as_it_says(gateway, shop, card):
    walk = gateway.arrive()
    if "Mã OTP" in walk.card(card.number).text:
        assert not card.at_once
        walk.otp()
    notice = way_back(gateway, walk.page)
    assert (notice.response_code, told(shop)) == (card.code, [notice])
    state = vnpay_codes.of_notice(notice.response_code, notice.status).state
    assert state == {"00": "paid", "07": "doubtful"}.get(card.code, "failed")


@pytest.mark.parametrize("number", [GOOD, "9704 1985 2619 1432 198", "9704-1985-2619-1432-198"])
def test_details_may_be_written_as_people_write_them(gateway, number):
    assert "Mã OTP" in gateway.arrive().card(number, holder="nguyễn  văn a", issued="0715").text


@pytest.mark.parametrize("changes", [{"number": "1"}, {"holder": "TRAN THI B"}, {"issued": "07/16"}, {"number": ""}])
def test_wrong_details_are_told_and_end_it_the_third_time(gateway, shop, changes):
    walk = gateway.arrive()
    assert "Còn 2 lần" in walk.card(**changes).text
    assert walk.page.status == 422
    assert "Còn 1 lần" in walk.card(**changes).text
    assert way_back(gateway, walk.card(**changes)).response_code == "10"


def test_a_wrong_code_is_told_and_ends_it_the_third_time(gateway, shop):
    walk = gateway.arrive()
    walk.card()
    assert "Còn 2 lần" in walk.otp("000000").text
    assert "Còn 1 lần" in walk.otp("").text
    notice = way_back(gateway, walk.otp("111111"))
    assert (notice.response_code, notice.status) == ("13", "02")


def test_the_right_code_after_a_wrong_one_pays(gateway):
    walk = gateway.arrive()
    walk.card()
    walk.otp("000000")
    assert way_back(gateway, walk.otp()).response_code == "00"


@pytest.mark.parametrize(("how", "code"), [("huy", "24"), ("het_gio", "11")])
def test_leaving_ends_it_without_a_transaction(gateway, shop, how, code):
    notice = way_back(gateway, gateway.arrive().leave(how))
    assert (notice.response_code, notice.status, notice.number) == (code, "02", vnpay.NOT_SETTLED)
    assert told(shop) == [notice]


def test_time_runs_out_by_the_clock_on_any_page(gateway, shop):
    walk = gateway.arrive()
    walk.card()
    clock.set_to(datetime(2026, 11, 23, 8, 50))
    assert way_back(gateway, walk.otp()).response_code == "11"
    assert [one.response_code for one in told(shop)] == ["11"]


def test_who_never_comes_back_is_out_of_time_too(gateway, shop):
    gateway.arrive()
    clock.set_to(datetime(2026, 11, 23, 8, 50))
    assert gateway.ended()["response_code"] == "11"
    shop.wait_for(1)


def test_a_second_press_changes_nothing(gateway, shop):
    walk = gateway.arrive()
    walk.card()
    first, again = way_back(gateway, walk.otp()), way_back(gateway, walk.otp())
    assert first == again == way_back(gateway, walk.leave("huy"))
    assert len(told(shop)) == 1


def test_steps_cannot_be_skipped(gateway):
    walk = gateway.arrive()
    assert "Số thẻ" in gateway.get(f"{walk.path}/otp").text
    assert walk.otp().status == 409
    assert "Chọn cách trả" in gateway.get(f"{walk.path}/ket-qua").text
    assert gateway.ended()["status"] == "01"


def test_a_chosen_test_card_is_filled_in(gateway):
    walk = gateway.arrive()
    page = gateway.get(f"{walk.path}/the?number={LOCKED}&holder=NGUYEN+VAN+A&issued=07/15")
    assert all(f'value="{value}"' in page.text for value in (LOCKED, "NGUYEN VAN A", "07/15"))


def test_a_payer_without_money_may_come_again_with_another_reference(gateway):
    assert gateway.pay(card=POOR)["response_code"] == "51"
    assert gateway.pay(card=GOOD)["response_code"] == "00"


def test_a_return_address_keeps_its_own_parameters(gateway):
    paid = gateway.pay(gateway.url(vnp_ReturnUrl=f"{BACK}?lang=en"))
    assert paid["return_url"].startswith(f"{BACK}?lang=en&vnp_")
    assert vnpay.read(paid["return_url"].partition("?")[2], gateway.settings).reference == "A1"
