"""The tax system's register of receipts: each number once, and what is missing between them."""

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from webapp import clock
from webapp.sandbox.treasury.refusals import ReceiptDiffers

STATES = {"lap": "Đã lập", "huy": "Đã huỷ"}
MOST = 100
MOST_GAPS = 20


@dataclass(frozen=True)
class Record:
    """One receipt, or its cancelling; `amount` in đồng."""

    form: str
    series: str
    year: int
    number: int
    tax_code: str
    office: str
    what: str
    amount: int
    at: datetime
    state: str
    lookup: str


@dataclass(frozen=True)
class Series:
    """Of one organisation, form, series and year. `gaps` are (first, last) of numbers that never came, from 1 on."""

    form: str
    series: str
    year: int
    tax_code: str
    office: str
    came: int
    cancelled: int
    last: int
    gaps: tuple[tuple[int, int], ...]


def take(db: sqlite3.Connection, one: Record) -> tuple[str, bool]:
    """The register's own number for it, and whether it is new; raises ReceiptDiffers."""
    told = clock.local(clock.now())
    said = (
        one.form, one.series, one.year, one.number, one.tax_code, one.office, one.what, one.amount,
        clock.local(one.at).isoformat(timespec="seconds"), one.state, one.lookup,
    )  # fmt: skip
    row = _find(db, one)
    if new := row is None:
        db.execute(
            "INSERT INTO receipts (form, series, year, number, tax_code, office, what, amount, at, state, lookup, told_at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*said, told.isoformat(timespec="seconds")),
        )
        row = _find(db, one)
    assert row is not None
    if tuple(row)[1:-1] != said:
        raise ReceiptDiffers
    return f"TN{row['told_at'][2:4]}-{row['id']:07d}", new


def _find(db: sqlite3.Connection, one: Record) -> sqlite3.Row | None:
    found: sqlite3.Row | None = db.execute(
        "SELECT * FROM receipts WHERE tax_code = ? AND form = ? AND series = ? AND year = ? AND number = ? AND state = ?",
        (one.tax_code, one.form, one.series, one.year, one.number, one.state),
    ).fetchone()
    return found


def latest(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM receipts ORDER BY id DESC LIMIT ?", (MOST,)).fetchall()


def series(db: sqlite3.Connection) -> list[Series]:
    """Every series with what is missing in it."""
    rows = db.execute("SELECT * FROM receipts ORDER BY year DESC, office, tax_code, form, series, number, state")
    whole = groupby(rows.fetchall(), key=lambda row: (row["form"], row["series"], row["year"], row["tax_code"]))
    return [_counted(list(group)) for _key, group in whole]


def _counted(rows: list[sqlite3.Row]) -> Series:
    first = rows[0]
    numbers = sorted({row["number"] for row in rows})
    gaps = [(a + 1, b - 1) for a, b in zip([0, *numbers], numbers, strict=False) if b > a + 1]
    return Series(
        first["form"], first["series"], first["year"], first["tax_code"], first["office"], len(numbers),
        sum(row["state"] == "huy" for row in rows), numbers[-1], tuple(gaps[:MOST_GAPS]),
    )  # fmt: skip
