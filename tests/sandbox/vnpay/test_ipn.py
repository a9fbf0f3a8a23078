"""IPNs: repeated until they are confirmed, held, released in any order, lost, doubled, falsified."""

import pytest

from tests.sandbox.vnpay.conftest import CONFIRMED, SECRET, UNKNOWN, open_gateway, pause_for, told
from webapp.payments.gateways import vnpay
from webapp.payments.gateways.vnpay_form import BadSignature
from webapp.sandbox.vnpay.notices import wait_before_retry

SETTINGS = vnpay.Settings("DEMO0001", SECRET, "", "")
DOUBLE = (200, b'{"RspCode": "02", "Message": "Order already confirmed"}')
NOT_ENOUGH = [UNKNOWN, (200, b'{"RspCode": "97"}'), (200, b'{"RspCode": "99"}'), (500, b""), (200, b"OK"), (200, b"[]"),
              (201, CONFIRMED[1]), (200, b'{"RspCode": 0}')]  # fmt: skip


def references(shop):
    return [one.reference for one in told(shop)]


def test_it_is_repeated_until_it_is_confirmed(gateway, shop):
    shop.answers = list(NOT_ENOUGH)
    gateway.pay()
    shop.wait_for(len(NOT_ENOUGH) + 1)
    notice = pause_for(gateway, 1, "delivered")
    assert [one["accepted"] for one in notice["deliveries"]] == [False] * len(NOT_ENOUGH) + [True]
    assert len(set(shop.came and [query for _, query in shop.came])) == 1


def test_already_confirmed_is_enough(gateway, shop):
    shop.answers = [DOUBLE]
    assert gateway.pay()["notices"][0]["state"] == "delivered"


def test_it_is_given_up_after_ten_repetitions(gateway, shop):
    shop.usual = UNKNOWN
    gateway.pay()
    shop.wait_for(11)
    assert len(pause_for(gateway, 1, "given_up")["deliveries"]) == 11
    assert "Đã gửi 11 lần" in gateway.get("/merchant/1").text


@pytest.mark.parametrize(("tries", "seconds"), [(1, 1), (2, 1), (3, 2), (6, 8), (10, 55), (11, None)])
def test_the_pauses_grow(tries, seconds):
    assert wait_before_retry(tries, 1.0) == seconds


def test_it_goes_out_after_a_restart_when_nobody_listened(tmp_path, shop):
    with open_gateway(tmp_path, "http://127.0.0.1:9/", unit=3600) as gateway:
        assert gateway.pay()["notices"][0]["deliveries"][0]["status"] is None
    with open_gateway(tmp_path, shop.url) as gateway:
        shop.wait_for(1)
        pause_for(gateway, 1, "delivered")


@pytest.mark.parametrize(("order", "reverse"), [("forward", False), ("reverse", True)])
def test_held_ones_are_released_in_either_order(gateway, shop, order, reverse):
    gateway.post("/merchant/mode/hold", {})
    for _three in range(3):
        assert gateway.pay()["notices"][0]["state"] == "held"
    assert not shop.came
    assert "Đang giữ: 3" in gateway.get("/merchant").text
    gateway.post(f"/merchant/release/{order}", {})
    assert references(shop) == sorted(["A1", "A2", "A3"], reverse=reverse)


def test_a_lost_one_never_comes_although_the_money_was_taken(gateway, shop):
    gateway.post("/merchant/mode/lose", {})
    paid = gateway.pay()
    gateway.post("/merchant/mode/send", {})
    gateway.pay()
    assert (paid["status"], paid["notices"][0]["state"]) == ("00", "lost")
    assert references(shop) == ["A2"]


def test_one_that_is_held_can_be_lost_by_itself(gateway, shop):
    gateway.post("/merchant/mode/hold", {})
    gateway.pay()
    gateway.pay()
    gateway.post("/merchant/ipn/1/lose", {})
    gateway.post("/merchant/release/forward", {})
    assert references(shop) == ["A2"]


def test_one_that_is_repeated_can_be_lost_and_one_that_was_confirmed_cannot(tmp_path, shop):
    shop.answers = [UNKNOWN]
    with open_gateway(tmp_path, shop.url, unit=3600) as gateway:
        gateway.pay()
        gateway.pay()
        for number in (1, 2):
            gateway.api(f"notices/{number}/lose", {})
        assert [gateway.ended(number)["notices"][0]["state"] for number in (1, 2)] == ["lost", "delivered"]


def test_a_duplicate_says_the_same(gateway, shop):
    gateway.pay()
    assert "Gửi lại: được xác nhận" in gateway.post("/merchant/ipn/1/again", {}).text
    assert shop.came[0][1] == shop.came[1][1]


def test_a_false_signature_can_be_sent_and_settles_nothing(gateway, shop):
    gateway.post("/merchant/mode/hold", {})
    gateway.pay()
    shop.answers = [(200, b'{"RspCode": "97", "Message": "Invalid signature"}')]
    page = gateway.post("/merchant/ipn/1/wrong", {})
    with pytest.raises(BadSignature):
        vnpay.read(shop.came[0][1], SETTINGS)
    assert "Gửi sai chữ ký: không được xác nhận" in page.text
    assert gateway.ended()["notices"][0]["state"] == "held"


def test_another_amount_can_be_sent_rightly_signed(gateway, shop):
    gateway.pay()
    shop.answers = [(200, b'{"RspCode": "04", "Message": "Invalid amount"}')]
    gateway.post("/merchant/ipn/1/amount", {})
    assert [one.amount for one in told(shop)] == [20_000, 21_000]


@pytest.mark.parametrize("kind", ["wrong", "amount"])
def test_an_app_that_confirms_something_false_is_told(gateway, shop, kind):
    gateway.pay()
    assert "lẽ ra phải từ chối" not in gateway.get("/merchant/1").text
    assert "lẽ ra phải từ chối" in gateway.post(f"/merchant/ipn/1/{kind}", {}).text


def test_one_can_be_sent_later(gateway, shop):
    gateway.post("/merchant/mode/hold", {})
    gateway.pay()
    gateway.api("notices/1/resend", {"after": 0.05, "wait": 5})
    assert references(shop) == ["A1"]
    assert "Gửi sau 30 giây" in gateway.post("/merchant/ipn/1/later", {}).text
    assert len(shop.came) == 1


@pytest.mark.parametrize(("how", "codes"), [("doubtful", ("07", "07")), ("reversed", ("99", "04"))])
def test_what_was_paid_can_be_doubted_or_turned_back(gateway, shop, how, codes):
    paid = gateway.pay()
    gateway.post(f"/merchant/1/{how}", {})
    assert [(one.response_code, one.status) for one in told(shop)] == [("00", "00"), codes]
    assert {one.number for one in told(shop)} == {paid["number"]}


def test_what_took_no_money_cannot(gateway, shop):
    gateway.pay(outcome="24")
    assert gateway.post("/merchant/1/doubtful", {}).status == 409
    assert len(shop.came) == 1


def test_an_older_one_still_says_what_was_true_then(gateway, shop):
    gateway.post("/merchant/mode/hold", {})
    gateway.pay()
    gateway.post("/merchant/1/doubtful", {})
    gateway.post("/merchant/release/reverse", {})
    assert [one.status for one in told(shop)] == ["07", "00"]


def test_an_address_with_parameters_keeps_them(tmp_path, shop):
    with open_gateway(tmp_path, f"{shop.url}?a=1") as gateway:
        gateway.pay()
    assert shop.came[0][1].startswith(b"a=1&vnp_")
