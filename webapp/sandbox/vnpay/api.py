"""The same gateway for outside programs: JSON in, JSON out, described on the page /api."""

import json
import sqlite3
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, jsonify, render_template

from webapp.sandbox.ground import asking
from webapp.sandbox.ground.asking import RequestUnreadable
from webapp.sandbox.vnpay import notices, orders, paying, questions
from webapp.sandbox.vnpay.cards import CARDS, HOLDER, ISSUED, OTP
from webapp.sandbox.vnpay.working import config, delivery, return_address, send, store, working

bp = Blueprint("api", __name__, url_prefix="/api")
LONGEST_DELAY = 3600.0


@bp.get("")
def described() -> str:
    return render_template("api.html", cards=CARDS, outcomes=paying.OUTCOMES)


@bp.post("/pay")
def pay() -> tuple[Response, int]:
    """The whole walk without a browser: the address is opened, the card and its code are given, or `outcome` happens."""
    given = asking.body()
    order = orders.read(urlsplit(asking.text(given, "url")).query, config().settings)
    outcome = asking.text(given, "outcome")
    if outcome and outcome not in paying.OUTCOMES:
        raise RequestUnreadable
    with working(asking.wait(given)) as db:
        row = paying.by_token(db, orders.begin(db, order))
        if outcome in ("11", "24", "10", "13"):
            paying.settle(db, row, outcome)
        else:
            _walk(db, row["id"], asking.text(given, "card") or _card_of(outcome), asking.text(given, "otp") or OTP)
    return jsonify(_shown(row["id"])), 201


def _card_of(outcome: str) -> str:
    """The test card that ends so."""
    return next(card.number for card in CARDS if card.code == (outcome or "00"))


def _walk(db: sqlite3.Connection, number: int, card: str, otp: str) -> None:
    """As a payer who gives in only when the gateway does: what is wrong is given three times."""
    while (row := paying.payment(db, number))["status"] == paying.OPEN:
        if row["card"] is None:
            paying.give_card(db, row, card, HOLDER, ISSUED)
        else:
            paying.give_otp(db, row, otp)


@bp.get("/payments")
def payments() -> Response:
    with working(0) as db:
        return jsonify(payments=[_payment(db, row) for row in paying.payments(db)], mode=notices.mode(db))


@bp.get("/payments/<int:number>")
def payment(number: int) -> Response:
    return jsonify(_shown(number))


@bp.post("/payments/<int:number>/mark")
def mark(number: int) -> Response:
    """{"as": "doubtful"} or {"as": "reversed"}"""
    given = asking.body()
    how = asking.text(given, "as")
    if how not in paying.MARKS:
        raise RequestUnreadable
    with working(asking.wait(given)) as db:
        paying.mark(db, paying.payment(db, number), how)
    return jsonify(_shown(number))


@bp.post("/notices/mode")
def mode() -> Response:
    """{"mode": "send"}, "hold" or "lose": what becomes of new IPNs."""
    wanted = asking.text(asking.body(), "mode")
    if wanted not in notices.MODES:
        raise RequestUnreadable
    with working(0) as db:
        notices.set_mode(db, wanted)
    return jsonify(mode=wanted)


@bp.post("/notices/release")
def release() -> Response:
    """{"reverse": true}: the newest goes first."""
    given = asking.body(optional=True)
    with working(0) as db:
        freed = notices.release(db, reverse="reverse" in given and asking.yes(given, "reverse"))
    send(freed, asking.wait(given))
    return jsonify(released=freed)


@bp.post("/notices/<int:number>/resend")
def resend(number: int) -> Response:
    """{"kind": "again"}, "wrong" (signature) or "amount"; {"after": seconds} delays it."""
    given = asking.body(optional=True)
    kind, after = asking.text(given, "kind") or "again", asking.seconds(given, "after", 0.0, LONGEST_DELAY)
    if kind not in ("again", *notices.FALSE):
        raise RequestUnreadable
    with store().reading() as db:
        row = notices.notice(db, number)
    delivery().enqueue(number, kind, wait=after).wait(asking.wait(given))
    return jsonify(_shown(row["payment_id"]))


@bp.post("/notices/<int:number>/lose")
def lose(number: int) -> Response:
    with working(0) as db:
        row = notices.notice(db, number)
        notices.lose(db, number)
    return jsonify(_shown(row["payment_id"]))


def _shown(number: int) -> dict[str, Any]:
    with working(0) as db:
        return _payment(db, paying.payment(db, number))


def _payment(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    names = (
        "reference",
        "amount",
        "info",
        "created",
        "expires",
        "response_code",
        "status",
        "number",
        "settled",
        "refunded",
    )
    return {"payment": row["id"]} | {name: row[name] for name in names} | {
        "card": row["card"], "return_url": return_address(row),
        "page": f"/paymentv2/{row['token']}",
        "refunds": [{key: one[key] for key in ("kind", "amount", "number", "by", "at")} for one in questions.refunds(db, row["id"])],
        "notices": [_notice(db, one) for one in notices.of_payment(db, row["id"])],
    }  # fmt: skip


def _notice(db: sqlite3.Connection, row: sqlite3.Row) -> dict[str, Any]:
    names = ("kind", "at", "status", "answer")
    log = [
        {name: line[name] for name in names} | {"accepted": bool(line["accepted"])}
        for line in notices.log(db, row["id"])
    ]
    return {"id": row["id"], "state": row["state"], "said": json.loads(row["said"]), "deliveries": log}
