"""VNPAY's querydr and refund: the hashes over values joined with bars, and answers that are refused."""

import json
from datetime import datetime
from hashlib import sha512
from hmac import new

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.payments.gateways.vnpay_vectors import QUERYDR, REFUND, SECRET, SETTINGS
from webapp.clock import VN
from webapp.payments.gateways import vnpay_api as api
from webapp.payments.gateways.cards import Cards
from webapp.payments.gateways.vnpay_form import HASH, BadNotice, BadSignature

CREATED = datetime(2026, 11, 23, 8, 30, tzinfo=VN)
ANSWER = {
    "vnp_ResponseId": "R1", "vnp_Command": "querydr", "vnp_ResponseCode": "00", "vnp_Message": "QueryDR Success",
    "vnp_TmnCode": "DEMO0001", "vnp_TxnRef": "H492611230001A1", "vnp_Amount": "2000000", "vnp_BankCode": "NCB",
    "vnp_PayDate": "20261123083210", "vnp_TransactionNo": "14226112", "vnp_TransactionType": "01",
    "vnp_TransactionStatus": "00", "vnp_OrderInfo": "Le phi",
}  # fmt: skip


def answer(**changes: str) -> bytes:
    values = ANSWER | changes
    return json.dumps(values | {HASH: api.hash_of_answer(values, SECRET)}).encode()


def read(raw: bytes, command: str = api.QUERY) -> api.Said:
    return api.read_answer(raw, command, "H492611230001A1", SETTINGS)


def ask() -> dict[str, str]:
    return api.query_request(
        SETTINGS, "REQ0001", "H492611230001A1", CREATED, CREATED.replace(hour=9, minute=0), "127.0.0.1", "Truy van H49-261123-0001"
    )  # fmt: skip


def test_a_query_is_hashed_as_the_known_vector():
    assert ask()[HASH] == QUERYDR[1]


def test_a_refund_is_hashed_as_the_known_vector():
    asked = api.refund_request(
        SETTINGS, "REQ0002", "H492611230001A1", 20_000, True, CREATED, "canbo01", CREATED.replace(hour=9), "127.0.0.1",
        "Hoàn tiền H49-261123-0001", "14226112",
    )  # fmt: skip
    assert asked[HASH] == REFUND[1]
    assert {asked[f"vnp_{name}"] for name in ("TransactionType", "Amount", "CreateBy")} <= set(REFUND[0].split("|"))


def test_part_of_a_payment_goes_back_by_its_own_type_and_without_a_number():
    asked = api.refund_request(SETTINGS, "R", "A1", 5_000, False, CREATED, "Cán bộ", CREATED, "127.0.0.1", "x")
    assert (asked["vnp_TransactionType"], asked["vnp_Amount"], asked["vnp_TransactionNo"]) == ("03", "500000", "0")
    assert asked["vnp_CreateBy"] == "Can bo"


@pytest.mark.parametrize(("request_id", "reference"), [("", "A1"), ("a|b", "A1"), ("x" * 33, "A1"), ("R1", "a|b")])
def test_a_bar_or_nothing_is_no_number(request_id, reference):
    with pytest.raises(ValueError):
        api.query_request(SETTINGS, request_id, reference, CREATED, CREATED, "127.0.0.1", "x")


def test_the_sandbox_reads_what_the_app_asks():
    asked = ask()
    assert api.read_request(json.dumps(asked).encode(), SECRET) == asked
    with pytest.raises(BadSignature):
        api.read_request(json.dumps(asked | {"vnp_TxnRef": "OTHER"}).encode(), SECRET)


def test_an_answer_is_hashed_in_the_order_that_was_agreed_on():
    order = "R1|querydr|00|QueryDR Success|DEMO0001|H492611230001A1|2000000|NCB|20261123083210|14226112|01|00|Le phi||"
    assert api.hash_of_answer(ANSWER, SECRET) == new(SECRET.encode(), order.encode(), sha512).hexdigest()


def test_an_answer_is_read():
    said = read(answer())
    assert said == api.Said(
        "00", "QueryDR Success", "H492611230001A1", 20_000, "14226112", "00", "01",
        datetime(2026, 11, 23, 8, 32, 10, tzinfo=VN), "NCB",
    )  # fmt: skip


def test_a_promotion_is_part_of_the_hash():
    assert read(answer(vnp_PromotionCode="TET", vnp_PromotionAmount="100")).amount == 20_000
    with pytest.raises(BadSignature):
        read(answer().replace(b'{"', b'{"vnp_PromotionAmount": "100", "', 1))


def test_no_is_an_answer_too():
    assert read(answer(vnp_ResponseCode="91", vnp_Message="Not found")) == api.Said("91", "Not found")
    assert read(answer(vnp_ResponseCode="91", vnp_TxnRef="", vnp_TmnCode="")).code == "91"


def test_numbers_are_taken_as_they_are_written():
    assert read(answer().replace(b'"2000000"', b"2000000")).amount == 20_000


@given(st.sampled_from(sorted(ANSWER)), st.text("abc019 ", min_size=1, max_size=5))
def test_any_other_value_is_refused(name, other):
    body = json.loads(answer())
    if other != body[name]:
        with pytest.raises((BadSignature, BadNotice)):
            read(json.dumps(body | {name: other}).encode())


def test_an_answer_without_a_hash_or_with_a_wrong_one_is_refused():
    for hash in ("", "0" * 128):
        with pytest.raises(BadSignature):
            read(json.dumps(ANSWER | {HASH: hash}).encode())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vnp_TxnRef": "OTHER"}, "vnp_TxnRef"), ({"vnp_TmnCode": "OTHER001"}, "vnp_TmnCode"), ({"vnp_Amount": "1"}, "vnp_Amount"),
        ({"vnp_TransactionStatus": ""}, "vnp_TransactionStatus"), ({"vnp_PayDate": "x"}, "vnp_PayDate"),
        ({"vnp_TransactionNo": "-1"}, "vnp_TransactionNo"), ({"vnp_TransactionType": ""}, "vnp_TransactionType"),
        ({"vnp_Command": "refund"}, "vnp_Command"), ({"vnp_ResponseCode": "91", "vnp_TxnRef": "OTHER"}, "vnp_TxnRef"),
    ],
)  # fmt: skip
def test_a_signed_answer_to_something_else_is_refused(changes, field):
    with pytest.raises(BadNotice) as refused:
        read(answer(**changes))
    assert refused.value.field == field


def test_a_value_with_a_bar_could_be_cut_in_two_ways_and_is_refused():
    cut = ANSWER | {"vnp_Message": "QueryDR Success|DEMO0001", "vnp_TmnCode": "H492611230001A1"}
    with pytest.raises(BadNotice, match="a bar"):
        read(json.dumps(cut | {HASH: "0" * 128}).encode())


@pytest.mark.parametrize(
    "raw",
    [b"", b"{", b"[]", b"\xff", b'{"a": 1, "a": 2}', b'{"vnp_Amount": true}', b'{"vnp_Amount": [1]}', b"[" * 70_000,
     b'{"vnp_Message": "' + b"x" * 513 + b'"}', b'{"vnp_Message": "\\u0000"}', b" " * 70_000],
)  # fmt: skip
def test_what_is_no_answer_is_refused(raw):
    with pytest.raises(BadNotice):
        read(raw)


def test_a_refund_is_answered_without_promotions():
    said = read(answer(vnp_Command="refund", vnp_TransactionType="02", vnp_TransactionStatus="05"), api.REFUND)
    assert (said.kind, said.status) == (api.FULL, "05")


@pytest.mark.parametrize(
    ("changes", "number"),
    [({}, "14226112"), ({"vnp_TransactionStatus": "06"}, "14226112"), ({"vnp_TransactionStatus": "09"}, None),
     ({"vnp_ResponseCode": "94"}, None), ({"vnp_Command": "querydr"}, None)],
    ids=["on its way", "sent to the bank", "refused", "asked twice", "another answer"],
)  # fmt: skip
def test_money_has_gone_back_once_vnpay_accepted_it(changes, number):
    known = {"vnp_Command": "refund", "vnp_TransactionType": "02", "vnp_TransactionStatus": "05"}
    assert Cards(SETTINGS).given_back(answer(**known | changes)) == number


def test_nobody_else_says_that_it_went_back():
    said = answer(vnp_Command="refund", vnp_TransactionType="02", vnp_TransactionStatus="05")
    assert Cards(SETTINGS).given_back(said.replace(b'"05"', b'"06"')) is None
