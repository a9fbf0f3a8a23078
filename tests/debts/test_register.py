"""Notices of the State's other systems: found by code, told once they are paid, and believed only as agreed."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.liar import Liar, lying
from tests.treasury import LAND, LAND_AMOUNT, REGISTRATION, Treasury
from webapp import clock
from webapp.debts import register
from webapp.debts.register import Item, confirm, find
from webapp.sandbox.treasury import trouble
from webapp.systems import calling, state
from webapp.systems.calling import BadReply, Unreachable
from webapp.systems.state import Settings
from webapp.systems.state_http import Refused

AFTERNOON = datetime(2026, 11, 23, 15, 32, 10, tzinfo=clock.VN)
TOLD: dict[str, Any] = {
    "MaThongBao": LAND, "LoaiKhoanNop": "thue_dat_pnn", "TenKhoanNop": "Thuế đất", "HoTenNguoiNop": "Nguyễn Thị An",
    "SoDinhDanhNguoiNop": "022*******11", "MaDonVi": "TCS-HL", "TenDonVi": "Thuế cơ sở", "MaSoThue": "9999000777",
    "TKThuHuong": "9999000000777", "MaNHThuHuong": "970436", "TenTKThuHuong": "THUE CO SO", "SoTien": 300,
    "DSKhoanNop": [{"NoiDung": "Đất", "SoTien": 100, "LoaiPhiLePhi": "thue"}, {"NoiDung": "Nhà", "SoTien": 200, "LoaiPhiLePhi": "phi"}],
    "HanNop": "20261231235959", "NgayThongBao": "20261101000000", "MaHoSo": "", "CanCu": "Luật", "TrangThai": "chua_nop",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    clock.set_to(datetime(2026, 11, 23, 8, 32, 10))
    yield
    clock.reset()


@pytest.fixture
def treasury(tmp_path: Path) -> Iterator[Treasury]:
    made = Treasury(tmp_path)
    yield made
    made.stop()


@pytest.fixture
def liar() -> Iterator[Liar]:
    with lying() as made:
        yield made


def lies(liar: Liar, **changes: Any) -> Settings:
    """A system whose every answer is a notice with these changes; a field of `...` is left out."""
    told = {name: value for name, value in (TOLD | changes).items() if value is not ...}
    liar.says = (200, json.dumps({"error_code": "0", "message": "", "ThongBao": told}).encode(), {})
    return Settings(liar.url, "key")


def test_a_notice_is_found_by_its_code_as_people_type_it(treasury):
    debt = find(treasury.settings, " tb26 2026-0001 ")
    assert debt is not None
    assert (debt.code, debt.amount, debt.state, debt.dossier) == (LAND, LAND_AMOUNT, "due", "")
    assert debt.items == (Item("Đất ở 120 m², năm 2026", LAND_AMOUNT, "thue"),)
    assert (debt.bin, debt.account, debt.tax_code) == ("970436", "9999000000777", "9999000777")
    assert (debt.issued, debt.due) == (date(2026, 11, 23), date(2026, 12, 23))


def test_a_notice_of_several_items_comes_with_each_and_their_sum(treasury):
    debt = find(treasury.settings, REGISTRATION)
    assert debt is not None
    assert [item.kind for item in debt.items] == ["le_phi", "le_phi"]
    assert debt.amount == sum(item.amount for item in debt.items) == 4_250_000


def test_a_notice_names_the_dossier_it_belongs_to(treasury):
    treasury.attach(LAND, "H49.201-261123-0001")
    debt = find(treasury.settings, LAND)
    assert debt is not None
    assert debt.dossier == "H49.201-261123-0001"


@pytest.mark.parametrize("code", ["TB26-0000-0000", "", "đ", "  ", "-" * 10, "9" * 500, "\x00"])
def test_there_may_be_none(treasury, code):
    assert find(treasury.settings, code) is None


def test_a_payment_is_told_and_may_be_told_again(treasury):
    for _twice in range(2):
        confirm(treasury.settings, LAND, LAND_AMOUNT, "MC-1", AFTERNOON, "MC26T-7")
    debt = find(treasury.settings, LAND)
    assert debt is not None
    assert debt.state == "paid"


def test_a_payment_whose_answer_was_lost_is_told_again(treasury):
    treasury.trouble(trouble.LOST)
    with pytest.raises(Unreachable):
        confirm(treasury.settings, LAND, LAND_AMOUNT, "MC-1", AFTERNOON, "")
    confirm(treasury.settings, LAND, LAND_AMOUNT, "MC-1", AFTERNOON, "")
    assert treasury.state_of(LAND) == "da_nop"


@pytest.mark.parametrize(
    ("at", "written"),
    [
        (AFTERNOON, "20261123153210"),
        (datetime(2026, 11, 23, 0, 5, tzinfo=clock.VN), "20261123000500"),
        (datetime(2026, 11, 23, 12, 5, tzinfo=clock.VN), "20261123120500"),
    ],
)
def test_hours_run_from_0_to_23(liar, at, written):
    confirm(lies(liar), LAND, 1, "MC-1", at, "")
    assert json.loads(liar.came[0][2])["ThoiGianGD"] == written


def test_another_amount_is_refused_by_its_code(treasury):
    with pytest.raises(Refused) as refusal:
        confirm(treasury.settings, LAND, LAND_AMOUNT - 1, "MC-1", AFTERNOON, "")
    assert refusal.value.code == register.OTHER_AMOUNT
    assert treasury.state_of(LAND) == "chua_nop"


def test_what_was_paid_or_withdrawn_meanwhile_is_refused_by_its_code(treasury):
    confirm(treasury.settings, LAND, LAND_AMOUNT, "MC-1", AFTERNOON, "")
    treasury.withdraw(REGISTRATION)
    said = []
    for code, amount, number in (
        (LAND, LAND_AMOUNT, "MC-2"),
        (REGISTRATION, 4_250_000, "MC-3"),
        (REGISTRATION, 4_250_000, "MC-1"),
    ):
        with pytest.raises(Refused) as refusal:
            confirm(treasury.settings, code, amount, number, AFTERNOON, "")
        said.append(refusal.value.code)
    assert said == [register.PAID, register.WITHDRAWN, register.USED]


def test_an_outage_is_over_when_it_is_over(treasury):
    treasury.trouble(trouble.AT_REST)
    with pytest.raises(Unreachable):
        find(treasury.settings, LAND)
    treasury.trouble("")
    assert find(treasury.settings, LAND)


def test_nobody_there_is_unreachable(tmp_path):
    treasury = Treasury(tmp_path)
    treasury.stop()
    with pytest.raises(Unreachable):
        find(treasury.settings, LAND)


def test_silence_is_unreachable(liar):
    liar.silent = True
    with pytest.raises(Unreachable):
        find(Settings(liar.url, "key", patience=0.05), LAND)


def test_a_wrong_key_is_our_fault_and_nobodys_debt(treasury, caplog):
    with pytest.raises(Unreachable):
        find(replace(treasury.settings, key="another"), LAND)
    assert [line.levelno for line in caplog.records] == [logging.ERROR]


def test_a_request_played_again_later_is_not_heard(liar, treasury):
    confirm(lies(liar), LAND, LAND_AMOUNT, "MC-1", AFTERNOON, "")
    clock.set_to(datetime(2026, 11, 23, 8, 38))
    _path, headers, raw = liar.came[0]
    assert treasury.ask("/api/thong-bao/da-nop", raw, at=int(headers[state.TIMESTAMP]))[1]["error_code"] == "97"
    assert treasury.state_of(LAND) == "chua_nop"


def test_nothing_of_a_person_and_no_key_stands_in_logs(liar, caplog):
    caplog.set_level(logging.DEBUG)
    for says in ((200, b"x", {}), (500, b"", {}), (200, json.dumps({"error_code": "97"}).encode(), {})):
        liar.says = says
        with pytest.raises(Unreachable):
            find(Settings(liar.url, "the-key"), LAND)
    assert len(caplog.records) == 3
    assert not any(word in caplog.text for word in (LAND, state.plain(LAND), "the-key"))
    assert "the-key" not in repr(Settings(liar.url, "the-key"))


@pytest.mark.parametrize(
    "changes",
    [
        {"SoTien": 301}, {"SoTien": "300"}, {"SoTien": True}, {"SoTien": 300.0}, {"SoTien": 0}, {"SoTien": 10**14}, {"SoTien": ...},
        {"DSKhoanNop": []}, {"DSKhoanNop": {}}, {"DSKhoanNop": ["x"]}, {"DSKhoanNop": [TOLD["DSKhoanNop"][0]] * 51},
        {"DSKhoanNop": [{"NoiDung": "x", "SoTien": 300, "LoaiPhiLePhi": "tip"}]},
        {"DSKhoanNop": [{"NoiDung": "x", "SoTien": 400, "LoaiPhiLePhi": "phi"}, {"NoiDung": "y", "SoTien": -100, "LoaiPhiLePhi": "phi"}]},
        {"MaThongBao": REGISTRATION}, {"TrangThai": "mien"}, {"HanNop": "31/12/2026"}, {"HanNop": "20261331000000"}, {"NgayThongBao": ...},
        {"MaNHThuHuong": "VCB"}, {"TKThuHuong": "12&am=1"}, {"MaSoThue": "x"}, {"HoTenNguoiNop": "a\nb"}, {"HoTenNguoiNop": "x" * 400},
        {"TenDonVi": " "}, {"TenDonVi": "\ud800"}, {"CanCu": None}, {"SoDinhDanhNguoiNop": 22},
    ],
)  # fmt: skip
def test_a_notice_that_is_not_as_agreed_is_not_believed(liar, changes):
    assert find(lies(liar), LAND)
    with pytest.raises(BadReply):
        find(lies(liar, **changes), LAND)


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"<html>", b"\xff\xfe", b"[" * 60_000, b'{"error_code": 0}', b'{"error_code": "0"}', b'{"error_code": ""}',
        b'{"error_code": "0", "ThongBao": []}', b'{"error_code": "0", "error_code": "01"}', b'{"error_code": "0", "x": NaN}',
        b'{"error_code": "0", "x": ' + b"9" * 5000 + b"}", b'{"error_code": "0"' + b" " * 70_000 + b"}", b'{"error_code": "; drop"}',
    ],
)  # fmt: skip
def test_an_answer_that_is_not_as_agreed_is_not_believed(liar, body):
    liar.says = (200, body, {})
    with pytest.raises(BadReply):
        find(Settings(liar.url, "key"), LAND)


def test_an_answer_that_breaks_off_is_unreachable(liar):
    liar.says = (200, b'{"error_code": "0"}', {"Content-Length": "500"})
    with pytest.raises(Unreachable):
        confirm(Settings(liar.url, "key"), LAND, 1, "MC-1", AFTERNOON, "")


def test_an_answer_that_trickles_is_not_waited_for(liar, monkeypatch):
    moments = iter((0.0, 8.1))
    monkeypatch.setattr(calling, "monotonic", lambda: next(moments))
    with pytest.raises(Unreachable, match="too slow"):
        find(lies(liar), LAND)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nobody_is_followed_elsewhere(liar, status):
    liar.says = (status, b"", {"Location": f"{liar.url}/elsewhere"})
    with pytest.raises(Unreachable):
        find(Settings(liar.url, "key"), LAND)
    assert [path for path, _headers, _raw in liar.came] == ["/api/thong-bao/tra-cuu"]


@pytest.mark.parametrize("status", [400, 401, 404, 429, 500, 503])
def test_any_other_status_is_unreachable(liar, status):
    liar.says = (status, b'{"error_code": "01"}', {})
    with pytest.raises(Unreachable):
        find(Settings(liar.url, "key"), LAND)
