"""The tax system's register of receipts: each receipt, and each one cancelled, is sent there (NĐ 254/2026/NĐ-CP art. 27)."""

from collections.abc import Mapping
from typing import Any

from webapp.systems import state
from webapp.systems.calling import BadReply
from webapp.systems.state import Settings, Unreadable
from webapp.systems.state_http import ask

DIFFERS = "07"
FIELDS = (
    "KyHieuMau", "KyHieu", "So", "Nam", "MaSoThue", "TenDonVi", "LoaiKhoan", "SoTien", "NgayLap", "TrangThai", "MaTraCuu",
)  # fmt: skip


def report(settings: Settings, record: Mapping[str, Any]) -> str:
    """Send one receipt and give the tax system's number for it (MaTiepNhan); the same receipt again gets the same number.

    `record` holds FIELDS: So and Nam are whole numbers, SoTien whole đồng, NgayLap `yyyyMMddHHmmss` (`state.stamp`), TrangThai lap
    or huy. Raises Unreachable (send it again) and Refused, with DIFFERS where that number came before with other contents.
    """
    said = ask(settings, "/api/bien-lai", {name: record[name] for name in FIELDS})
    try:
        return state.text(said, "MaTiepNhan", r"[0-9A-Za-z.-]{1,40}")
    except Unreadable as fault:
        raise BadReply(str(fault)) from None
