"""SePay notices: who signed them, when, and what they say."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.clock import VN
from webapp.payments.gateways.sepay import BadNotice, BadSignature, Stale, parse, sign, signed_headers, verify

SECRET = "sepay-demo-secret"
TIMESTAMP = 1795397530
NOW = datetime.fromtimestamp(TIMESTAMP, UTC)
HMAC = "4c388545fb7b5e34fc844a3a65df4902b4e4f3ab61539dda2f1cd4da9a5a3a50"
RAW = (
    b'{"id":92704,"gateway":"Vietcombank","transactionDate":"2026-11-23 08:32:10","accountNumber":"9999000012345",'
    b'"subAccount":null,"code":"H492611230001","content":"H492611230001 LE PHI","transferType":"in","description":"",'
    b'"transferAmount":20000,"referenceCode":"FT26327000001","accumulated":120000}'
)
HEADERS = {"X-SePay-Timestamp": str(TIMESTAMP), "X-SePay-Signature": f"sha256={HMAC}"}


def body(**changed: object) -> bytes:
    return json.dumps(json.loads(RAW) | changed).encode()


def test_it_signs_the_known_vector() -> None:
    assert sign(RAW, SECRET, TIMESTAMP) == f"sha256={HMAC}"
    assert signed_headers(RAW, SECRET, TIMESTAMP) == HEADERS


def test_it_accepts_the_known_vector() -> None:
    verify(HEADERS, RAW, SECRET, NOW)


def test_it_reads_header_names_in_any_case() -> None:
    verify({name.upper(): value for name, value in HEADERS.items()}, RAW, SECRET, NOW)


@pytest.mark.parametrize("seconds", [-300, -1, 0, 299, 300])
def test_it_accepts_a_notice_within_five_minutes(seconds: int) -> None:
    verify(HEADERS, RAW, SECRET, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize("seconds", [-301, 301, 86_400])
def test_it_refuses_a_notice_further_away(seconds: int) -> None:
    with pytest.raises(Stale):
        verify(HEADERS, RAW, SECRET, NOW + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    "changed",
    [
        {"X-SePay-Signature": ""}, {"X-SePay-Signature": HMAC}, {"X-SePay-Signature": f"sha1={HMAC}"},
        {"X-SePay-Signature": "sha256=" + "0" * 64}, {"X-SePay-Signature": "sha256=é\ud800"}, {"X-SePay-Timestamp": ""},
        {"X-SePay-Timestamp": "1795397531"}, {"X-SePay-Timestamp": "-1795397530"},
        {"X-SePay-Timestamp": "1795397530.0"},
        {"X-SePay-Timestamp": "١٧٩٥٣٩٧٥٣٠"}, {"X-SePay-Timestamp": "9" * 400},
    ],
)  # fmt: skip
def test_it_refuses_headers_that_prove_nothing(changed: dict[str, str]) -> None:
    with pytest.raises(BadSignature):
        verify(HEADERS | changed, RAW, SECRET, NOW)


def test_it_refuses_a_notice_without_a_signature() -> None:
    with pytest.raises(BadSignature):
        verify({}, RAW, SECRET, NOW)


@pytest.mark.parametrize("secret", ["", "another"])
def test_it_refuses_another_secret_and_none(secret: str) -> None:
    with pytest.raises(BadSignature):
        verify(HEADERS, RAW, secret, NOW)


def test_it_never_accepts_a_signature_made_with_an_empty_secret() -> None:
    with pytest.raises(BadSignature):
        verify(signed_headers(RAW, "", TIMESTAMP), RAW, "", NOW)


@given(st.integers(0, len(RAW) - 1), st.integers(1, 255))
def test_it_refuses_a_body_with_any_byte_changed(at: int, by: int) -> None:
    wrong = RAW[:at] + bytes([RAW[at] ^ by]) + RAW[at + 1 :]
    with pytest.raises(BadSignature):
        verify(HEADERS, wrong, SECRET, NOW)


@given(st.binary(), st.text(st.characters(codec="ascii"), min_size=1), st.integers(0, 99_999_999_999))
def test_it_accepts_whatever_it_signed(raw: bytes, secret: str, timestamp: int) -> None:
    now = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=timestamp)
    verify(signed_headers(raw, secret, timestamp), raw, secret, now)


def test_it_reads_the_notice() -> None:
    notice = parse(RAW)
    assert (notice.id, notice.kind, notice.amount, notice.accumulated) == (92704, "in", 20000, 120000)
    assert notice.at == datetime(2026, 11, 23, 8, 32, 10, tzinfo=VN)
    assert (notice.content, notice.account_number) == ("H492611230001 LE PHI", "9999000012345")
    assert (notice.sub_account, notice.description) == (None, None)


@pytest.mark.parametrize("field", ["gateway", "subAccount", "code", "description", "referenceCode", "accumulated"])
def test_it_does_without_a_field_that_may_be_missing(field: str) -> None:
    notice = json.loads(RAW)
    del notice[field]
    assert parse(json.dumps(notice).encode()).amount == 20000


@pytest.mark.parametrize(
    "field",
    ["id", "transactionDate", "accountNumber", "content", "transferType", "transferAmount"],
)
def test_it_names_a_field_that_is_missing(field: str) -> None:
    notice = json.loads(RAW)
    del notice[field]
    with pytest.raises(BadNotice) as refused:
        parse(json.dumps(notice).encode())
    assert refused.value.field == field


WRONG = [
    ("id", "92704"), ("id", True), ("id", 0), ("id", 1.0), ("id", None), ("id", 2**63), ("transferAmount", "20000"),
    ("transferAmount", 20000.5), ("transferAmount", 0), ("transferAmount", -20000), ("transferAmount", True),
    ("transferAmount", [20000]), ("transferType", "IN"), ("transferType", 1), ("transferType", ""), ("content", None),
    ("content", 5), ("content", "a\x00b"), ("content", "\ud800"), ("content", "x" * 1001),
    ("accountNumber", 9999000012345),
    ("accountNumber", " "), ("transactionDate", "23/11/2026 08:32"), ("transactionDate", "2026-02-30 08:32:10"),
    ("transactionDate", "2026-11-23T08:32:10"), ("transactionDate", "2026-11-23 08:32:10+07:00"), ("code", 12),
    ("subAccount", {"a": 1}), ("accumulated", "120000"), ("accumulated", False), ("referenceCode", ["x"]),
    ("gateway", 0),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), WRONG)
def test_it_names_a_field_of_the_wrong_kind(field: str, value: object) -> None:
    with pytest.raises(BadNotice) as refused:
        parse(body(**{field: value}))
    assert refused.value.field == field


@pytest.mark.parametrize(
    "raw",
    [
        b"", b"null", b"[]", b"1", b"{", b"\xff\xfe", b'{"id": NaN}', b"[" * 60_000, b"9" * 6_000, b" " * 70_000,
        RAW.replace(b'"id":92704', b'"id":92704,"transferAmount":1'),
    ],
)  # fmt: skip
def test_it_refuses_a_body_that_is_no_notice(raw: bytes) -> None:
    with pytest.raises(BadNotice) as refused:
        parse(raw)
    assert refused.value.field == "body"


def test_it_leaves_unknown_fields_alone() -> None:
    assert parse(body(newField={"a": [1, 2]})).id == 92704


@given(st.binary())
def test_it_answers_any_bytes_with_a_notice_or_a_named_refusal(raw: bytes) -> None:
    with pytest.raises(BadNotice):
        parse(raw)
