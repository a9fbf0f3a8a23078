"""Receipts on their way to the tax system: each known there once, and sent again after an outage."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from tests.liar import lying
from tests.treasury import Treasury
from webapp import clock
from webapp.receipts import tax
from webapp.receipts.tax import report
from webapp.sandbox.treasury import trouble
from webapp.systems import state
from webapp.systems.calling import BadReply, Unreachable
from webapp.systems.state import Settings
from webapp.systems.state_http import Refused

AT = datetime(2026, 11, 23, 15, 32, 10, tzinfo=clock.VN)


def record(**changes: Any) -> dict[str, Any]:
    made = {
        "KyHieuMau": "01BLP", "KyHieu": "MC-26T", "So": 1, "Nam": 2026, "MaSoThue": "9999006685",
        "TenDonVi": "UBND phường Hồng Gai", "LoaiKhoan": "Lệ phí", "SoTien": 20_000, "NgayLap": state.stamp(AT),
        "TrangThai": "lap", "MaTraCuu": "K7P2",
    }  # fmt: skip
    return made | changes


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


def test_a_receipt_gets_a_number_and_keeps_it(treasury):
    assert report(treasury.settings, record()) == report(treasury.settings, record()) == "TN26-0000001"


def test_a_cancelled_receipt_is_told_besides(treasury):
    issued, cancelled = (report(treasury.settings, record(TrangThai=state)) for state in ("lap", "huy"))
    assert issued != cancelled


def test_receipts_may_come_in_any_order(treasury):
    assert len({report(treasury.settings, record(So=number)) for number in (3, 1, 2)}) == 3


def test_the_same_number_with_other_contents_is_refused(treasury):
    report(treasury.settings, record())
    with pytest.raises(Refused) as refusal:
        report(treasury.settings, record(SoTien=1))
    assert refusal.value.code == tax.DIFFERS


def test_after_an_outage_it_is_sent_again(treasury):
    treasury.trouble(trouble.AT_REST)
    with pytest.raises(Unreachable):
        report(treasury.settings, record())
    treasury.trouble("")
    assert report(treasury.settings, record()) == "TN26-0000001"


def test_after_a_lost_answer_it_is_sent_again_and_known(treasury):
    treasury.trouble(trouble.LOST)
    with pytest.raises(Unreachable):
        report(treasury.settings, record())
    assert report(treasury.settings, record()) == "TN26-0000001"


def test_a_record_that_is_not_as_agreed_is_our_fault_and_stays_to_be_sent(treasury, caplog):
    with pytest.raises(Unreachable):
        report(treasury.settings, record(So=0))
    assert caplog.records[0].levelname == "ERROR"


def test_nothing_but_the_agreed_fields_leaves(treasury):
    with lying() as liar:
        liar.says = (200, b'{"error_code": "0", "MaTiepNhan": "TN1"}', {})
        assert report(Settings(liar.url, "key"), record(HoTenNguoiNop="Nguyễn Thị An")) == "TN1"
        assert b"HoTenNguoiNop" not in liar.came[0][2]


@pytest.mark.parametrize(
    "body", [b'{"error_code": "0"}', b'{"error_code": "0", "MaTiepNhan": ""}', b'{"error_code": "0", "MaTiepNhan": 7}']
)
def test_a_yes_without_a_number_is_not_believed(body):
    with lying() as liar:
        liar.says = (200, body, {})
        with pytest.raises(BadReply):
            report(Settings(liar.url, "key"), record())
