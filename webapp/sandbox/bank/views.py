"""The pages a tester clicks through: choose an account, read a QR, pay, look at transactions and their notices."""

import uuid
from datetime import datetime

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Redirect

from webapp.sandbox.bank import ledger, notices
from webapp.sandbox.bank.alter import ALTERATIONS
from webapp.sandbox.bank.banks import BANKS, bank_name
from webapp.sandbox.bank.delivery import Delivery
from webapp.sandbox.bank.reading import Asked, read_picture, read_text
from webapp.sandbox.bank.refusals import NoPicture
from webapp.sandbox.ground.asking import PATIENCE
from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.ground.store import Store

bp = Blueprint("pages", __name__)


def store() -> Store:
    found: Store = current_app.extensions["store"]
    return found


def delivery() -> Delivery:
    found: Delivery = current_app.extensions["delivery"]
    return found


def local_time(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%H:%M:%S %d/%m/%Y")


@bp.get("/")
def home() -> str:
    return _home()


@bp.post("/read")
def read() -> Redirect | Response:
    """Whatever way in was used, the next page is the same transfer with what was read."""
    try:
        asked = _asked(request.form)
    except Refused as refused:
        return make_response(_home(refused), refused.status)
    return _to_transfer(asked, request.form.get("payer", ""))


@bp.get("/pay")
def pay() -> Redirect:
    """Deep link: /pay?qr=<text>."""
    return _to_transfer(read_text(request.args.get("qr", "")), request.args.get("payer", ""))


@bp.get("/transfer")
def transfer() -> str:
    return _transfer(request.args)


@bp.post("/transfer")
def book() -> Redirect | Response:
    try:
        order = _order(request.form)
        with store().writing() as db:
            number = ledger.pay(db, order)
            paid = ledger.transaction(db, number)
    except Refused as refused:
        return make_response(_transfer(request.form, refused), refused.status)
    if paid["state"] == "pending" and not paid["tries"]:
        delivery().enqueue(paid["notice_id"]).wait(PATIENCE)
    return redirect(url_for("pages.transaction", number=number, paid=1), 303)


@bp.get("/transactions")
def transactions() -> str:
    with store().reading() as db:
        rows, holding, held = ledger.transactions(db), notices.holding(db), notices.held(db)
    return render_template("transactions.html", rows=rows, holding=holding, held=held, states=notices.STATES)


@bp.get("/transactions/<int:number>")
def transaction(number: int) -> str:
    with store().reading() as db:
        row = ledger.transaction(db, number)
        log = notices.log(db, row["notice_id"])
    return render_template(
        "transaction.html", row=row, log=log, fresh="paid" in request.args, states=notices.STATES, kinds=notices.KINDS
    )


@bp.post("/notices/<int:number>/<any(again, wrong):kind>")
def resend(number: int, kind: str) -> Redirect:
    with store().reading() as db:
        row = notices.notice(db, number)
    delivery().enqueue(number, kind).wait(PATIENCE)
    return redirect(url_for("pages.transaction", number=row["transaction_id"]), 303)


@bp.post("/notices/hold")
def hold() -> Redirect:
    with store().writing() as db:
        notices.hold(db, request.form.get("on") == "1")
    return redirect(url_for("pages.transactions"), 303)


@bp.post("/notices/release")
def release() -> Redirect:
    with store().writing() as db:
        freed = notices.release(db)
    tried = [delivery().enqueue(number) for number in freed]
    if tried:
        tried[-1].wait(PATIENCE)
    return redirect(url_for("pages.transactions"), 303)


@bp.post("/accounts/<number>/refill")
def refill(number: str) -> Redirect:
    with store().writing() as db:
        ledger.refill(db, number)
    return redirect(url_for("pages.home"), 303)


def _home(refused: Refused | None = None) -> str:
    with store().reading() as db:
        rows = ledger.accounts(db)
    return render_template("home.html", accounts=rows, banks=BANKS, refused=refused, given=request.form)


def _transfer(given: MultiDict[str, str], refused: Refused | None = None) -> str:
    ledger.check_beneficiary(given.get("bin", ""), given.get("account", ""))
    with store().reading() as db:
        rows = ledger.accounts(db)
    return render_template(
        "transfer.html",
        accounts=rows,
        alterations=ALTERATIONS,
        bank=bank_name(given.get("bin", "")),
        given=given,
        once=given.get("once") or uuid.uuid4().hex,
        refused=refused,
    )


def _asked(form: MultiDict[str, str]) -> Asked:
    way = form.get("way", "")
    if way == "picture":
        chosen = request.files.get("picture")
        picture = chosen.read() if chosen else b""
        if not picture:
            raise NoPicture
        return read_text(read_picture(picture))
    if way == "text":
        return read_text(form.get("qr", ""))
    ledger.check_beneficiary(form.get("bin", ""), form.get("account", "").replace(" ", ""))
    typed = form.get("amount", "").strip()
    amount = ledger.read_amount(typed) if typed else None
    return Asked(form["bin"], form["account"].replace(" ", ""), amount, form.get("content", ""))


def _order(form: MultiDict[str, str]) -> ledger.Order:
    amount = ledger.read_amount(form.get("amount", ""))
    texts = {name: form.get(name, "") for name in ("payer", "bin", "account", "content")}
    return ledger.Order(**texts, amount=amount, alter=form.get("alter", "as_is"), once=form.get("once") or None)


def _to_transfer(asked: Asked, payer: str) -> Redirect:
    amount = f"{asked.amount:,}".replace(",", ".") if asked.amount else ""
    address = url_for(
        "pages.transfer", bin=asked.bin, account=asked.account, amount=amount, content=asked.content, payer=payer
    )
    return redirect(address, 303)
