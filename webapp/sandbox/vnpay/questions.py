"""querydr and refund, as VNPAY's server answers them: hashes checked, numbers of requests used once a day, answers hashed."""

import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime

from webapp import clock
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.gateways.vnpay_api import FULL, PART, QUERY, fields, hash_of_answer, hash_of_request
from webapp.payments.gateways.vnpay_form import HASH, BadNotice, read_amount, read_moment, same, written_moment
from webapp.sandbox.vnpay import paying

MESSAGES = {
    "00": "Success", "02": "Invalid TmnCode", "03": "Invalid data format", "91": "Transaction not found",
    "94": "Duplicate request", "95": "Transaction was not successful", "97": "Invalid checksum",
}  # fmt: skip
KINDS = {FULL: "Trả lại toàn bộ", PART: "Trả lại một phần"}
BEING_REFUNDED = "05"


class _No(Exception):
    """`code` of MESSAGES."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def answer(db: sqlite3.Connection, raw: bytes, settings: Settings) -> dict[str, str]:
    """The answer to one request, hashed. Only one that nobody can tell what it asks goes without a hash."""
    try:
        asked = fields(raw)
        expected = hash_of_request(asked, settings.secret)
    except BadNotice:
        return {"vnp_ResponseCode": "03", "vnp_Message": MESSAGES["03"]}
    try:
        _prove(db, asked, expected, settings)
        told = _queried(db, asked) if asked["vnp_Command"] == QUERY else _refunded(db, asked)
    except _No as no:
        told = {"vnp_ResponseCode": no.code, "vnp_Message": MESSAGES[no.code]}
    except BadNotice:
        told = {"vnp_ResponseCode": "03", "vnp_Message": MESSAGES["03"]}
    told |= {
        "vnp_ResponseId": secrets.token_hex(16), "vnp_Command": asked["vnp_Command"], "vnp_TmnCode": settings.tmn_code
    }  # fmt: skip
    return told | {HASH: hash_of_answer(told, settings.secret)}


def refunds(db: sqlite3.Connection, payment_id: int) -> list[sqlite3.Row]:
    return db.execute("SELECT * FROM refunds WHERE payment_id = ? ORDER BY id", (payment_id,)).fetchall()


def _prove(db: sqlite3.Connection, asked: Mapping[str, str], expected: str, settings: Settings) -> None:
    if asked.get("vnp_TmnCode") != settings.tmn_code:
        raise _No("02")
    if not same(expected, asked.get(HASH, "")):
        raise _No("97")
    if not asked.get("vnp_RequestId"):
        raise BadNotice("vnp_RequestId", "missing")
    once = db.execute(
        "INSERT INTO requests (id, day) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (asked["vnp_RequestId"], clock.today().isoformat()),
    )
    if not once.rowcount:
        raise _No("94")


def _found(db: sqlite3.Connection, asked: Mapping[str, str]) -> sqlite3.Row:
    created = read_moment(asked, "vnp_TransactionDate").isoformat()
    row = db.execute(
        "SELECT id FROM payments WHERE reference = ? AND created = ?", (asked.get("vnp_TxnRef", ""), created)
    ).fetchone()
    if row is None:
        raise _No("91")
    return paying.payment(db, row["id"])


def _queried(db: sqlite3.Connection, asked: Mapping[str, str]) -> dict[str, str]:
    row = _found(db, asked)
    known = paying.said(row) if row["settled"] else {}
    return _told(row, row["amount"], "01", row["status"], row["number"], row["settled"]) | {
        "vnp_BankCode": known.get("vnp_BankCode", ""), "vnp_PromotionCode": "", "vnp_PromotionAmount": "",
    }  # fmt: skip


def _refunded(db: sqlite3.Connection, asked: Mapping[str, str]) -> dict[str, str]:
    row, amount, kind = _found(db, asked), read_amount(asked, "vnp_Amount"), asked.get("vnp_TransactionType", "")
    if kind not in KINDS or (kind == FULL) != (amount == row["amount"]):
        raise BadNotice("vnp_TransactionType", "does not fit the amount")
    if asked.get("vnp_TransactionNo") not in ("0", row["number"]):
        raise _No("91")
    if row["status"] != paying.PAID or row["refunded"] + amount > row["amount"]:
        raise _No("95")
    number, at = paying.next_number(db), clock.local(clock.now()).isoformat(timespec="seconds")
    db.execute(
        "INSERT INTO refunds (payment_id, kind, amount, number, by, at) VALUES (?, ?, ?, ?, ?, ?)",
        (row["id"], kind, amount, number, asked.get("vnp_CreateBy", ""), at),
    )
    return _told(row, amount, kind, BEING_REFUNDED, number, at) | {"vnp_BankCode": "NCB"}


def _told(row: sqlite3.Row, amount: int, kind: str, status: str, number: str, at: str | None) -> dict[str, str]:
    return {
        "vnp_ResponseCode": "00", "vnp_Message": MESSAGES["00"], "vnp_TxnRef": row["reference"],
        "vnp_Amount": str(amount * 100), "vnp_PayDate": written_moment(datetime.fromisoformat(at)) if at else "",
        "vnp_TransactionNo": number, "vnp_TransactionType": kind, "vnp_TransactionStatus": status,
        "vnp_OrderInfo": row["info"],
    }  # fmt: skip
