"""The register of notices: written, changed, withdrawn, and paid once."""

import json
import secrets
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from webapp import clock
from webapp.sandbox.treasury.refusals import AlreadyPaid, OtherAmount, TransactionUsed, UnknownNotice, WithdrawnNotice
from webapp.sandbox.treasury.world import KINDS, OFFICES
from webapp.systems.state import plain, stamp

STATES = {"chua_nop": "Chưa nộp", "da_nop": "Đã nộp", "thu_hoi": "Đã thu hồi"}
MOST = 100
TO_PAY_IN = timedelta(days=30)


@dataclass(frozen=True)
class Written:
    """A notice as its office writes it; `items` are (what, đồng), `kind` and `office` keys of the world."""

    kind: str
    office: str
    payer: str
    payer_id: str
    items: tuple[tuple[str, int], ...]
    due: date | None
    dossier: str = ""

    @property
    def amount(self) -> int:
        return sum(amount for _what, amount in self.items)


SEEDS = (
    ("TB26-2026-0001", "thue_dat_pnn", "Nguyễn Thị An", "022185000011", (("Đất ở 120 m², năm 2026", 186_000),)),
    (
        "TB26-2026-0002", "le_phi_truoc_ba", "Nguyễn Thị An", "022185000011",
        (("Đất ở 120 m² (0,5 %)", 3_600_000), ("Nhà ở cấp 4 (0,5 %)", 650_000)),
    ),
)  # fmt: skip


def seed(db: sqlite3.Connection) -> None:
    """The notices everybody finds at the beginning; those that are there stay as they are."""
    due = clock.today() + TO_PAY_IN
    for shown, kind, payer, payer_id, items in SEEDS:
        if not db.execute("SELECT 1 FROM notices WHERE code = ?", (plain(shown),)).fetchone():
            _insert(db, shown, Written(kind, "TCS-HL", payer, payer_id, items, due), None)


def latest(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM notices ORDER BY id DESC LIMIT ?", (MOST,)).fetchall()


def find(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    """One notice by its code as people type it; raises UnknownNotice."""
    row: sqlite3.Row | None = db.execute("SELECT * FROM notices WHERE code = ?", (plain(code),)).fetchone()
    if row is None:
        raise UnknownNotice
    return row


def payment(db: sqlite3.Connection, notice: sqlite3.Row) -> sqlite3.Row | None:
    row: sqlite3.Row | None = db.execute("SELECT * FROM payments WHERE notice_id = ?", (notice["id"],)).fetchone()
    return row


def write(db: sqlite3.Connection, written: Written, once: str | None) -> str:
    """A new notice and its code; the same `once` again gives the first one's."""
    if once and (known := db.execute("SELECT code FROM notices WHERE once = ?", (once,)).fetchone()):
        return str(known["code"])
    shown = f"TB{clock.today():%y}-{secrets.randbelow(10**4):04d}-{secrets.randbelow(10**4):04d}"
    while db.execute("SELECT 1 FROM notices WHERE code = ?", (plain(shown),)).fetchone():
        shown = f"TB{clock.today():%y}-{secrets.randbelow(10**4):04d}-{secrets.randbelow(10**4):04d}"
    _insert(db, shown, written, once)
    return plain(shown)


def change(db: sqlite3.Connection, code: str, written: Written) -> None:
    """Raises UnknownNotice, AlreadyPaid."""
    row = _unpaid(db, code)
    db.execute(
        "UPDATE notices SET kind = ?, office = ?, payer = ?, payer_id = ?, items = ?, amount = ?, due = ?, dossier = ? WHERE id = ?",
        (*_columns(written), row["id"]),
    )


def attach(db: sqlite3.Connection, code: str, dossier: str) -> None:
    """Say to which dossier it belongs, paid or not; empty: to none."""
    db.execute("UPDATE notices SET dossier = ? WHERE id = ?", (dossier, find(db, code)["id"]))


def withdraw(db: sqlite3.Connection, code: str) -> None:
    """Nobody has to pay it any more; raises AlreadyPaid."""
    db.execute("UPDATE notices SET state = 'thu_hoi' WHERE id = ?", (_unpaid(db, code)["id"],))


def restore(db: sqlite3.Connection, code: str) -> None:
    """To be paid (again), as if nobody ever had: for another round."""
    row = find(db, code)
    db.execute("DELETE FROM payments WHERE notice_id = ?", (row["id"],))
    db.execute("UPDATE notices SET state = 'chua_nop' WHERE id = ?", (row["id"],))


def settle(db: sqlite3.Connection, code: str, amount: int, number: str, at: datetime, receipt: str) -> bool:
    """Paid by the transaction `number`; False: that was known. Raises UnknownNotice, AlreadyPaid, OtherAmount, WithdrawnNotice,
    TransactionUsed."""
    row = find(db, code)
    known = db.execute("SELECT * FROM payments WHERE number = ?", (number,)).fetchone()
    if known:
        if (known["notice_id"], known["amount"]) != (row["id"], amount):
            raise TransactionUsed
        return False
    if row["state"] == "thu_hoi":
        raise WithdrawnNotice
    if row["state"] == "da_nop":
        raise AlreadyPaid
    if row["amount"] != amount:
        raise OtherAmount
    told = clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO payments VALUES (?, ?, ?, ?, ?, ?)",
        (number, row["id"], amount, clock.local(at).isoformat(timespec="seconds"), receipt, told),
    )
    db.execute("UPDATE notices SET state = 'da_nop' WHERE id = ?", (row["id"],))
    return True


def told(row: sqlite3.Row) -> dict[str, Any]:
    """The notice as other systems read it, in the national field names."""
    kind, office = KINDS[row["kind"]], OFFICES[row["office"]]
    return {
        "MaThongBao": row["shown"],
        "LoaiKhoanNop": row["kind"],
        "TenKhoanNop": kind.name,
        "HoTenNguoiNop": row["payer"],
        "SoDinhDanhNguoiNop": masked(row["payer_id"]),
        "MaDonVi": row["office"],
        "TenDonVi": office.name,
        "MaSoThue": office.tax_code,
        "TKThuHuong": office.account,
        "MaNHThuHuong": office.bin,
        "TenTKThuHuong": office.account_name,
        "SoTien": row["amount"],
        "DSKhoanNop": [
            {"NoiDung": what, "SoTien": amount, "LoaiPhiLePhi": kind.items} for what, amount in json.loads(row["items"])
        ],
        "HanNop": _end_of(row["due"]),
        "NgayThongBao": stamp(datetime.fromisoformat(row["issued"])),
        "MaHoSo": row["dossier"],
        "CanCu": kind.source,
        "TrangThai": row["state"],
    }


def masked(number: str) -> str:
    """«022185000011» → «022*******11»: enough to know one's own."""
    return f"{number[:3]}{'*' * (len(number) - 5)}{number[-2:]}" if number else ""


def _end_of(day: str) -> str:
    return f"{date.fromisoformat(day):%Y%m%d}235959" if day else ""


def _unpaid(db: sqlite3.Connection, code: str) -> sqlite3.Row:
    row = find(db, code)
    if row["state"] == "da_nop":
        raise AlreadyPaid
    return row


def _insert(db: sqlite3.Connection, shown: str, written: Written, once: str | None) -> None:
    issued = clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO notices (code, shown, once, issued, kind, office, payer, payer_id, items, amount, due, dossier)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (plain(shown), shown, once, issued, *_columns(written)),
    )


def _columns(written: Written) -> tuple[str | int, ...]:
    items, due = json.dumps(written.items, ensure_ascii=False), written.due.isoformat() if written.due else ""
    return (
        written.kind, written.office, written.payer, written.payer_id, items, written.amount, due, written.dossier,
    )  # fmt: skip
