"""The page of a bill for whoever owes it, and receipts."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    jsonify,
    make_response,
    redirect,
    render_template,
    session,
    url_for,
)
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access
from webapp.dossiers import service as dossiers
from webapp.payments import paper, service, showing

bp = Blueprint("payments", __name__, template_folder="templates")


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in
def pay(dossier_id: UUID) -> AnyResponse | str:
    dossier, bill = own_bill(dossier_id)
    if not service.payable(bill, dossier):  # paid, being corrected, or closed: the dossier's page says which
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    return showing.page(
        "payments/pay.html", bill, dossier, start=url_for("payments.pay_by_card", dossier_id=dossier_id)
    )


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan/ma.png")
@access.signed_in
def qr_picture(dossier_id: UUID) -> Response:
    dossier, bill = own_bill(dossier_id)
    return showing.picture(bill, dossier)


@bp.get("/api/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in
def pay_state(dossier_id: UUID) -> Any:
    """`{state: open|paid, total, remaining}`"""
    _dossier, bill = own_bill(dossier_id)
    return jsonify(state=bill.state, total=bill.total, remaining=service.remaining(bill))


@bp.get("/ho-so/<uuid:dossier_id>/bien-nhan/<uuid:receipt_id>")
@access.signed_in
def receipt(dossier_id: UUID, receipt_id: UUID) -> str:
    dossier, found = _receipt(dossier_id, receipt_id)
    bill = service.with_decisions(g.db, found.bill_id)
    known = {"kept_back": service.held_back(bill), "back": service.back_of([bill])}
    return render_template("payments/receipt.html", receipt=found, dossier=dossier, **known)


@bp.get("/ho-so/<uuid:dossier_id>/bien-nhan/<uuid:receipt_id>.pdf")
@access.signed_in
def receipt_paper(dossier_id: UUID, receipt_id: UUID) -> Response:
    """The same on paper, to keep or to print."""
    _dossier, found = _receipt(dossier_id, receipt_id)
    config = current_app.config["CONFIG"]
    answer = make_response(paper.pdf(found, config.public_url, demo=config.demo))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="bien-nhan-{found.number:08}-{found.year}.pdf"'
    return answer


def own_bill(dossier_id: UUID) -> tuple[dossiers.Dossier, service.Bill]:
    dossier = dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    bill = service.bill_of(g.db, dossier)
    if bill is None:
        raise NotFound
    return dossier, bill


def _receipt(dossier_id: UUID, receipt_id: UUID) -> tuple[dossiers.Dossier, service.Receipt]:
    dossier = dossiers.mine(g.db, access.actor(), dossier_id, session.get("holder"))
    try:
        found = service.receipt(g.db, dossier, receipt_id)
    except service.NoSuchReceipt:
        raise NotFound from None
    if not dossiers.Holder(access.actor(), session.get("holder")).holds(dossier):
        access.seen_by_staff()
    return dossier, found
