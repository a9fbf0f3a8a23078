"""VietQR: every known string, every trap seen in real data (domain facts, section 1), and what must always hold."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from webapp.payments.banks import bank_name, banks
from webapp.payments.tlv import BrokenTLV, Item, crc16, join, split
from webapp.payments.vietqr import BrokenQR, NotVietQR, build, encode, memo, parse

# number: (text, BIN, account, amount, purpose)
VALID = {
    1: ("00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52",
        "970403", "9704031101234567", None, None),
    2: ("00020101021238570010A00000072701270006970403011300110123456780208QRIBFTTA530370454061800005802VN"
        "62340107NPS68690819thanh toan don hang63042E2E", "970403", "0011012345678", 180000, "thanh toan don hang"),
    3: ("00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN"
        "62340107NPS68690819thanh toan don hang6304A203", "970403", "9704031101234567", 180000, "thanh toan don hang"),
    4: ("00020101021138540010A00000072701240006970423011000999999990208QRIBFTTA53037045802VN6304CBB4",
        "970423", "0099999999", None, None),
    5: ("00020101021238570010A00000072701270006970422011300234579234420208QRIBFTTA53037045405401235802VN"
        "62200816test text string6304D9C6", "970422", "0023457923442", 40123, "test text string"),
    6: ("00020101021238630010A0000007270133000697042201190023457923442ASDFLJ0208QRIBFTTA53037045405401235802VN"
        "62290825chuyen khoan alsdkf laksj6304E5DB", "970422", "0023457923442ASDFLJ", 40123,
        "chuyen khoan alsdkf laksj"),
    7: ("00020101021238570010A00000072701270006970415011300110019324180208QRIBFTTA530370454061200005802VN"
        "62170813ung ho lu lut6304C15C", "970415", "0011001932418", 120000, "ung ho lu lut"),
    8: ("00020101021138510010A00000072701210006970407010797968680208QRIBFTTA53037045802VN"
        "62240820gen by sunary/vietqr6304BE74", "970407", "9796868", None, "gen by sunary/vietqr"),
    9: ("00020101021238570010A000000727012700069704220113VQRQACLNP26800208QRIBFTTA530370454061000005802VN"
        "62270823Thanh toan don hang ABC6304CE4C", "970422", "VQRQACLNP2680", 100000, "Thanh toan don hang ABC"),
    10: ("00020101021262110807tien le38560010A0000007270126000697041501121133666688880208QRIBFTTA"
         "5303704540460005802VN63046893", "970415", "113366668888", 6000, "tien le"),
    12: ("00020101021238570010A00000072701270006970436011399990000123450208QRIBFTTA53037045405200005802VN"
         "62260822H49 261123 0001 LE PHI63044C7B", "970436", "9999000012345", 20000, "H49 261123 0001 LE PHI"),
    13: ("00020101021138540010A00000072701240006970418011012345098760208QRIBFTTA53037045802VN6304C032",
         "970418", "1234509876", None, None),
    14: ("00020101021238570010A00000072701270006970405011380002050000010208QRIBFTTA5303704540440005802VN"
         "62280115H492611230000420805SAO Y63046DB4", "970405", "8000205000001", 4000, "SAO Y"),
}  # fmt: skip
ELEVEN = (
    "00020101021126280010A000000775011001064159995204829953037045802VN5913123VIETNAMESE6005HANOI610610000062290313"
    "G7AUTO03 SAPO0708G7AUTO04630458BA"
)
STANDARD = {number: row for number, row in VALID.items() if number != 10}
TWELVE = VALID[12][0]


def closed(body: str) -> str:
    """The text with its right checksum."""
    return f"{body}6304{crc16(body + '6304')}"


def merchant(beneficiary: str, service: str = "0208QRIBFTTA") -> str:
    inner = f"0010A00000072701{len(beneficiary):02}{beneficiary}{service}"
    return f"000201010211{'38'}{len(inner):02}{inner}"


@pytest.mark.parametrize("number", VALID)
def test_it_reads_every_known_string(number: int) -> None:
    text, bin, account, amount, purpose = VALID[number]
    qr = parse(text)
    assert (qr.bin, qr.account, qr.amount, qr.purpose) == (bin, account, amount, purpose)
    assert qr.dynamic == (text[10:12] == "12")
    assert qr.to_card == ("QRIBFTTC" in text)


@pytest.mark.parametrize("number", STANDARD)
def test_it_rebuilds_a_string_in_standard_order_byte_for_byte(number: int) -> None:
    text = STANDARD[number][0]
    qr = parse(text)
    assert encode(qr) == text
    again = build(
        qr.bin, qr.account, qr.amount, additional=qr.additional, dynamic=qr.dynamic, to_card=qr.to_card, mcc=qr.mcc
    )
    assert again == text


def test_it_puts_a_string_of_another_order_into_the_standard_one_with_the_same_content() -> None:
    qr = parse(VALID[10][0])
    again = parse(encode(qr))
    assert dict(again.items) == dict(qr.items)
    assert [item.id for item in again.items] == ["00", "01", "38", "53", "54", "58", "62"]
    assert [item.id for item in qr.items] == ["00", "01", "62", "38", "53", "54", "58"]


def test_it_refuses_the_qr_of_another_network_as_not_vietqr() -> None:
    with pytest.raises(NotVietQR) as refused:
        parse(ELEVEN)
    assert refused.value.reason == "no_merchant"


def test_it_reads_bill_and_purpose_apart() -> None:
    qr = parse(VALID[14][0])
    assert (qr.bill, qr.purpose) == ("H49261123000042", "SAO Y")


def test_it_computes_the_check_value_of_the_specification() -> None:
    assert crc16("123456789") == "29B1"


def test_it_refuses_an_inner_length_that_is_wrong_under_a_right_checksum() -> None:
    """Example 6.1.1 of the specification itself: 12 said, 13 stand."""
    text = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5"
    assert crc16(text[:-4]) == "F4E5"
    with pytest.raises(BrokenQR) as refused:
        parse(text)
    assert refused.value.reason == "beneficiary"


def test_it_reads_that_example_with_its_length_put_right() -> None:
    text = "00020101021138570010A00000072701270006970403011300110123456780208QRIBFTTA53037045802VN63049E6F"
    assert parse(text).account == "0011012345678"


def test_it_refuses_a_service_code_swallowed_by_the_account() -> None:
    text = closed(merchant("0006970422011301234567890200208QRIBFTTA", service="") + "53037045802VN")
    assert "01390006970422011301234567890200208QRIBFTTA" in text
    with pytest.raises(BrokenQR) as refused:
        parse(text)
    assert refused.value.reason == "beneficiary"


def test_it_takes_a_checksum_in_lower_case_and_writes_it_in_upper_case() -> None:
    lower = TWELVE[:-4] + TWELVE[-4:].lower()
    assert lower != TWELVE
    assert encode(parse(lower)) == TWELVE


def test_it_keeps_the_leading_zeros_of_a_checksum() -> None:
    texts = (build("970436", "9999000012345", amount) for amount in range(1000, 9000))
    zeros = [text for text in texts if text[-4] == "0"]
    assert zeros
    assert all(re.fullmatch(r".*6304[0-9A-F]{4}", text) and parse(text) for text in zeros)


@pytest.mark.parametrize("fake", ["A1B2", "ABCD", "XXXX", "0000", "    ", "4C7", "4C7B0"])
def test_it_refuses_a_made_up_checksum(fake: str) -> None:
    with pytest.raises(BrokenQR):
        parse(TWELVE[:-4] + fake)


@pytest.mark.parametrize("number", VALID)
def test_it_refuses_a_known_string_with_one_wrong_character(number: int) -> None:
    text = VALID[number][0]
    for at in range(len(text)):
        wrong = text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :]
        with pytest.raises((BrokenQR, NotVietQR)):
            parse(wrong)


GOOD = merchant("000697043601101234509876")


@pytest.mark.parametrize(
    "rest",
    [
        "5404${amount}53037045802VN",  # lengths written by hand
        "530370454020020005802VN",
        "5300370458002VN",  # a length of three digits
        "530370454005802VN",  # an empty object
        "53037045802VN5802VN",  # an object twice
        "53037045802V",
        "5303704580²VN",
    ],
)
def test_it_refuses_lengths_that_do_not_add_up_under_a_right_checksum(rest: str) -> None:
    with pytest.raises(BrokenQR) as refused:
        parse(closed(GOOD + rest))
    assert refused.value.reason == "length"


def merchant_object(bin: str = "970436", account: str = "1234509876", service: str = "QRIBFTTA") -> str:
    beneficiary = join([Item("00", bin), Item("01", account)])
    return join([Item("00", "A000000727"), Item("01", beneficiary), Item("02", service)])


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"00": "02"}, "format"), ({"01": "13"}, "initiation"), ({"01": None}, "initiation"),
        ({"53": "840"}, "currency"), ({"53": None}, "currency"), ({"58": "US"}, "country"), ({"58": None},
        "country"), ({"54": "0"}, "amount"),
        ({"54": "0.5"}, "amount"), ({"54": "1,000"}, "amount"), ({"54": "1 000"}, "amount"),
        ({"54": "1.0.0"}, "amount"),
        ({"54": "-100"}, "amount"), ({"54": ".5"}, "amount"), ({"54": "12345678901234"}, "amount"),
        ({"54": "٣"}, "amount"),
        ({"62": "0899ab"}, "additional"), ({"38": "0010A000000727"}, "beneficiary"),
        ({"38": "0010A00000072701100006970436"}, "beneficiary"), ({"38": merchant_object(bin="97043")}, "bin"),
        ({"38": merchant_object(account="a-b")}, "account"), ({"38": merchant_object(account="1" * 20)}, "account"),
        ({"38": merchant_object(service="QRIBFTTX")}, "service"), ({"38": merchant_object() + "0"}, "merchant"),
    ],
)  # fmt: skip
def test_it_names_what_is_broken_under_a_right_checksum(changed: dict[str, str | None], reason: str) -> None:
    right = {"00": "01", "01": "11", "38": merchant_object(), "53": "704", "58": "VN"}
    objects = {number: value for number, value in (right | changed).items() if value}
    with pytest.raises(BrokenQR) as refused:
        parse(closed(join(Item(*pair) for pair in objects.items())))
    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "not_emv"), ("https://vietqr.net", "not_emv"), ("022085001234||NGUYỄN VĂN A|01021985|Nam", "not_emv"),
        ("000201" + "9" * 600, "too_long"), (closed("0002010102113814" + "0010A000000775"), "other_network"),
        (closed("00020101021153037045802VN"), "no_merchant"),
    ],
)  # fmt: skip
def test_it_says_what_is_no_vietqr(text: str, reason: str) -> None:
    with pytest.raises(NotVietQR) as refused:
        parse(text)
    assert refused.value.reason == reason


def test_it_refuses_a_checksum_that_is_not_last() -> None:
    with pytest.raises(BrokenQR) as refused:
        parse(TWELVE + "8004abcd")
    assert refused.value.reason == "crc_missing"


def test_it_keeps_objects_it_does_not_know() -> None:
    text = closed(GOOD + "53037045802VN6405vi-AB8004abcd")
    qr = parse(text)
    assert [item.id for item in qr.unknown] == ["64", "80"]
    assert encode(qr) == text


def test_it_reads_an_amount_with_empty_decimals_as_whole_dong() -> None:
    text = closed(GOOD + "5303704540710000.05802VN")
    assert parse(text).amount == 10000
    assert encode(parse(text)) == text


def test_it_strips_what_a_camera_adds_around_the_text() -> None:
    assert parse(f" {TWELVE}\r\n").account == "9999000012345"


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Lệ phí hồ sơ H49-261123-0001", "Le phi ho so H49 261123 0"), ("Đặng Thị Đào", "Dang Thi Dao"), ("", ""),
        ("  a…b  ", "a b"), ("Chuyển khoản: đăng ký, tạm trú!", "Chuyen khoan dang ky tam"), ("ưƠ ữ", "uO u"),
        ("①②", "12"),
        ("Le\u0302\u0323 phi\u0301", "Le phi"), ("日本", ""),
    ],
)  # fmt: skip
def test_it_writes_a_memo_as_banks_carry_it(text: str, plain: str) -> None:
    assert memo(text) == plain


@given(st.text(max_size=80))
def test_it_always_writes_a_memo_that_fits(text: str) -> None:
    written = memo(text)
    assert re.fullmatch(r"(?:[0-9A-Za-z]+(?: [0-9A-Za-z]+)*)?", written)
    assert len(written) <= 25
    assert memo(written) == written


@pytest.mark.parametrize(
    "wrong",
    [
        {"bin": "97043"}, {"bin": "97043a"}, {"account": ""}, {"account": "1" * 20}, {"account": "12-3"}, {"amount": 0},
        {"amount": -5}, {"amount": 500_000_000}, {"purpose": "x" * 26}, {"purpose": "lệ phí"}, {"mcc": "12"},
        {"name": "x" * 26}, {"city": "x" * 16}, {"postal_code": "x" * 11}, {"additional": {"10": "x"}},
        {"additional": {"09": "AMEX"}}, {"additional": {f"0{n}": "x" * 25 for n in range(1, 6)}},
    ],
)  # fmt: skip
def test_it_refuses_to_write_what_the_specification_does_not_allow(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        build(**({"bin": "970436", "account": "9999000012345", "amount": 20000} | wrong))


def test_it_writes_a_one_time_code_when_an_amount_stands() -> None:
    assert parse(build("970436", "1", 1)).dynamic
    assert not parse(build("970436", "1")).dynamic
    assert not parse(build("970436", "1", 1, dynamic=False)).dynamic


ans = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1)


@given(
    bin=st.from_regex(r"[0-9]{6}", fullmatch=True),
    account=st.from_regex(r"[0-9A-Za-z]{1,19}", fullmatch=True),
    amount=st.none() | st.integers(1, 499_999_999),
    purpose=ans.map(lambda text: text[:25]),
    name=st.none() | ans.map(lambda text: text[:25]),
    city=st.none() | ans.map(lambda text: text[:15]),
    to_card=st.booleans(),
)
def test_it_reads_back_what_it_writes(**content: object) -> None:
    text = build(**content)
    qr = parse(text)
    assert {key: getattr(qr, key) for key in content} == content
    assert encode(qr) == text


def test_it_takes_half_a_character_for_no_vietqr() -> None:
    with pytest.raises(NotVietQR):
        parse(TWELVE + "\ud800")


@given(st.text())
def test_it_answers_any_text_with_a_qr_or_a_named_refusal(text: str) -> None:
    for candidate in (text, "000201" + text, closed("000201" + text.encode("ascii", "ignore").decode())):
        with pytest.raises((NotVietQR, BrokenQR)):
            parse(candidate)


@given(st.dictionaries(st.from_regex(r"[0-9]{2}", fullmatch=True), st.text(min_size=1, max_size=99), max_size=6))
def test_it_splits_what_it_joins(objects: dict[str, str]) -> None:
    items = tuple(Item(*pair) for pair in objects.items())
    assert split(join(items)) == items


@pytest.mark.parametrize("value", ["", "x" * 100])
def test_it_never_writes_a_length_of_three_digits(value: str) -> None:
    with pytest.raises(BrokenTLV):
        join([Item("59", value)])


def test_it_names_the_banks_of_the_state_bank_s_list() -> None:
    assert bank_name("970436") == "Vietcombank"
    assert bank_name("970467") == "KEB Hana"
    assert bank_name("123456") is None
    assert all(re.fullmatch(r"9704[0-9]{2}", bin) and name for bin, name in banks().items())
