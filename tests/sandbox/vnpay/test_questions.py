"""querydr, refunds and the statement, asked with the app's own client."""

import csv
import io
import json
from datetime import datetime, timedelta

import pytest

from tests.sandbox.vnpay.conftest import POOR
from webapp import clock
from webapp.payments.gateways import vnpay_api
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_calls import Refused, Unreachable
from webapp.payments.gateways.vnpay_form import HASH


def refusal(ask) -> str:
    with pytest.raises(Refused) as refused:
        ask()
    return refused.value.code


def request(gateway, paid, **changes):
    created = datetime.fromisoformat(paid["created"])
    return vnpay_api.query_request(gateway.settings, "R9", "A1", created, created, "127.0.0.1", "x") | changes


def send(gateway, asked):
    raw = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
    return gateway.post("/merchant_webapi/api/transaction", raw, origin=None, type="application/json").json


def test_a_query_tells_what_was_paid_even_when_no_notice_came(gateway, shop):
    gateway.post("/merchant/mode/lose", {})
    paid = gateway.pay()
    said = gateway.query(paid)
    assert (said.amount, said.status, said.number, said.kind, said.bank_code) == (
        20_000,
        "00",
        paid["number"],
        "01",
        "NCB",
    )
    assert said.paid_at == datetime.fromisoformat(paid["settled"])


def test_a_query_tells_what_is_open_what_failed_and_what_is_doubted(gateway):
    gateway.arrive()
    assert gateway.query(gateway.ended(), "R1").status == "01"
    assert gateway.query(gateway.pay(card=POOR), "R2").status == "02"
    assert gateway.query(gateway.pay(outcome="07"), "R3").status == "07"
    clock.advance(timedelta(minutes=16))
    assert gateway.query(gateway.ended(), "R4").status == "02"


def test_a_number_of_a_request_is_used_once_a_day(gateway):
    paid = gateway.pay()
    gateway.query(paid, "R1")
    assert refusal(lambda: gateway.query(paid, "R1")) == "94"
    assert refusal(lambda: gateway.refund(paid, "R1", 20_000, True)) == "94"
    clock.advance(timedelta(days=1))
    assert gateway.query(paid, "R1").status == "00"


def test_what_was_never_begun_is_not_found(gateway):
    paid = gateway.pay()
    assert refusal(lambda: gateway.query(paid | {"reference": "NONE"})) == "91"
    assert refusal(lambda: gateway.query(paid | {"created": "2026-11-23T08:00:00+07:00"}, "R2")) == "91"


def test_a_wrong_hash_a_foreign_shop_and_a_torn_request_have_their_codes(gateway):
    paid = gateway.pay()
    assert send(gateway, request(gateway, paid, vnp_TxnRef="A2"))["vnp_ResponseCode"] == "97"
    assert send(gateway, request(gateway, paid, vnp_TmnCode="OTHER001"))["vnp_ResponseCode"] == "02"
    assert send(gateway, request(gateway, paid, vnp_Command="pay"))["vnp_ResponseCode"] == "03"
    for raw in (b"", b"{", b"[]", b"\xff", b'{"vnp_Command": "querydr", "vnp_Command": "querydr"}', b"[" * 70_000):
        assert send(gateway, raw)["vnp_ResponseCode"] == "03"


def test_a_refusal_is_signed_and_uses_no_number_up(gateway):
    paid = gateway.pay()
    said = send(gateway, request(gateway, paid, vnp_OrderInfo="y"))
    assert said[HASH] == vnpay_api.hash_of_answer(said, gateway.settings.secret)
    assert send(gateway, request(gateway, paid))["vnp_ResponseCode"] == "00"


def test_an_app_with_another_secret_believes_no_answer(gateway):
    paid = gateway.pay()
    gateway.settings = Settings("DEMO0001", "another", "", gateway.settings.api_url)
    with pytest.raises(Unreachable, match="wrong signature"):
        gateway.query(paid)


def test_a_whole_payment_goes_back_once(gateway):
    paid = gateway.pay()
    said = gateway.refund(paid, "R1", 20_000, True, paid["number"])
    assert (said.amount, said.kind, said.status) == (20_000, "02", "05")
    assert said.number != paid["number"]
    assert refusal(lambda: gateway.refund(paid, "R2", 20_000, True)) == "95"
    assert gateway.ended()["refunded"] == 20_000
    assert "Trả lại toàn bộ" in gateway.get("/merchant/1").text


def test_parts_go_back_up_to_the_whole(gateway):
    paid = gateway.pay()
    assert gateway.refund(paid, "R1", 15_000).kind == "03"
    assert refusal(lambda: gateway.refund(paid, "R2", 5_001)) == "95"
    gateway.refund(paid, "R3", 5_000)
    assert [one["amount"] for one in gateway.ended()["refunds"]] == [15_000, 5_000]


@pytest.mark.parametrize("outcome", ["24", "51", "07"])
def test_what_was_not_surely_paid_does_not_go_back(gateway, outcome):
    paid = gateway.pay(outcome=outcome)
    assert refusal(lambda: gateway.refund(paid, "R1", 20_000, True)) == "95"


@pytest.mark.parametrize(("amount", "whole"), [(20_000, False), (19_999, True), (20_001, True)])
def test_the_type_of_a_refund_fits_its_amount(gateway, amount, whole):
    paid = gateway.pay()
    assert refusal(lambda: gateway.refund(paid, "R1", amount, whole)) == "03"


def test_a_refund_names_the_right_transaction(gateway):
    assert refusal(lambda: gateway.refund(gateway.pay(), "R1", 20_000, True, "123")) == "91"


def statement(gateway, query=""):
    text = gateway.get(f"/merchant/statement.csv{query}").text
    assert text.startswith("\ufeffvnp_TxnRef,")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


def test_the_statement_names_what_took_money_told_or_not(gateway):
    gateway.post("/merchant/mode/lose", {})
    paid = gateway.pay(wait=0)
    gateway.pay(outcome="24")
    gateway.pay(outcome="07")
    rows = statement(gateway)
    assert [(row["vnp_TxnRef"], row["vnp_TransactionStatus"]) for row in rows] == [("A1", "00"), ("A3", "07")]
    assert rows[0] == {
        "vnp_TxnRef": "A1", "vnp_TransactionNo": paid["number"], "vnp_TransactionType": "01",
        "vnp_PayDate": rows[0]["vnp_PayDate"], "vnp_Amount": "20000", "vnp_TransactionStatus": "00", "vnp_BankCode": "NCB",
        "vnp_BankTranNo": f"VNP{paid['number']}", "fee": "0",
    }  # fmt: skip
    assert rows[0]["vnp_PayDate"].startswith("20261123083")


def test_a_refund_stands_on_its_own_day(gateway):
    paid = gateway.pay()
    clock.set_to(datetime(2026, 11, 24, 0, 0, 1))
    gateway.refund(paid, "R1", 5_000)
    assert [row["vnp_TransactionType"] for row in statement(gateway, "?date=2026-11-23")] == ["01"]
    assert [(row["vnp_TransactionType"], row["vnp_Amount"]) for row in statement(gateway)] == [("03", "5000")]


@pytest.mark.parametrize("day", ["x", "2026-02-30", "20261123"])
def test_a_day_that_is_none_has_no_statement(gateway, day):
    assert gateway.get(f"/merchant/statement.csv?date={day}").status == 404
