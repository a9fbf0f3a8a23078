"""JSON for programs: the whole walk at once, switches for what goes wrong, and clear errors for what cannot be read."""

import pytest

from tests.sandbox.vnpay.conftest import GOOD, POOR, told
from webapp.payments.gateways import vnpay
from webapp.sandbox.vnpay.paying import OUTCOMES


def test_the_walk_gives_what_a_browser_would_come_back_with(gateway, shop):
    page = gateway.api("pay", {"url": gateway.url(), "card": GOOD, "otp": "123456"})
    assert page.status == 201
    notice = vnpay.read(page.json["return_url"].partition("?")[2], gateway.settings)
    assert (notice.response_code, notice.number) == ("00", page.json["number"])
    assert (told(shop), page.json["notices"][0]["state"]) == ([notice], "delivered")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_can_be_had(gateway, outcome):
    assert gateway.pay(outcome=outcome)["response_code"] == outcome


@pytest.mark.parametrize(
    ("more", "code"), [({"card": POOR}, "51"), ({"card": "1"}, "10"), ({"otp": "0"}, "13"), ({}, "00")]
)
def test_cards_and_codes_do_what_they_do_on_the_pages(gateway, more, code):
    assert gateway.pay(**more)["response_code"] == code


def test_it_answers_at_once_when_not_asked_to_wait(gateway, shop):
    assert gateway.pay(wait=0)["response_code"] == "00"
    shop.wait_for(1)


def test_it_begins_where_a_browser_left_off(gateway):
    url = gateway.url()
    gateway.arrive(url).card()
    assert gateway.pay(url)["response_code"] == "00"


def test_it_pays_no_address_twice(gateway):
    url = gateway.url()
    gateway.pay(url)
    page = gateway.api("pay", {"url": url})
    assert (page.status, page.json["error"]) == (409, "reference_used")


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"url": ""}, "unknown_shop"), ({"url": 7}, "request_unreadable"), ({"url": "\ud800"}, "request_unreadable"),
        ({"url": "http://x/?a=1"}, "unknown_shop"), ({"outcome": "98"}, "request_unreadable"), ({"wait": "long"}, "request_unreadable"),
        ([], "request_unreadable"), (None, "request_unreadable"),
    ],
)  # fmt: skip
def test_what_cannot_be_paid_is_a_json_error(gateway, given, error):
    asked = {"url": gateway.url()} | given if isinstance(given, dict) and given else given
    page = gateway.api("pay", asked)
    assert (400 <= page.status < 500, page.json["error"]) == (True, error)
    assert {"message", "advice"} <= page.json.keys()
    assert gateway.get("/api/payments").json["payments"] == []


def test_notices_are_held_released_doubled_and_falsified(gateway, shop):
    assert gateway.api("notices/mode", {"mode": "hold"}).json == {"mode": "hold"}
    numbers = [gateway.pay()["notices"][0]["id"] for _two in range(2)]
    assert gateway.api("notices/release", {"reverse": True}).json == {"released": numbers[::-1]}
    for kind in ("again", "wrong", "amount"):
        said = gateway.api(f"notices/{numbers[0]}/resend", {"kind": kind}).json
        assert said["notices"][0]["deliveries"][-1]["kind"] == kind
    assert len(shop.came) == 5


def test_payments_are_listed_marked_and_shown(gateway):
    gateway.pay()
    assert gateway.api("payments/1/mark", {"as": "reversed"}).json["status"] == "04"
    listed = gateway.get("/api/payments").json
    assert (listed["mode"], [one["payment"] for one in listed["payments"]]) == ("send", [1])
    assert listed["payments"][0] == gateway.ended()


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("notices/mode", {"mode": "eat"}), ("notices/mode", {}), ("notices/release", {"reverse": 1}), ("payments/1/mark", {"as": "paid"}),
        ("notices/1/resend", {"kind": "first"}), ("notices/1/resend", {"after": None}), ("notices/1/resend", []),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_a_json_error(gateway, path, given):
    gateway.pay()
    page = gateway.api(path, given)
    assert (page.status, page.json["error"]) == (400, "request_unreadable")


@pytest.mark.parametrize("path", ["payments/9", "payments/" + "9" * 30])
def test_what_is_not_there_is_not_found(gateway, path):
    assert gateway.get(f"/api/{path}").json["error"] == "unknown_payment"
    assert gateway.api("notices/9/lose", {}).status == gateway.api("notices/9/resend", {}).status == 404
