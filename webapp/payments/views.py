"""The page of a bill for whoever owes it."""

from typing import Any
from uuid import UUID

from flask import (
    Blueprint,
    Response,
    g,
    jsonify,
    redirect,
    session,
    url_for,
)
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as AnyResponse

from webapp import access
from webapp.dossiers import service as dossiers
from webapp.payments import service, showing

bp = Blueprint("payments", __name__, template_folder="templates")


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in_or_slip
def pay(dossier_id: UUID) -> AnyResponse | str:
    dossier, bill = bill_at_hand(dossier_id)
    if not service.payable(bill, dossier):  # paid, being corrected, or closed: the dossier's page says which
        return redirect(url_for("tracking.status", dossier_id=dossier_id), 303)
    return showing.page(
        "payments/pay.html",
        bill,
        dossier,
        own=dossiers.own(dossier),
        start=url_for("payments.pay_by_card", dossier_id=dossier_id),
    )


@bp.get("/ho-so/<uuid:dossier_id>/thanh-toan/ma.png")
@access.signed_in_or_slip
def qr_picture(dossier_id: UUID) -> Response:
    dossier, bill = bill_at_hand(dossier_id)
    return showing.picture(bill, dossier)


@bp.get("/api/ho-so/<uuid:dossier_id>/thanh-toan")
@access.signed_in_or_slip
def pay_state(dossier_id: UUID) -> Any:
    """`{state: open|paid, total, remaining}`"""
    _dossier, bill = bill_at_hand(dossier_id)
    return jsonify(state=bill.state, total=bill.total, remaining=service.remaining(bill))


def own_bill(dossier_id: UUID) -> tuple[dossiers.Dossier, service.Bill]:
    return _with_bill(dossiers.owned(g.db, access.actor(), dossier_id, session.get("holder")))


def bill_at_hand(dossier_id: UUID) -> tuple[dossiers.Dossier, service.Bill]:
    """The same, also for whoever opened the dossier by its paper slip: paying harms nobody."""
    return _with_bill(dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id, dossiers.WITH_PERSON))


def _with_bill(dossier: dossiers.Dossier) -> tuple[dossiers.Dossier, service.Bill]:
    bill = service.bill_of(g.db, dossier)
    if bill is None:
        raise NotFound
    return dossier, bill
