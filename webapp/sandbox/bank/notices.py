"""Bank notices in SePay's format (developer.sepay.vn/vi/sepay-webhooks) and the log of their deliveries."""

import json
import sqlite3
from datetime import datetime

from webapp import clock
from webapp.sandbox.bank.refusals import UnknownTransaction
from webapp.sandbox.ground.delivery import fibonacci

RETRIES = 7
STATES = {
    "held": "Đang giữ lại, chưa gửi",
    "pending": "Đang gửi",
    "delivered": "Nơi nhận đã xác nhận",
    "given_up": "Đã gửi đủ 8 lần, nơi nhận không xác nhận",
}
KINDS = {"first": "Gửi", "again": "Gửi lại", "wrong": "Gửi sai chữ ký"}


def wait_before_retry(tries: int, unit: float) -> float | None:
    """Seconds until the next try after `tries` failed ones, or None: 1, 1, 2, 3, 5, 8, 13 (33 in all)."""
    return fibonacci(tries, RETRIES, unit)


def write(db: sqlite3.Connection, paid: sqlite3.Row, received: int) -> None:
    """Writes the notice of a booked transaction, kept back while the bank is told to hold notices."""
    number = _next_number(db)
    body = {
        "id": number,
        "gateway": paid["bank"],
        "transactionDate": datetime.fromisoformat(paid["at"]).strftime("%Y-%m-%d %H:%M:%S"),
        "accountNumber": paid["account"],
        "subAccount": None,
        "code": None,
        "content": paid["content"],
        "transferType": "in",
        "description": f"BankAPINotify {paid['content']}",
        "transferAmount": paid["amount"],
        "referenceCode": paid["reference"],
        "accumulated": received,
    }
    db.execute(
        "INSERT INTO notices (id, transaction_id, body, state) VALUES (?, ?, ?, ?)",
        (number, paid["id"], json.dumps(body, ensure_ascii=False), "held" if holding(db) else "pending"),
    )


def notice(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """One notice; raises UnknownTransaction."""
    row: sqlite3.Row | None = None
    if 0 <= number < 2**63:
        row = db.execute("SELECT * FROM notices WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UnknownTransaction
    return row


def log(db: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """Every delivery of one notice, oldest first."""
    return db.execute("SELECT * FROM deliveries WHERE notice_id = ? ORDER BY id", (number,)).fetchall()


def holding(db: sqlite3.Connection) -> bool:
    return bool(db.execute("SELECT value FROM settings WHERE key = 'holding'").fetchone()[0])


def hold(db: sqlite3.Connection, on: bool) -> None:
    """From now on notices wait (or no longer wait); those already waiting stay until `release`."""
    db.execute("UPDATE settings SET value = ? WHERE key = 'holding'", (int(on),))


def held(db: sqlite3.Connection) -> int:
    """How many notices are waiting for their release."""
    return int(db.execute("SELECT count(*) FROM notices WHERE state = 'held'").fetchone()[0])


def release(db: sqlite3.Connection) -> list[int]:
    """Frees every held notice and gives their numbers, oldest first."""
    rows = db.execute("SELECT id FROM notices WHERE state = 'held' ORDER BY id").fetchall()
    db.execute("UPDATE notices SET state = 'pending' WHERE state = 'held'")
    return [row["id"] for row in rows]


def pending(db: sqlite3.Connection) -> list[int]:
    """Notices a stopped bank still owes."""
    return [row["id"] for row in db.execute("SELECT id FROM notices WHERE state = 'pending' ORDER BY id")]


def record(db: sqlite3.Connection, number: int, kind: str, status: int | None, answer: str, accepted: bool) -> int:
    """Logs one delivery and gives the number of ordinary tries so far. A wrongly signed one settles nothing."""
    at = clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO deliveries (notice_id, kind, at, status, answer, accepted) VALUES (?, ?, ?, ?, ?, ?)",
        (number, kind, at, status, answer, int(accepted)),
    )
    if kind == "first":
        db.execute("UPDATE notices SET tries = tries + 1 WHERE id = ?", (number,))
    if accepted and kind != "wrong":
        db.execute("UPDATE notices SET state = 'delivered' WHERE id = ?", (number,))
    return int(notice(db, number)["tries"])


def give_up(db: sqlite3.Connection, number: int) -> None:
    db.execute("UPDATE notices SET state = 'given_up' WHERE id = ? AND state = 'pending'", (number,))


def _next_number(db: sqlite3.Connection) -> int:
    """Notice numbers only grow, from a beginning this bank chose by chance."""
    row = db.execute(
        "SELECT max((SELECT value FROM settings WHERE key = 'first_notice'), coalesce(max(id) + 1, 0)) FROM notices"
    ).fetchone()
    return int(row[0])
