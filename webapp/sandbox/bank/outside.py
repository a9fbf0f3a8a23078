"""What an account's owner may ask the bank for: a day's statement, and its movements as SePay's API lists them.

Source: developer.sepay.vn/en/sepay-api/api-giao-dich. Held, lost and refused notices stand here too: the money has moved.
"""

import hmac
import re
import sqlite3
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, jsonify, request
from werkzeug.exceptions import NotFound

from webapp import clock
from webapp.sandbox.bank.views import store
from webapp.sandbox.ground import statement

bp = Blueprint("outside", __name__)
COLUMNS = ("id", "transactionDate", "accountNumber", "transferAmount", "transferType", "content", "referenceCode")
MOST = 5000
MOMENT = re.compile(r"\d{4}-\d\d-\d\d( \d\d:\d\d:\d\d)?", re.ASCII)
_ROWS = """SELECT n.id, t.at, t.account, t.amount, t.content, t.reference, t.bank, t.bin,
    (SELECT sum(e.amount) FROM transactions e WHERE e.account = t.account AND e.id <= t.id) AS accumulated
    FROM transactions t JOIN notices n ON n.transaction_id = t.id"""


@bp.get("/statement.csv")
def statement_of_day() -> Response:
    """?account=&date=yyyy-mm-dd (today where none is named); without an account, all of them."""
    day = statement.day(request.args.get("date"), clock.today())
    if day is None:
        raise NotFound
    account = request.args.get("account", "")
    with store().reading() as db:
        rows = db.execute(
            f"{_ROWS} WHERE substr(t.at, 1, 10) = ? AND (? = '' OR t.account = ?) ORDER BY n.id",
            (day.isoformat(), account, account),
        ).fetchall()
    told = ((r["id"], _moment(r), r["account"], r["amount"], "in", r["content"], r["reference"]) for r in rows)
    return statement.answer(f"sao-ke-{day}.csv", COLUMNS, told)


@bp.get("/userapi/transactions/list")
def listed() -> tuple[Response, int]:
    given = request.headers.get("Authorization", "")
    if not hmac.compare_digest(given.encode("utf-8", "replace"), f"Bearer {current_app.config['TOKEN']}".encode()):
        return _refused(401, "Unauthorized access")
    asked = _asked()
    if asked is None:
        return _refused(400, "Invalid parameters")
    with store().reading() as db:
        rows = db.execute(
            f"{_ROWS} WHERE (:account = '' OR t.account = :account) AND n.id >= :since"
            " AND (:first = '' OR substr(t.at, 1, 19) >= :first) AND (:last = '' OR substr(t.at, 1, 19) <= :last)"
            " ORDER BY n.id DESC LIMIT :most",
            asked,
        ).fetchall()
    return jsonify(status=200, error=None, messages={"success": True}, transactions=[_told(row) for row in rows]), 200


def _asked() -> dict[str, object] | None:
    """The filters, or None where one is unreadable; a day alone begins at midnight and ends a second before the next."""
    first, last = (request.args.get(f"transaction_date_{end}", "") for end in ("min", "max"))
    since, most = request.args.get("since_id") or "0", request.args.get("limit") or str(MOST)
    if any(text and not MOMENT.fullmatch(text) for text in (first, last)):
        return None
    if any(not re.fullmatch(r"[0-9]{1,18}", text) for text in (since, most)):
        return None
    return {
        "account": request.args.get("account_number", ""), "since": int(since), "most": min(int(most), MOST),
        "first": _edge(first, "00:00:00"), "last": _edge(last, "23:59:59"),
    }  # fmt: skip


def _edge(text: str, hour: str) -> str:
    return (text if len(text) != 10 else f"{text} {hour}").replace(" ", "T")


def _told(row: sqlite3.Row) -> dict[str, Any]:
    return {
        "id": str(row["id"]), "bank_brand_name": row["bank"], "account_number": row["account"],
        "transaction_date": _moment(row), "amount_out": "0.00", "amount_in": f"{row['amount']}.00",
        "accumulated": f"{row['accumulated']}.00", "transaction_content": row["content"],
        "reference_number": row["reference"], "code": None, "sub_account": None, "bank_account_id": row["bin"],
    }  # fmt: skip


def _moment(row: sqlite3.Row) -> str:
    return datetime.fromisoformat(row["at"]).strftime("%Y-%m-%d %H:%M:%S")


def _refused(status: int, why: str) -> tuple[Response, int]:
    return jsonify(status=status, error=why, messages={"success": False}), status
