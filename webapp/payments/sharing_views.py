"""Pay for me: a link and a QR that a relative pays by, without signing in. It shows fee, procedure and initials, and runs out.
A debt that another system told of is paid on the same page."""

from typing import Any
from uuid import UUID

from flask import Response, current_app, g, jsonify, redirect, render_template, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse
from wtforms.validators import Length

from webapp import access, qr
from webapp.dossiers import service as dossiers
from webapp.forms import BaseForm, Filled, TextField
from webapp.i18n import _l
from webapp.payments import service, showing
from webapp.payments.views import bp, own_bill

LONGEST_NAME = 80


class PayerForm(BaseForm):
    name = TextField(_l("Họ và tên người trả"), [Filled(), Length(max=LONGEST_NAME)])


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan/nho")
@access.signed_in
def ask_relative(dossier_id: UUID) -> AnyResponse | str:
    """The link, as text, as a button of the phone's own sharing, and as a QR for whoever sits beside."""
    dossier, bill = own_bill(dossier_id)
    if not service.payable(bill, dossier):
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    link = current_app.config["CONFIG"].public_url + url_for("payments.pay_for", token=bill.share_token)
    held = service.shared(bill)
    return render_template(
        "payments/ask_relative.html", dossier=dossier, bill=bill, remaining=service.remaining(bill), link=link, held=held,
        qr=qr.svg_path(link) if held else None,
    )  # fmt: skip


@bp.post("/ho-so/<uuid:dossier_id>/thanh-toan/nho")
@access.signed_in
def ask_relative_anew(dossier_id: UUID) -> AnyResponse:
    _dossier, bill = own_bill(dossier_id)
    service.share_anew(bill)
    return redirect(url_for("payments.ask_relative", dossier_id=dossier_id), 303)


@bp.get("/tra-giup/<token>")
@access.public
def pay_for(token: str) -> Response | str:
    dossier, bill = shared_bill(token)
    if _over(bill):
        return render_template("payments/link_over.html", bill=bill)
    return _page(token, dossier, bill, PayerForm(data={} if bill.debt_code else {"name": bill.payer}))


def _over(bill: service.Bill) -> bool:
    """It ran out before anything was paid by it."""
    return bill.state in ("open", "void") and not service.shared(bill)


def _page(token: str, dossier: dossiers.Dossier | None, bill: service.Bill, form: BaseForm) -> Response:
    """For a relative; or for whoever pays what another system asks for by a notice, which is always paid by its link: all who know
    the code share it, so that of who pays for somebody there are initials only."""
    start, of_debt = url_for("payments.pay_for_by_card", token=token), bill.debt_code is not None
    template = "payments/pay_debt.html" if of_debt else "payments/pay_for.html"
    named = dossiers.initials(bill.payer or "")
    return showing.page(template, bill, dossier, start, "shared", token=token, form=form, named=named)


@bp.post("/tra-giup/<token>/ten")
@access.public
def name_payer(token: str) -> AnyResponse | tuple[Response, int]:
    """Who pays, for the receipt; only before it is written."""
    dossier, bill = living(token)
    form = PayerForm.of_request()
    if not form.validate():
        return _page(token, dossier, bill, form), 422
    bill.payer = form.name.data
    return redirect(url_for("payments.pay_for", token=token), 303)


@bp.get("/tra-giup/<token>/ma.png")
@access.public
def shared_picture(token: str) -> Response:
    dossier, bill = living(token)
    return showing.picture(bill, dossier, "shared")


@bp.get("/api/tra-giup/<token>")
@access.public
def shared_state(token: str) -> Any:
    """`{state: open|paid, total, remaining}`"""
    _dossier, bill = shared_bill(token)
    if _over(bill):
        raise NotFound
    return jsonify(state=bill.state, total=bill.total, remaining=service.remaining(bill))


def shared_bill(token: str) -> tuple[dossiers.Dossier | None, service.Bill]:
    """The link of a dropped bill leads to the one that counts now, as money sent with its reference does, until it runs out
    itself; that of a paid one stays what it was, whatever more became due."""
    bill = g.db.scalar(select(service.Bill).where(service.Bill.share_token == token))
    if bill is None:
        raise NotFound
    dossier = g.db.get_one(dossiers.Dossier, bill.dossier_id) if bill.dossier_id else None
    return dossier, service.in_its_place(g.db, bill) if service.shared(bill) else bill


def living(token: str) -> tuple[dossiers.Dossier | None, service.Bill]:
    """The same, while the link holds and something is to be paid; else 404."""
    dossier, bill = shared_bill(token)
    if not (service.shared(bill) and service.payable(bill, dossier)):
        raise NotFound
    return dossier, bill
