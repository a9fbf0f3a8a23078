"""VNPAY 2.1.0: the address a payer is sent to, what comes back, who signed it, and what an IPN is answered."""

import json
from datetime import datetime, timedelta
from hashlib import sha512
from hmac import new
from pathlib import Path
from urllib.parse import parse_qsl, quote_plus, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.payments.gateways import vnpay_vectors as vectors
from tests.payments.gateways.vnpay_vectors import IPN, PAY, SECRET, SETTINGS, VALUES, signed
from webapp.clock import VN
from webapp.payments.gateways import vnpay
from webapp.payments.gateways.vnpay_form import HASH, BadNotice, BadSignature, parameters, sign, signed_text, verify

SHARED = Path(__file__).parents[4] / "shared" / "domain" / "test_vectors.json"
CREATED = datetime(2026, 11, 23, 8, 30, tzinfo=VN)
ASKED = {
    "reference": "H492611230001A1", "amount": 20_000, "info": "Lệ phí hồ sơ H49-261123-0001", "ip": "127.0.0.1",
    "return_url": "http://localhost:5000/thanh-toan/vnpay/tra-ve", "created": CREATED,
    "expires": CREATED + timedelta(minutes=15),
}  # fmt: skip
TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=40)
PARAMETERS = st.dictionaries(st.from_regex(r"vnp_[A-Za-z]{1,12}", fullmatch=True).filter(
    lambda name: name not in ("vnp_SecureHash", "vnp_SecureHashType")), TEXT, min_size=1, max_size=8)  # fmt: skip


def test_the_pay_address_is_the_known_vector():
    assert vnpay.pay_url(SETTINGS, **ASKED) == f"{SETTINGS.pay_url}?{PAY[0]}&vnp_SecureHash={PAY[1]}"


def test_a_bank_and_english_go_along_when_wanted():
    values = parameters(urlsplit(vnpay.pay_url(SETTINGS, **ASKED, bank="NCB", locale="en")).query)
    assert (values["vnp_BankCode"], values["vnp_Locale"]) == ("NCB", "en")
    verify(values, SECRET)


@pytest.mark.parametrize(
    "wrong",
    [
        {"amount": 0}, {"amount": -1}, {"amount": 10**10}, {"amount": 20_000.0}, {"amount": True}, {"reference": ""},
        {"reference": "H49-26"}, {"reference": "x" * 101}, {"info": "!?"}, {"ip": "nowhere"}, {"expires": CREATED},
        {"created": datetime(2026, 11, 23)}, {"return_url": "/tra-ve"}, {"return_url": "https://a.vn/~b"}, {"bank": "a*b"},
    ],
)  # fmt: skip
def test_an_address_that_vnpay_would_refuse_is_never_made(wrong):
    with pytest.raises(ValueError):
        vnpay.pay_url(SETTINGS, **ASKED | wrong)


def test_moments_are_written_as_in_viet_nam_by_twenty_four_hours():
    afternoon = datetime.fromisoformat("2026-11-23T13:05:09+00:00")
    address = vnpay.pay_url(SETTINGS, **ASKED | {"created": afternoon, "expires": afternoon + timedelta(hours=4)})
    values = parameters(urlsplit(address).query)
    assert (values["vnp_CreateDate"], values["vnp_ExpireDate"]) == ("20261123200509", "20261124000509")


def test_the_known_ipn_is_read():
    assert vnpay.read(f"{IPN[0]}&vnp_SecureHash={IPN[1]}", SETTINGS) == vnpay.Notice(
        tmn_code="DEMO0001", reference="H492611230001A1", amount=20_000, number="14226112", response_code="00",
        status="00", paid_at=datetime(2026, 11, 23, 8, 32, 10, tzinfo=VN), bank_code="NCB", bank_number="VNP14226112",
        card_type="ATM", info="Le phi ho so H49-261123-0001",
    )  # fmt: skip


def test_the_hash_may_come_in_upper_case_and_from_bytes():
    assert vnpay.read(f"{IPN[0]}&vnp_SecureHash={IPN[1].upper()}".encode(), SETTINGS).number == "14226112"


def test_a_cancelled_payment_has_neither_number_nor_moment():
    bare = {name: value for name, value in VALUES.items() if name not in ("vnp_PayDate", "vnp_BankTranNo")}
    notice = vnpay.read(signed(bare, vnp_TransactionNo="0", vnp_ResponseCode="24", vnp_BankCode=""), SETTINGS)
    assert (notice.number, notice.paid_at, notice.bank_number, notice.bank_code) == (
        vnpay.NOT_SETTLED,
        None,
        None,
        None,
    )


def test_empty_values_are_not_signed_and_the_kind_of_hash_is_not_either():
    more = f"{IPN[0]}&vnp_Nothing=&vnp_SecureHashType=SHA512&vnp_SecureHash={IPN[1]}"
    assert vnpay.read(more, SETTINGS).amount == 20_000


def test_what_we_do_not_know_is_signed_too_and_what_is_not_theirs_is_not():
    assert vnpay.read(signed(vnp_New="x") + "&lang=en", SETTINGS).amount == 20_000
    with pytest.raises(BadSignature):
        vnpay.read(f"{IPN[0]}&vnp_New=x&vnp_SecureHash={IPN[1]}", SETTINGS)


@pytest.mark.parametrize("hash", ["", "0" * 128, IPN[1][:-1], IPN[1] + "0", "é", "%F0%9F%99%82"])
def test_a_wrong_hash_is_refused(hash):
    with pytest.raises(BadSignature):
        vnpay.read(f"{IPN[0]}&vnp_SecureHash={hash}", SETTINGS)


@pytest.mark.parametrize("query", ["", b"", IPN[0], "lang=en"])
def test_what_is_not_signed_at_all_is_refused(query):
    with pytest.raises(BadSignature):
        vnpay.read(query, SETTINGS)


def test_nothing_is_believed_without_a_secret_or_with_another():
    for secret in ("", "another"):
        with pytest.raises(BadSignature):
            vnpay.read(f"{IPN[0]}&vnp_SecureHash={IPN[1]}", vnpay.Settings("DEMO0001", secret, "", ""))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"vnp_Amount": "2000001"}, "vnp_Amount"), ({"vnp_Amount": "0"}, "vnp_Amount"), ({"vnp_Amount": "-100"}, "vnp_Amount"),
        ({"vnp_Amount": "20000.00"}, "vnp_Amount"), ({"vnp_Amount": "２000000"}, "vnp_Amount"), ({"vnp_Amount": "9" * 19}, "vnp_Amount"),
        ({"vnp_PayDate": "20261131000000"}, "vnp_PayDate"), ({"vnp_PayDate": "2026112308321"}, "vnp_PayDate"),
        ({"vnp_TxnRef": ""}, "vnp_TxnRef"), ({"vnp_TxnRef": "a b"}, "vnp_TxnRef"), ({"vnp_TransactionNo": ""}, "vnp_TransactionNo"),
        ({"vnp_ResponseCode": "0"}, "vnp_ResponseCode"), ({"vnp_TransactionStatus": ""}, "vnp_TransactionStatus"),
        ({"vnp_TmnCode": "OTHER001"}, "vnp_TmnCode"), ({"vnp_OrderInfo": "a\x00b"}, "query"), ({"vnp_OrderInfo": "x" * 513}, "query"),
    ],
)  # fmt: skip
def test_what_is_signed_but_not_agreed_on_is_named(changes, field):
    with pytest.raises(BadNotice) as refused:
        vnpay.read(signed(**changes), SETTINGS)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "query",
    ["vnp_Amount", "a=1&&b=2", "vnp_Amount=%ff", b"vnp_Amount=\xff", "a=" + "x" * 9000, "&".join(f"a{n}=1" for n in range(65))],
)  # fmt: skip
def test_what_is_no_query_is_refused(query):
    with pytest.raises(BadNotice, match="query"):
        vnpay.read(query, SETTINGS)


@pytest.mark.parametrize("again", ["vnp_Amount=100", "vnp_Amount=2000000", "vnp_Amount=", "vnp_SecureHash=x"])
def test_a_parameter_that_stands_twice_is_refused(again):
    for query in (f"{signed()}&{again}", f"{again}&{signed()}"):
        with pytest.raises(BadNotice, match="twice"):
            vnpay.read(query, SETTINGS)


@given(PARAMETERS)
def test_what_was_signed_is_read_back_whatever_it_says(values):
    query = urlencode(values | {HASH: sign(values, SECRET)})
    assert {name: value for name, value in parameters(query).items() if name != HASH} == values
    verify(parameters(query), SECRET)


@given(PARAMETERS, st.data())
def test_any_other_value_is_refused(values, data):
    name, other = data.draw(st.sampled_from(sorted(values))), data.draw(TEXT)
    if other != values[name]:
        with pytest.raises(BadSignature):
            verify(values | {name: other, HASH: sign(values, SECRET)}, SECRET)


@given(st.data())
def test_a_changed_byte_is_refused_or_changes_nothing(data):
    query = bytearray(signed().encode())
    query[data.draw(st.integers(0, len(query) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert vnpay.read(bytes(query), SETTINGS) == vnpay.read(signed(), SETTINGS)
    except (BadSignature, BadNotice):
        return


ENCODERS = {
    "php": lambda text: quote_plus(text, safe="").replace("~", "%7E"),
    "java": lambda text: quote_plus(text, safe="*").replace("~", "%7E"),
    "python": lambda text: quote_plus(text, safe=""),
}


@pytest.mark.parametrize("encoder", ENCODERS)
@pytest.mark.parametrize("text", ["a~b", "a*b", "a b+c", "Lệ phí hồ sơ", "a&b=c%", "~*"])
def test_what_each_usual_encoder_signed_is_believed_and_nothing_beside_it(encoder, text):
    write = ENCODERS[encoder]
    values = VALUES | {"vnp_OrderInfo": text}
    said = "&".join(f"{name}={write(value)}" for name, value in sorted(values.items()))
    query = f"{said}&{HASH}={new(SECRET.encode(), said.encode(), sha512).hexdigest()}"
    assert vnpay.read(query, SETTINGS).info == text
    with pytest.raises(BadSignature):
        vnpay.read(query.replace("vnp_OrderInfo=", "vnp_OrderInfo=%7E"), SETTINGS)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Lệ phí hồ sơ H49-261123-0001", "Le phi ho so H49-261123-0001"), ("Đường  Đê\n(a*b~c)", "Duong De a b c"),
        ("a:b.c", "a:b.c"), ("ﬁ ①", "fi 1"), ("🙂", ""), ("x" * 300, "x" * 255),
    ],
)  # fmt: skip
def test_the_text_of_an_order_is_what_all_encoders_write_alike(text, kept):
    assert vnpay.order_info(text) == kept


@given(TEXT)
def test_the_text_of_an_order_is_written_the_same_by_all(text):
    made = vnpay.order_info(text)
    assert len({write(made) for write in ENCODERS.values()}) == 1


def test_an_ipn_is_answered_in_vnpays_own_codes():
    assert {one.code: one.message for one in vnpay.ANSWERS} == {
        "00": "Confirm Success", "01": "Order not found", "02": "Order already confirmed", "04": "Invalid amount",
        "97": "Invalid signature", "99": "Unknown error",
    }  # fmt: skip
    assert vnpay.CONFIRMED.body == {"RspCode": "00", "Message": "Confirm Success"}


@pytest.mark.parametrize(
    ("fault", "code"),
    [(BadSignature(), "97"), (BadNotice("vnp_Amount", "x"), "04"), (BadNotice("query", "x"), "99")],
)
def test_what_could_not_be_read_has_its_answer(fault, code):
    assert vnpay.answer_to(fault).code == code


def test_the_secret_is_not_shown():
    assert SECRET not in repr(SETTINGS)


def test_the_vectors_are_those_of_the_project():
    assert signed_text(dict(parse_qsl(PAY[0]))) == PAY[0]
    assert signed_text(VALUES) == IPN[0]
    if SHARED.exists():
        known = json.loads(SHARED.read_text())["vnpay"]
        for name in ("pay", "ipn", "querydr", "refund"):
            ours = getattr(vectors, name.upper())
            assert (known[name]["signed_string"], known[name]["hmac_sha512"]) == ours
