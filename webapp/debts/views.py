"""«Nộp theo thông báo»: find a notice by its code, see what it asks for, go to pay it, put it beside one's own dossier."""

from typing import Any
from uuid import UUID

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response

from webapp import access, clock, throttle
from webapp.db import uuid7
from webapp.debts import service
from webapp.debts.forms import CodeForm
from webapp.debts.register import Debt
from webapp.dossiers import service as dossiers
from webapp.i18n import _
from webapp.payments import service as payments
from webapp.receipts import service as receipts
from webapp.systems.calling import Unreachable
from webapp.systems.state import plain

bp = Blueprint("debts", __name__, template_folder="templates")
PER_ADDRESS = (20, 600)  # tries, seconds
PER_CODE = (10, 3600)
FIRST = 5  # dossiers to choose from


@bp.get("/nop-thong-bao")
@access.public
def look_for() -> str:
    return _form(CodeForm(data={"id": str(uuid7())}))


@bp.post("/nop-thong-bao")
@access.public
def found() -> Any:
    """Whichever is wrong with a code, the answer is the same; neither code nor name is ever in an address."""
    form = CodeForm.of_request()
    if register() is None:
        return _form(form), 503
    if not form.validate():
        return _form(form), 422
    code = form["code"].data
    throttle.hit_first("debt code", plain(code), *PER_CODE)
    try:
        debt = asked(code)
    except Unreachable:
        return _form(form, silent=True), 503
    if debt is None:
        return _form(form, wrong=True), 404
    row = service.keep(g.db, _id(form["id"].data), debt, access.actor().account_id)
    return redirect(url_for("debts.one", debt_id=row.id), 303)


@bp.get("/nop-thong-bao/<uuid:debt_id>")
@access.public
def one(debt_id: UUID) -> str:
    return _page(service.one(g.db, debt_id))


@bp.post("/nop-thong-bao/<uuid:debt_id>/nop")
@access.public
def pay(debt_id: UUID) -> Any:
    """Asked for anew: what changed since it was found is seen before anybody pays."""
    row = service.one(g.db, debt_id)
    seen = service.notice(row)
    try:
        debt = asked(row.code)
    except Unreachable:
        return _page(service.one(g.db, debt_id), silent=True), 503
    if debt is None:
        return _page(service.one(g.db, debt_id), gone=True), 409
    service.refresh(service.one(g.db, debt_id), debt)
    bill = service.pay(g.db, debt)
    if bill is None or bill.state != "open":
        return redirect(url_for("debts.one", debt_id=debt_id), 303)
    if debt.amount != seen.amount:
        flash(_("Thông báo vừa đổi số tiền. Xem lại trước khi nộp."), "info")
        return redirect(url_for("debts.one", debt_id=debt_id), 303)
    return redirect(url_for("payments.pay_for", token=bill.share_token), 303)


@bp.get("/nop-thong-bao/<uuid:debt_id>/bien-lai/<uuid:receipt_id>.pdf")
@access.public
def receipt(debt_id: UUID, receipt_id: UUID) -> Response:
    """On paper, with the whole name: for whoever had found it before it was paid, as who paid has. Others see whether it is true."""
    row = service.one(g.db, debt_id)
    bill = payments.of_debt(g.db, row.code)
    there = receipts.of_bill(bill) if bill and service.keeps_receipts(row, bill) else []
    found = next((one for one in there if one.id == receipt_id and one.living), None)
    if found is None:
        raise NotFound
    printer: receipts.Printer = current_app.extensions["receipt_printer"]
    answer = make_response(printer.paper(g.db, found))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{receipts.file_name(found)}"'
    return answer


@bp.post("/nop-thong-bao/<uuid:debt_id>/ho-so")
@access.signed_in
def put_beside(debt_id: UUID) -> Response:
    """Beside a dossier of one's own, with its receipts: once it was paid only by who found it before."""
    dossier_id = _id(request.form.get("ho-so", ""))
    dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    debt = asked(service.one(g.db, debt_id).code)
    if debt is None:
        raise NotFound
    dossier = dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    row = service.one(g.db, debt_id)
    service.refresh(row, debt)
    if not service.keeps_receipts_of(g.db, row):
        raise NotFound
    if service.put_beside(g.db, debt, dossier) is None:
        return redirect(url_for("debts.one", debt_id=debt_id), 303)
    flash(_("Đã ghi thông báo vào hồ sơ."))
    return redirect(f"/ho-so/{dossier.id}", 303)


@bp.post("/ho-so/<uuid:dossier_id>/thong-bao/<uuid:bill_id>/nop")
@access.signed_in_or_slip
def pay_beside(dossier_id: UUID, bill_id: UUID) -> Response:
    """From the dossier's page: asked for anew, so that nobody pays what was paid elsewhere meanwhile."""
    dossier = dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id)
    bill = g.db.get(payments.Bill, bill_id)
    if bill is None or bill.dossier_id != dossier.id or bill.debt_code is None:
        raise NotFound
    total, debt = bill.total, asked(bill.debt_code)
    now = service.pay(g.db, debt) if debt else None
    if now is None or now.state != "open":
        flash(_("Thông báo này không còn phải nộp ở đây: đã nộp, đã thu hồi hoặc đã đổi."), "info")
        return redirect(f"/ho-so/{dossier_id}", 303)
    if now.total != total:
        flash(_("Thông báo vừa đổi số tiền. Xem lại trước khi nộp."), "info")
        return redirect(f"/ho-so/{dossier_id}", 303)
    return redirect(url_for("payments.pay_for", token=now.share_token), 303)


@bp.get("/tai-khoan/thong-bao")
@access.signed_in
def mine() -> str:
    account_id = access.actor().account_id
    found = service.mine(g.db, account_id) if account_id else []
    rows = [(row, service.notice(row), bill) for row, bill in found]
    return render_template("debts/mine.html", rows=rows)


def register() -> service.Register | None:
    return current_app.extensions["debts"]  # type: ignore[no-any-return]


def asked(code: str, by: str = "") -> Debt | None:
    """Counted, and asked while no transaction is open: what was read before is read again afterwards. `by`: who, where an
    address says little, because all of an office share it."""
    throttle.hit_first("debt address", by or request.remote_addr or "", *PER_ADDRESS)
    return service.ask(register(), code)


def _form(form: CodeForm, **said: bool) -> str:
    return render_template("debts/look_for.html", form=form, connected=register() is not None, **said)


def _page(row: service.FoundDebt, **said: bool) -> str:
    debt, bill, who = service.notice(row), payments.of_debt(g.db, row.code), access.actor()
    choose = who.account_id and not debt.dossier and (bill is None or bill.dossier_id is None)
    mine = dossiers.some_of_mine(g.db, who.account_id, FIRST) if choose and who.account_id else []
    sent = [one for one in mine if one.reference and not one.closed_at]
    return render_template(
        "debts/one.html", row=row, debt=debt, bill=bill, payer=dossiers.initials(debt.payer),
        state="here" if bill and bill.state == "paid" else debt.state,
        late=(clock.today() - debt.due).days if debt.due else 0,
        receipts=receipts.of_bill(bill) if bill and service.keeps_receipts(row, bill) else [],
        received=payments.received(bill) if bill else 0, cards=list(zip(sent, dossiers.cards(g.db, sent), strict=True)), **said,
    )  # fmt: skip


def _id(typed: str | None) -> UUID:
    try:
        return UUID(typed or "")
    except ValueError:
        return uuid7()
