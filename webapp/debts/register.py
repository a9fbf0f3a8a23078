"""Tax and fee notices of the State's other systems: found by their code, and told once they are paid."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from webapp.systems import state
from webapp.systems.calling import BadReply
from webapp.systems.state import Settings, Unreadable
from webapp.systems.state_http import Refused, ask

UNKNOWN, PAID, OTHER_AMOUNT, WITHDRAWN, USED = "01", "02", "04", "05", "06"
STATES = {"chua_nop": "due", "da_nop": "paid", "thu_hoi": "withdrawn"}
KINDS = ("thue", "phi", "le_phi", "phat", "khac")
LONGEST_CODE = 40
MOST_ITEMS = 50


@dataclass(frozen=True)
class Item:
    """`amount` in đồng; `kind`: thue, phi, le_phi, phat or khac (phí and lệ phí need receipts of their own)."""

    what: str
    amount: int
    kind: str


@dataclass(frozen=True)
class Debt:
    """A notice as it stood when it was asked for. `amount` in đồng is the sum of its items; `state`: due, paid or withdrawn.

    `payer_id` comes masked; `dossier`: the dossier's code it belongs to, may be empty; `legal_source`: what it is asked for by.
    """

    code: str
    kind: str
    name: str
    payer: str
    payer_id: str
    unit_code: str
    unit: str
    tax_code: str
    bin: str
    account: str
    account_name: str
    items: tuple[Item, ...]
    amount: int
    due: date | None
    issued: date
    dossier: str
    legal_source: str
    state: str


@dataclass(frozen=True)
class Register:
    """The register as a port: `find` and `confirm` below, by the settings it is reached with."""

    settings: Settings

    def find(self, code: str) -> Debt | None:
        return find(self.settings, code)

    def confirm(self, code: str, amount: int, transaction: str, at: datetime, receipt: str) -> None:
        confirm(self.settings, code, amount, transaction, at, receipt)


def register(given: Mapping[str, str]) -> Register | None:
    """By `Config.treasury`; None where this province has no such register."""
    return Register(Settings(given["url"], given["key"])) if given else None


def find(settings: Settings, code: str) -> Debt | None:
    """The notice with this code, as people type it; None where there is none. Raises Unreachable, BadReply, Refused."""
    wanted = state.plain(code)
    if not wanted or len(wanted) > LONGEST_CODE:
        return None
    try:
        said = ask(settings, "/api/thong-bao/tra-cuu", {"MaThongBao": wanted})
    except Refused as refusal:
        if refusal.code == UNKNOWN:
            return None
        raise
    try:
        return _debt(said.get("ThongBao"), wanted)
    except Unreadable as fault:
        raise BadReply(str(fault)) from None


def confirm(settings: Settings, code: str, amount: int, transaction: str, at: datetime, receipt: str) -> None:
    """Tell that `amount` đồng came at `at` (aware); the same `transaction` again changes nothing.

    `transaction`: our own number of the payment, `receipt`: series and number of the receipt, may be empty. Raises Unreachable
    (say it again later) and Refused, whose code is PAID by another payment, OTHER_AMOUNT, WITHDRAWN, UNKNOWN or USED for another
    notice: a person has to look at the money then.
    """
    fields = {"MaThongBao": state.plain(code), "SoTien": amount, "MaGiaoDich": transaction}
    ask(settings, "/api/thong-bao/da-nop", fields | {"ThoiGianGD": state.stamp(at), "SoBienLai": receipt})


def _debt(said: Any, wanted: str) -> Debt:
    if not isinstance(said, dict):
        raise Unreadable("ThongBao", "an object")
    code = state.text(said, "MaThongBao", most=LONGEST_CODE)
    if state.plain(code) != wanted:
        raise Unreadable("MaThongBao", "another one than asked for")
    items = _items(said.get("DSKhoanNop"))
    total = state.amount(said, "SoTien")
    if total != sum(item.amount for item in items):
        raise Unreadable("SoTien", "not the sum of what is asked for")
    return Debt(
        code=code,
        kind=state.text(said, "LoaiKhoanNop", r"[0-9a-z_]{1,40}"),
        name=state.text(said, "TenKhoanNop"),
        payer=state.text(said, "HoTenNguoiNop"),
        payer_id=state.maybe(said, "SoDinhDanhNguoiNop", r"[0-9*]{1,20}"),
        unit_code=state.text(said, "MaDonVi", most=40),
        unit=state.text(said, "TenDonVi"),
        tax_code=state.text(said, "MaSoThue", r"[0-9]{10}(-[0-9]{3})?"),
        bin=state.text(said, "MaNHThuHuong", r"[0-9]{6}"),
        account=state.text(said, "TKThuHuong", r"[0-9A-Za-z]{1,19}"),
        account_name=state.text(said, "TenTKThuHuong"),
        items=items,
        amount=total,
        due=state.moment(said, "HanNop").date() if said.get("HanNop") else None,
        issued=state.moment(said, "NgayThongBao").date(),
        dossier=state.maybe(said, "MaHoSo", most=60),
        legal_source=state.text(said, "CanCu"),
        state=_state(said),
    )


def _items(said: Any) -> tuple[Item, ...]:
    if not isinstance(said, list) or not 1 <= len(said) <= MOST_ITEMS:
        raise Unreadable("DSKhoanNop", f"a list of 1 to {MOST_ITEMS}")
    return tuple(_item(one) for one in said)


def _item(said: Any) -> Item:
    if not isinstance(said, dict):
        raise Unreadable("DSKhoanNop", "objects")
    kind = state.text(said, "LoaiPhiLePhi")
    if kind not in KINDS:
        raise Unreadable("LoaiPhiLePhi", "one of " + ", ".join(KINDS))
    return Item(state.text(said, "NoiDung"), state.amount(said, "SoTien"), kind)


def _state(said: Mapping[str, Any]) -> str:
    known = STATES.get(state.text(said, "TrangThai"))
    if known is None:
        raise Unreadable("TrangThai", "one of " + ", ".join(STATES))
    return known
