"""The shop's side: payments and their IPNs, and everything that can go wrong between two servers, at a button's press."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from webapp import clock
from webapp.sandbox.ground import statement
from webapp.sandbox.ground.asking import PATIENCE
from webapp.sandbox.vnpay import notices, paying, questions, statements
from webapp.sandbox.vnpay.refusals import UnknownPage
from webapp.sandbox.vnpay.working import config, delivery, return_address, send, store, working

bp = Blueprint("merchant", __name__)
LATER = 30.0  # seconds of a delayed IPN


@bp.get("/")
@bp.get("/merchant")
def payments() -> str:
    with working(0) as db:
        rows, mode, held = paying.payments(db), notices.mode(db), notices.held(db)
    return render_template(
        "payments.html", rows=rows, mode=mode, held=held, states=paying.STATES, outcomes=paying.OUTCOMES,
        told=notices.STATES, today=clock.today(),
    )  # fmt: skip


@bp.get("/merchant/<int:number>")
def payment(number: int) -> str:
    with working(0) as db:
        row = paying.payment(db, number)
        told = [(one, notices.log(db, one["id"])) for one in notices.of_payment(db, number)]
        refunds = questions.refunds(db, number)
    return render_template(
        "payment.html", row=row, told=told, refunds=refunds, back=return_address(row), states=paying.STATES,
        outcomes=paying.OUTCOMES, taken=paying.MONEY_TAKEN, told_states=notices.STATES, kinds=notices.KINDS,
        falsified=notices.FALSE, refund_kinds=questions.KINDS, later=int(LATER),
    )  # fmt: skip


@bp.post("/merchant/<int:number>/<any(doubtful, reversed):how>")
def mark(number: int, how: str) -> Redirect:
    with working() as db:
        paying.mark(db, paying.payment(db, number), how)
    return redirect(url_for("merchant.payment", number=number), 303)


@bp.post("/merchant/ipn/<int:number>/<any(again, wrong, amount, later):kind>")
def resend(number: int, kind: str) -> Redirect:
    with store().reading() as db:
        row = notices.notice(db, number)
    if kind == "later":
        delivery().enqueue(number, "again", wait=LATER)
    else:
        delivery().enqueue(number, kind).wait(PATIENCE)
    return redirect(url_for("merchant.payment", number=row["payment_id"]), 303)


@bp.post("/merchant/ipn/<int:number>/lose")
def lose(number: int) -> Redirect:
    with working() as db:
        row = notices.notice(db, number)
        notices.lose(db, number)
    return redirect(url_for("merchant.payment", number=row["payment_id"]), 303)


@bp.post("/merchant/mode/<any(send, hold, lose):mode>")
def set_mode(mode: str) -> Redirect:
    with working() as db:
        notices.set_mode(db, mode)
    return redirect(url_for("merchant.payments"), 303)


@bp.post("/merchant/release/<any(forward, reverse):order>")
def release(order: str) -> Redirect:
    with working() as db:
        freed = notices.release(db, reverse=order == "reverse")
    send(freed)
    return redirect(url_for("merchant.payments"), 303)


@bp.get("/merchant/statement.csv")
def statement_of_day() -> Response:
    """?date=yyyy-mm-dd, today where none is named."""
    day = statement.day(request.args.get("date"), clock.today())
    if day is None:
        raise UnknownPage
    with store().reading() as db:
        return statement.answer(f"vnpay-{day}.csv", statements.COLUMNS, statements.rows(db, day))


@bp.post("/merchant_webapi/api/transaction")
def transaction() -> Response:
    """querydr and refund of the app."""
    with working(0) as db:
        return jsonify(questions.answer(db, request.get_data(), config().settings))
