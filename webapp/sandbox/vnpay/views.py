"""What a payer sees: the order, the way to pay, the card, the bank's code, how it ended and the way back."""

import sqlite3
from datetime import datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Redirect

from webapp import clock
from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.vnpay import orders, paying
from webapp.sandbox.vnpay.cards import CARDS, HOLDER, ISSUED, OTP
from webapp.sandbox.vnpay.refusals import BadAddress
from webapp.sandbox.vnpay.texts import TEXTS
from webapp.sandbox.vnpay.working import config, return_address, store, working

bp = Blueprint("pages", __name__)
DOMESTIC = ("NCB", "VNBANK")  # a vnp_BankCode that leads straight to the card


def local_time(moment: str) -> str:
    return clock.local(datetime.fromisoformat(moment)).strftime("%H:%M:%S %d/%m/%Y")


@bp.get("/paymentv2/vpcpay.html")
def arrive() -> Redirect | Response:
    """The address the app made. What is wrong with it ends on VNPAY's own page: nowhere else would be safe to go back to."""
    try:
        order = orders.read(request.query_string, config().settings)
        with working() as db:
            token = orders.begin(db, order)
    except BadAddress as refused:
        message, advice = TEXTS.t(refused.message, **refused.facts), TEXTS.t(refused.advice)
        page = render_template("refusal.html", message=message, advice=advice, number=refused.number)
        return make_response(page, refused.status)
    page = "card" if order.bank in DOMESTIC else "method"
    return redirect(url_for(f"pages.{page}", token=token, lang=order.language), 303)


@bp.get("/paymentv2/<token>")
def method(token: str) -> str | Redirect:
    return _page("method.html", token)


@bp.get("/paymentv2/<token>/the")
def card(token: str) -> str | Redirect:
    return _page("card.html", token)


@bp.post("/paymentv2/<token>/the")
def give_card(token: str) -> str | Redirect | Response:
    form = request.form
    with working() as db:
        row = paying.by_token(db, token)
        wrong = _open(row) and paying.give_card(
            db, row, form.get("number", ""), form.get("holder", ""), form.get("issued", "")
        )
    if wrong:
        return make_response(_page("card.html", token, wrong), wrong.status)
    return redirect(url_for("pages.otp", token=token), 303)


@bp.get("/paymentv2/<token>/otp")
def otp(token: str) -> str | Redirect:
    with store().reading() as db:
        row = paying.by_token(db, token)
    if _open(row) and row["card"] is None:
        return redirect(url_for("pages.card", token=token), 303)
    return _page("otp.html", token)


@bp.post("/paymentv2/<token>/otp")
def give_otp(token: str) -> str | Redirect | Response:
    with working() as db:
        row = paying.by_token(db, token)
        wrong = _open(row) and paying.give_otp(db, row, request.form.get("otp", ""))
    if wrong:
        return make_response(_page("otp.html", token, wrong), wrong.status)
    return redirect(url_for("pages.result", token=token), 303)


@bp.post("/paymentv2/<token>/<any(huy, het_gio):how>")
def leave(token: str, how: str) -> Redirect:
    """Cancelled, or the window ends now instead of later."""
    with working() as db:
        row = paying.by_token(db, token)
        if _open(row):
            paying.settle(db, row, {"huy": "24", "het_gio": "11"}[how])
    return redirect(url_for("pages.result", token=token), 303)


@bp.get("/paymentv2/<token>/ket-qua")
def result(token: str) -> str | Redirect:
    with working() as db:
        row = paying.by_token(db, token)
    if _open(row):
        return redirect(url_for("pages.method", token=token), 303)
    return render_template("result.html", row=row, back=return_address(row), outcomes=paying.OUTCOMES)


def _open(row: sqlite3.Row) -> bool:
    return bool(row["status"] == paying.OPEN)


def _page(name: str, token: str, refused: Refused | None = None) -> str | Redirect:
    """A page of an open payment; one that ended shows how."""
    with working() as db:
        row = paying.by_token(db, token)
    if not _open(row):
        return redirect(url_for("pages.result", token=token), 303)
    left = datetime.fromisoformat(row["expires"]) - clock.now()
    given: MultiDict[str, str] = request.form if request.method == "POST" else request.args
    return render_template(
        name, row=row, seconds=max(int(left.total_seconds()), 0), refused=refused, given=given, cards=CARDS, holder=HOLDER,
        issued=ISSUED, code=OTP,
    )  # fmt: skip
