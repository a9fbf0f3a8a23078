"""Paying: the QR page, the page for a relative who pays, receipts, and the bank's notices."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, current_app, g, jsonify, make_response, redirect, render_template, request, session, url_for
from sqlalchemy import select
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access, throttle
from webapp.accounts import service as accounts
from webapp.db import sessions
from webapp.dossiers import service as dossiers
from webapp.payments import picture, sepay, service
from webapp.payments.banks import bank_name
from webapp.procedures import service as procedures

bp = Blueprint("payments", __name__, template_folder="templates")
FLOOD = (300, 3600)  # unproved notices of one address that are kept


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in
def pay(dossier_id: UUID) -> AnyResponse | str:
    dossier, bill = _bill(dossier_id)
    if bill.state == "paid":
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    return render_template("payments/pay.html", dossier=dossier, **_shown(bill, dossier))


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan/ma.png")
@access.signed_in
def qr_picture(dossier_id: UUID) -> Response:
    _dossier, bill = _bill(dossier_id)
    return _png(bill)


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
    bill = _shared_bill(token)
    dossier = g.db.get_one(dossiers.Dossier, bill.dossier_id)
    return render_template("payments/pay_for.html", token=token, **_shown(bill, dossier))


@bp.get("/tra-giup/<token>/ma.png")
@access.public
def shared_picture(token: str) -> Response:
    return _png(_shared_bill(token))


@bp.get("/ho-so/<uuid:dossier_id>/bien-nhan/<uuid:receipt_id>")
@access.signed_in
def receipt(dossier_id: UUID, receipt_id: UUID) -> str:
    dossier = dossiers.mine(g.db, access.actor(), dossier_id, session.get("holder"))
    try:
        found = service.receipt(g.db, dossier, receipt_id)
    except service.NoSuchReceipt:
        raise NotFound from None
    return render_template("payments/receipt.html", receipt=found, dossier=dossier)


@bp.post("/thong-bao/sepay")
@access.machine
def bank_notice() -> Any:
    """A bank notice (SePay format). Kept first, then understood; the same one twice answers OK again."""
    raw = request.get_data(cache=False)
    if len(raw) > sepay.LARGEST_BODY:
        return jsonify(success=False), 413
    kept = service.store_raw(sessions(), dict(request.headers), raw, current_app.config["CONFIG"].bank_secret)
    if not kept.verified:
        throttle.hit(g.db, "unproved notice", request.remote_addr or "", *FLOOD)
        return jsonify(success=False), 401
    outcome = service.interpret(g.db, kept.id)
    return jsonify(success=outcome != "unreadable"), 200 if outcome != "unreadable" else 422


def _bill(dossier_id: UUID) -> tuple[dossiers.Dossier, service.Bill]:
    dossier = dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder"))
    bill = service.bill_of(g.db, dossier)
    if bill is None:
        raise NotFound
    return dossier, bill


def _shared_bill(token: str) -> service.Bill:
    bill = g.db.scalar(select(service.Bill).where(service.Bill.share_token == token, service.Bill.state != "void"))
    if bill is None:
        raise NotFound
    return bill


def _png(bill: service.Bill) -> Response:
    if bill.state != "open":
        raise NotFound
    answer = make_response(picture.png(service.qr_text(bill)))
    answer.mimetype = "image/png"
    answer.headers["Content-Disposition"] = f'inline; filename="{bill.reference}.png"'
    return answer


def _shown(bill: service.Bill, dossier: dossiers.Dossier) -> dict[str, Any]:
    procedure = procedures.version(g.db, dossier.version_id)
    text = service.qr_text(bill) if bill.state == "open" else ""
    return {
        "bill": bill, "procedure": procedure, "remaining": service.remaining(bill), "bank": bank_name(bill.bank_bin) or bill.bank_bin,
        "qr": picture.svg_path(text) if text else None, "qr_text": text, "bank_url": current_app.config["CONFIG"].bank_url,
        "initials": accounts.initials(accounts.name_of(g.db, dossier.person_id)), "received": bill.total - service.remaining(bill),
    }  # fmt: skip
