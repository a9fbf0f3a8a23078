"""Hostile input ends in a clear page or a JSON error, moves no money and never answers 500."""

import json

import pytest

from tests.sandbox.conftest import AN, QR

GOOD = {"payer": AN, "bin": "970436", "account": "9999000012345", "amount": "1000", "content": "X"}
NOT_VIETQR = [
    "",
    "hello",
    QR[:-1] + "C",
    QR.replace("0113", "0199"),
    "0" * 100_000,
    "\x00",
    "00020101021126280010A000000775011001064159995204829953037045802VN5913123VIETNAMESE6005HANOI610610000062290313G7AUTO03"
    " SAPO0708G7AUTO04630458BA",
]
FORMS = [
    {},
    {"payer": AN},
    GOOD | {"payer": "nobody"},
    GOOD | {"payer": "' OR 1=1 --"},
    GOOD | {"bin": "97043x"},
    GOOD | {"account": "1" * 20},
    GOOD | {"account": "<script>"},
    GOOD | {"content": "x" * 211},
    GOOD | {"alter": "steal"},
]
JSON = [
    None,
    [],
    "text",
    {},
    {"qr": 7},
    {"qr": ["a"]},
    {"qr": "hello"},
    {"qr": QR, "amount": 1.5},
    {"qr": QR, "amount": True},
    {"qr": QR, "amount": -1},
    {"qr": QR, "amount": 10**30},
    {"qr": QR, "payer": "\ud800"},
    {"qr": QR, "content": {"a": 1}},
    {"qr": QR, "wait": "long"},
    {"qr": QR, "alter": "steal"},
    {"account": "", "amount": 1000},
]


def assert_refused(bank, page):
    assert 400 <= page.status < 500, page.status
    assert "Traceback" not in page.text
    assert bank.get("/api/transactions").json == {"transactions": []}


@pytest.mark.parametrize("qr", NOT_VIETQR)
def test_it_refuses_text_that_is_no_vietqr(bank, qr):
    page = bank.post("/read", {"way": "text", "qr": qr})
    assert_refused(bank, page)
    assert "Đây không phải mã VietQR đọc được" in page.text


@pytest.mark.parametrize("form", FORMS)
def test_it_refuses_a_form_it_did_not_make(bank, form):
    page = bank.post("/transfer", form)
    assert_refused(bank, page)
    assert page.text.count("<h1>") == 1


@pytest.mark.parametrize("given", JSON)
def test_it_answers_bad_json_with_a_json_error(bank, given):
    page = bank.api("pay", given)
    assert_refused(bank, page)
    assert {"error", "message", "advice"} <= page.json.keys()


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe", b'{"amount": ' + b"9" * 6000 + b"}", b"[" * 90_000])
def test_it_refuses_bytes_that_are_no_json(bank, raw):
    page = bank.post("/api/pay", raw, origin=None, type="application/json")
    assert_refused(bank, page)


@pytest.mark.parametrize(
    "path",
    ["/transactions/999", "/transactions/" + "9" * 30, "/transactions/" + "9" * 5000, "/none", "/transfer", "/pay"],
)
def test_it_answers_a_wrong_address_with_a_page(bank, path):
    page = bank.get(path)
    assert 400 <= page.status < 500
    assert page.text.count("<h1>") == 1


@pytest.mark.parametrize(
    "path", ["/notices/5/again", "/notices/5/steal", "/accounts/none/refill", "/notices/" + "9" * 25 + "/again"]
)
def test_it_refuses_actions_on_what_is_not_there(bank, path):
    assert 400 <= bank.post(path, {}).status < 500


def test_it_refuses_a_file_that_is_no_picture(bank):
    page = bank.upload("anh.png", b"MZ\x90\x00" * 1000)
    assert_refused(bank, page)
    assert "Tệp này không phải ảnh đọc được" in page.text


def test_it_asks_for_a_picture_when_none_was_chosen(bank):
    assert "Chưa chọn ảnh nào" in bank.upload("", b"").text


def test_it_answers_an_upload_that_is_too_big_with_a_page(bank):
    page = bank.upload("lon.png", bytes(13 * 1024 * 1024))
    assert page.status == 413
    assert "Tệp gửi lên quá lớn" in page.text


def test_it_answers_a_text_that_is_too_long_with_a_page(bank):
    assert bank.post("/read", {"way": "text", "qr": "0" * 3_000_000}).status == 413


def test_it_shows_hostile_content_as_text(bank):
    page = bank.post("/transfer", GOOD | {"content": "<script>alert(1)</script>\x00\u202e"})
    assert "<script>" not in page.text
    assert "&lt;script&gt;" in page.text


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1:1"])
def test_it_refuses_a_form_from_another_site(bank, origin):
    page = bank.post("/transfer", GOOD, origin=origin)
    assert page.status == 403
    assert_refused(bank, page)


def test_it_refuses_a_form_without_any_origin(bank):
    assert bank.post("/transfer", GOOD, origin=None).status == 403


def test_it_refuses_api_posts_from_another_site(bank):
    raw = json.dumps({"qr": QR}).encode()
    page = bank.post("/api/pay", raw, origin="https://evil.example", type="application/json")
    assert page.json["error"] == "foreign_page"


def test_it_refuses_api_posts_that_are_forms(bank):
    assert_refused(bank, bank.post("/api/pay", {"qr": QR}, origin=None))
