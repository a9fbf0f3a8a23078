"""IPNs and the log of their deliveries. What an IPN says is written down when it is made; it is signed when it is sent."""

import json
import sqlite3
from collections.abc import Mapping
from urllib.parse import urlencode

from webapp import clock
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_form import HASH, sign
from webapp.sandbox.ground.delivery import FIRST, fibonacci
from webapp.sandbox.vnpay.refusals import UnknownPayment

RETRIES = 10  # VNPAY's own number and pauses are from memory: ten times, minutes apart
MODES = {"send": "pending", "hold": "held", "lose": "lost"}  # what becomes of new IPNs
STATES = {
    "held": "Đang giữ lại, chưa gửi",
    "pending": "Đang gửi",
    "delivered": "Nơi nhận đã xác nhận",
    "given_up": "Đã gửi 11 lần, nơi nhận không xác nhận",
    "lost": "Bị mất, không bao giờ tới",
}
KINDS = {FIRST: "Gửi", "again": "Gửi lại", "wrong": "Gửi sai chữ ký", "amount": "Gửi sai số tiền"}
FALSE = ("wrong", "amount")  # an app that confirms one of these is at fault


def write(db: sqlite3.Connection, payment_id: int, said: Mapping[str, str]) -> None:
    """Writes an IPN about a payment, kept back or lost where the sandbox was told so."""
    db.execute(
        "INSERT INTO notices (payment_id, said, state) VALUES (?, ?, ?)",
        (payment_id, json.dumps(said), MODES[mode(db)]),
    )


def signed(said: Mapping[str, str], settings: Settings) -> str:
    """The query string of a return address or an IPN."""
    values = {**said, "vnp_TmnCode": settings.tmn_code}
    return urlencode({**values, HASH: sign(values, settings.secret)})


def query(row: sqlite3.Row, kind: str, settings: Settings) -> str:
    """An IPN as it goes out; the FALSE kinds say something that is not so."""
    said = json.loads(row["said"])
    if kind == "amount":
        said["vnp_Amount"] = str(int(said["vnp_Amount"]) + 100_000)
    if kind == "wrong":
        settings = Settings(settings.tmn_code, f"{settings.secret}-wrong", "", "")
    return signed(said, settings)


def wait_before_retry(tries: int, unit: float) -> float | None:
    """Seconds until the next try after `tries` failed ones, or None: 1, 1, 2, 3, 5, 8 … 55 steps."""
    return fibonacci(tries, RETRIES, unit)


def notice(db: sqlite3.Connection, number: int) -> sqlite3.Row:
    """One IPN; raises UnknownPayment."""
    row: sqlite3.Row | None = None
    if 0 <= number < 2**63:
        row = db.execute("SELECT * FROM notices WHERE id = ?", (number,)).fetchone()
    if row is None:
        raise UnknownPayment
    return row


def of_payment(db: sqlite3.Connection, payment_id: int) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM notices WHERE payment_id = ? ORDER BY id", (payment_id,)).fetchall()


def log(db: sqlite3.Connection, number: int) -> list[sqlite3.Row]:
    """Every delivery of one IPN, oldest first."""
    return db.execute("SELECT * FROM deliveries WHERE notice_id = ? ORDER BY id", (number,)).fetchall()


def mode(db: sqlite3.Connection) -> str:
    return str(db.execute("SELECT value FROM settings WHERE key = 'mode'").fetchone()[0])


def set_mode(db: sqlite3.Connection, mode: str) -> None:
    """From now on new IPNs are sent, held or lost (`mode` of MODES); those already held stay until `release`."""
    db.execute("UPDATE settings SET value = ? WHERE key = 'mode'", (mode,))


def held(db: sqlite3.Connection) -> int:
    return int(db.execute("SELECT count(*) FROM notices WHERE state = 'held'").fetchone()[0])


def release(db: sqlite3.Connection, reverse: bool) -> list[int]:
    """Frees every held IPN and gives their numbers in the order they are to go, the oldest first or last."""
    rows = db.execute("SELECT id FROM notices WHERE state = 'held' ORDER BY id").fetchall()
    db.execute("UPDATE notices SET state = 'pending', queued = 1 WHERE state = 'held'")
    found = [int(row["id"]) for row in rows]
    return found[::-1] if reverse else found


def lose(db: sqlite3.Connection, number: int) -> None:
    """An IPN that nobody confirmed yet is never sent again by itself."""
    notice(db, number)
    db.execute("UPDATE notices SET state = 'lost' WHERE id = ? AND state IN ('held', 'pending')", (number,))


def to_queue(db: sqlite3.Connection, again: bool = False) -> list[int]:
    """IPNs that nobody queued yet; `again`, for a sandbox that starts: all that are owed."""
    rows = db.execute(
        "SELECT id FROM notices WHERE state = 'pending' AND queued <= ? ORDER BY id", (int(again),)
    ).fetchall()
    db.execute("UPDATE notices SET queued = 1 WHERE state = 'pending'")
    return [int(row["id"]) for row in rows]


def record(db: sqlite3.Connection, number: int, kind: str, status: int | None, answer: str, accepted: bool) -> int:
    """Logs one delivery and gives the number of ordinary tries so far. A false one settles nothing."""
    at = clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO deliveries (notice_id, kind, at, status, answer, accepted) VALUES (?, ?, ?, ?, ?, ?)",
        (number, kind, at, status, answer, int(accepted)),
    )
    if kind == FIRST:
        db.execute("UPDATE notices SET tries = tries + 1 WHERE id = ?", (number,))
    if accepted and kind not in FALSE:
        db.execute("UPDATE notices SET state = 'delivered' WHERE id = ?", (number,))
    return int(notice(db, number)["tries"])


def give_up(db: sqlite3.Connection, number: int) -> None:
    db.execute("UPDATE notices SET state = 'given_up' WHERE id = ? AND state = 'pending'", (number,))
