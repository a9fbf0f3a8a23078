"""The same bank for outside programs: JSON in, JSON out, described on the page /api."""

import json
import sqlite3
from typing import Any

from flask import Blueprint, Response, jsonify, render_template

from webapp.sandbox.bank import ledger, notices
from webapp.sandbox.bank.reading import Asked, read_text
from webapp.sandbox.bank.refusals import AmountUnreadable
from webapp.sandbox.bank.store import ACCOUNTS
from webapp.sandbox.bank.views import delivery, store
from webapp.sandbox.ground import asking

bp = Blueprint("api", __name__, url_prefix="/api")
USUAL_BIN = "970436"


@bp.get("")
def described() -> str:
    return render_template("api.html", accounts=ACCOUNTS)


@bp.get("/accounts")
def accounts() -> Response:
    with store().reading() as db:
        rows = ledger.accounts(db)
    return jsonify(accounts=[{k: row[k] for k in ("number", "holder", "note", "balance")} for row in rows])


@bp.post("/pay")
def pay() -> tuple[Response, int]:
    given = asking.body()
    wait = asking.wait(given)
    with store().writing() as db:
        number = ledger.pay(db, _order(given))
        row = ledger.transaction(db, number)
    if row["state"] == "pending" and not row["tries"]:
        delivery().enqueue(row["notice_id"]).wait(wait)
    return jsonify(_shown(number)), 201


@bp.get("/transactions")
def transactions() -> Response:
    with store().reading() as db:
        return jsonify(transactions=[_transaction(db, row) for row in ledger.transactions(db)])


@bp.get("/transactions/<int:number>")
def transaction(number: int) -> Response:
    return jsonify(_shown(number))


@bp.post("/notices/<int:number>/resend")
def resend(number: int) -> Response:
    """{"signature": "wrong"} signs it falsely."""
    given = asking.body(optional=True)
    with store().reading() as db:
        row = notices.notice(db, number)
    kind = "wrong" if asking.text(given, "signature") == "wrong" else "again"
    delivery().enqueue(number, kind).wait(asking.wait(given))
    return jsonify(_shown(row["transaction_id"]))


@bp.post("/notices/hold")
def hold() -> Response:
    on = asking.yes(asking.body(), "on")
    with store().writing() as db:
        notices.hold(db, on)
    return jsonify(holding=on)


@bp.post("/notices/release")
def release() -> Response:
    given = asking.body(optional=True)
    with store().writing() as db:
        freed = notices.release(db)
    tried = [delivery().enqueue(number) for number in freed]
    if tried:
        tried[-1].wait(asking.wait(given))
    return jsonify(released=freed)


def _shown(number: int) -> dict[str, Any]:
    with store().reading() as db:
        return _transaction(db, ledger.transaction(db, number))


def _transaction(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    names = ("reference", "payer", "bin", "bank", "account", "amount", "asked", "content", "at")
    told = {
        "id": row["notice_id"],
        "state": row["state"],
        "body": json.loads(row["body"]),
        "deliveries": [_delivery(line) for line in notices.log(db, row["notice_id"])],
    }
    return {"transaction": row["id"]} | {name: row[name] for name in names} | {"notice": told}


def _delivery(line: sqlite3.Row) -> dict[str, Any]:
    return {name: line[name] for name in ("kind", "at", "status", "answer")} | {"accepted": bool(line["accepted"])}


def _order(given: dict[str, Any]) -> ledger.Order:
    """From {"qr"} or {"account", "amount", "content"}; what is named beside a QR replaces what the QR says."""
    qr = asking.text(given, "qr")
    asked = read_text(qr) if qr else Asked(USUAL_BIN, "", None, "")
    return ledger.Order(
        payer=asking.text(given, "payer") or ACCOUNTS[0][0],
        bin=asking.text(given, "bin") or asked.bin,
        account=asking.text(given, "account") or asked.account,
        amount=_amount(given.get("amount", asked.amount)),
        content=asking.text(given, "content") if "content" in given else asked.content,
        alter=asking.text(given, "alter") or "as_is",
        once=asking.text(given, "once") or None,
    )


def _amount(given: object) -> int:
    if isinstance(given, str):
        return ledger.read_amount(given)
    if isinstance(given, bool) or not isinstance(given, int):
        raise AmountUnreadable
    return given
