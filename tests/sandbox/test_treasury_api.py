"""What the sandbox treasury answers to programs: national field names, own codes, each payment and each receipt once."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from tests.sandbox.conftest import Within
from tests.treasury import KEY, LAND, LAND_AMOUNT, REGISTRATION, Treasury
from webapp import clock
from webapp.sandbox.treasury import trouble
from webapp.systems import state

FIND, PAID, RECEIPT = "/api/thong-bao/tra-cuu", "/api/thong-bao/da-nop", "/api/bien-lai"
PAYMENT = {
    "MaThongBao": LAND, "SoTien": LAND_AMOUNT, "MaGiaoDich": "MC-1", "ThoiGianGD": "20261123153210", "SoBienLai": "MC26T-7",
}  # fmt: skip
RECORD = {
    "KyHieuMau": "01BLP", "KyHieu": "MC-26T", "So": 1, "Nam": 2026, "MaSoThue": "9999006685", "TenDonVi": "UBND phường Hồng Gai",
    "LoaiKhoan": "Lệ phí", "SoTien": 20_000, "NgayLap": "20261123153210", "TrangThai": "lap", "MaTraCuu": "K7P2",
}  # fmt: skip


@pytest.fixture
def treasury(tmp_path: Path) -> Iterator[Treasury]:
    made = Treasury(tmp_path)
    yield made
    made.stop()


def test_a_notice_is_told_in_the_national_field_names(treasury):
    status, said = treasury.ask(FIND, {"MaThongBao": "tb26 2026 0001"})
    notice = said["ThongBao"]
    assert (status, said["error_code"]) == (200, "0")
    assert (notice["MaThongBao"], notice["SoTien"], notice["TrangThai"], notice["MaHoSo"]) == (
        LAND,
        LAND_AMOUNT,
        "chua_nop",
        "",
    )
    assert (notice["TKThuHuong"], notice["MaNHThuHuong"]) == ("9999000000777", "970436")
    assert notice["DSKhoanNop"] == [{"NoiDung": "Đất ở 120 m², năm 2026", "SoTien": 186_000, "LoaiPhiLePhi": "thue"}]
    assert (notice["NgayThongBao"], notice["HanNop"]) == (Within("202611230832"), "20261223235959")


def test_the_payers_number_leaves_masked(treasury):
    said = treasury.ask(FIND, {"MaThongBao": LAND})[1]
    assert said["ThongBao"]["SoDinhDanhNguoiNop"] == "022*******11"
    assert "022185000011" not in json.dumps(said)


def test_an_unknown_code_has_a_code_of_its_own(treasury):
    assert treasury.ask(FIND, {"MaThongBao": "TB26-0000-0000"})[1]["error_code"] == "01"


def test_a_payment_is_booked_once(treasury):
    answers = [treasury.ask(PAID, PAYMENT)[1] for _twice in range(2)]
    assert [one["error_code"] for one in answers] == ["0", "0"]
    assert answers[0]["message"] != answers[1]["message"]
    assert treasury.ask(FIND, {"MaThongBao": LAND})[1]["ThongBao"]["TrangThai"] == "da_nop"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"SoTien": LAND_AMOUNT - 1}, "04"), ({"SoTien": LAND_AMOUNT + 1}, "04"), ({"MaThongBao": "none"}, "01"),
        ({"SoTien": str(LAND_AMOUNT)}, "03"), ({"SoTien": True}, "03"), ({"SoTien": 186_000.0}, "03"),
        ({"ThoiGianGD": "20261123253210"}, "03"), ({"ThoiGianGD": "2026112315321"}, "03"), ({"MaGiaoDich": ""}, "03"),
    ],
)  # fmt: skip
def test_a_payment_that_does_not_fit_is_refused_and_nothing_is_paid(treasury, changes, code):
    assert treasury.ask(PAID, PAYMENT | changes)[1]["error_code"] == code
    assert treasury.state_of(LAND) == "chua_nop"


def test_a_second_payment_by_another_transaction_is_refused(treasury):
    treasury.ask(PAID, PAYMENT)
    assert treasury.ask(PAID, PAYMENT | {"MaGiaoDich": "MC-2"})[1]["error_code"] == "02"


def test_one_transaction_pays_one_notice(treasury):
    treasury.ask(PAID, PAYMENT)
    other = PAYMENT | {"MaThongBao": REGISTRATION, "SoTien": 4_250_000}
    assert treasury.ask(PAID, other)[1]["error_code"] == "06"
    assert treasury.ask(PAID, PAYMENT | {"SoTien": 1})[1]["error_code"] == "06"
    assert treasury.state_of(REGISTRATION) == "chua_nop"


def test_a_withdrawn_notice_takes_no_money(treasury):
    treasury.withdraw(LAND)
    assert treasury.ask(FIND, {"MaThongBao": LAND})[1]["ThongBao"]["TrangThai"] == "thu_hoi"
    assert treasury.ask(PAID, PAYMENT)[1]["error_code"] == "05"


def test_a_receipt_gets_the_same_number_each_time_it_comes(treasury):
    numbers = {treasury.ask(RECEIPT, RECORD)[1]["MaTiepNhan"] for _twice in range(2)}
    assert numbers == {"TN26-0000001"}
    assert treasury.ask(RECEIPT, RECORD | {"TrangThai": "huy"})[1]["MaTiepNhan"] == "TN26-0000002"


def test_a_receipts_number_has_one_content(treasury):
    treasury.ask(RECEIPT, RECORD)
    for change in ({"SoTien": 1}, {"TenDonVi": "UBND phường khác"}, {"MaTraCuu": "X"}):
        assert treasury.ask(RECEIPT, RECORD | change)[1]["error_code"] == "07"
    assert treasury.ask(RECEIPT, RECORD | {"MaSoThue": "9999006673"})[1]["error_code"] == "0"


@pytest.mark.parametrize(
    "changes",
    [
        {"So": 0}, {"So": 100_000_000}, {"Nam": 2025}, {"MaSoThue": "1"}, {"TrangThai": "nhap"}, {"NgayLap": "23/11/2026"},
        {"KyHieu": ""}, {"SoTien": -1}, {"TenDonVi": None},
    ],
)  # fmt: skip
def test_a_receipt_that_is_not_whole_is_refused(treasury, changes):
    assert treasury.ask(RECEIPT, RECORD | changes)[1]["error_code"] == "03"


@pytest.mark.parametrize("path", [FIND, PAID, RECEIPT])
@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"null", b"{", b"\xff\xfe", b'{"a": NaN}', b"[" * 50_000, b'{"MaThongBao": "a", "MaThongBao": "b"}',
            b'{"MaThongBao": "\\ud800"}', b'{"MaThongBao": {}}'],
)  # fmt: skip
def test_whatever_is_sent_is_answered(treasury, path, raw):
    assert treasury.ask(path, raw)[1]["error_code"] == "03"


def test_a_body_that_is_too_long_is_refused(treasury):
    assert treasury.ask(FIND, b" " * 70_000)[0] == 413


def test_nobody_without_the_key_is_heard(treasury):
    assert treasury.ask(PAID, PAYMENT, key="another")[1]["error_code"] == "97"
    assert treasury.ask(PAID, PAYMENT, key="")[1]["error_code"] == "97"
    assert treasury.state_of(LAND) == "chua_nop"


@pytest.mark.parametrize(("age", "code"), [(-290, "0"), (290, "0"), (-310, "97"), (310, "97")])
def test_a_request_is_worth_something_for_five_minutes(treasury, age, code):
    at = int((clock.now() + timedelta(seconds=age)).timestamp())
    assert treasury.ask(FIND, {"MaThongBao": LAND}, at=at)[1]["error_code"] == code


def test_the_hash_is_over_the_moment_and_the_body():
    headers = state.signed_headers(b"{}", KEY, 1_795_397_530)
    assert headers == {
        "X-Thoi-Gian": "1795397530",
        "X-Ma-Xac-Thuc": "6c6ba85583b49cc01cece46dc8b7e104f027153a181f2a34e9319c63e7c54560",
    }


@pytest.mark.parametrize("path", [FIND, PAID, RECEIPT])
def test_under_maintenance_nothing_is_answered(treasury, path):
    treasury.trouble(trouble.AT_REST)
    assert treasury.ask(path, PAYMENT | RECORD)[0] == 503
    treasury.trouble("")
    assert treasury.ask(path, PAYMENT | RECORD)[0] == 200


def test_a_lost_answer_does_not_undo_what_was_done(treasury):
    treasury.trouble(trouble.LOST)
    assert treasury.ask(PAID, PAYMENT)[0] == 502
    assert treasury.state_of(LAND) == "da_nop"
    assert treasury.ask(PAID, PAYMENT)[1]["error_code"] == "0"
