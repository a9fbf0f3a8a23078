"""Paying: the QR page, the page for a relative who pays, and receipts."""

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
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, qr
from webapp.dossiers import service as dossiers
from webapp.payments import paper, service
from webapp.payments.banks import bank_name
from webapp.procedures import service as procedures

bp = Blueprint("payments", __name__, template_folder="templates")


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in
def pay(dossier_id: UUID) -> AnyResponse | str:
    dossier, bill = _bill(dossier_id)
    if not service.payable(bill, dossier):  # paid, being corrected, or closed: the dossier's page says which
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    return render_template("payments/pay.html", dossier=dossier, **_shown(bill, dossier))


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan/ma.png")
@access.signed_in
def qr_picture(dossier_id: UUID) -> Response:
    dossier, bill = _bill(dossier_id)
    return _png(bill, dossier)


@bp.get("/api/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in
def pay_state(dossier_id: UUID) -> Any:
    """`{state: open|paid, total, remaining}`"""
    _dossier, bill = _bill(dossier_id)
    return jsonify(state=bill.state, total=bill.total, remaining=service.remaining(bill))


@bp.get("/tra-giup/<token>")
@access.public
def pay_for(token: str) -> str:
    """For a relative: amount, procedure and initials only; the token is known to whom the link was sent."""
    dossier, bill = _shared_bill(token)
    return render_template("payments/pay_for.html", token=token, **_shown(bill, dossier))


@bp.get("/tra-giup/<token>/ma.png")
@access.public
def shared_picture(token: str) -> Response:
    dossier, bill = _shared_bill(token)
    return _png(bill, dossier)


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


def _bill(dossier_id: UUID) -> tuple[dossiers.Dossier, service.Bill]:
    dossier = dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    bill = service.bill_of(g.db, dossier)
    if bill is None:
        raise NotFound
    return dossier, bill


def _shared_bill(token: str) -> tuple[dossiers.Dossier, service.Bill]:
    """The link of a dropped bill leads to the one that counts now, as money sent with its reference does; that of a
    paid one stays what it was, whatever more became due."""
    bill = g.db.scalar(select(service.Bill).where(service.Bill.share_token == token))
    if bill is None:
        raise NotFound
    dossier = g.db.get_one(dossiers.Dossier, bill.dossier_id)
    return dossier, (service.bill_of(g.db, dossier) or bill) if bill.state == "void" else bill


def _receipt(dossier_id: UUID, receipt_id: UUID) -> tuple[dossiers.Dossier, service.Receipt]:
    dossier = dossiers.mine(g.db, access.actor(), dossier_id, session.get("holder"))
    try:
        found = service.receipt(g.db, dossier, receipt_id)
    except service.NoSuchReceipt:
        raise NotFound from None
    if not dossiers.Holder(access.actor(), session.get("holder")).holds(dossier):
        access.seen_by_staff()
    return dossier, found


def _png(bill: service.Bill, dossier: dossiers.Dossier) -> Response:
    if not service.payable(bill, dossier):
        raise NotFound
    answer = make_response(qr.png(service.qr_text(bill)))
    answer.mimetype = "image/png"
    answer.headers["Content-Disposition"] = f'inline; filename="{bill.reference}.png"'
    return answer


def _shown(bill: service.Bill, dossier: dossiers.Dossier) -> dict[str, Any]:
    payable = service.payable(bill, dossier)
    text = service.qr_text(bill) if payable else ""
    return {
        "bill": bill, "payable": payable, "procedure": procedures.version(g.db, dossier.version_id),
        "received": service.received(bill), "remaining": service.remaining(bill),
        "one_transfer": service.one_transfer(bill), "bank": bank_name(bill.bank_bin) or bill.bank_bin,
        "bank_url": current_app.config["CONFIG"].bank_url,
        "qr": qr.svg_path(text) if text else None, "qr_text": text,
        "initials": dossiers.applicant_initials(g.db, dossier),
    }  # fmt: skip
