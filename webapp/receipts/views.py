"""Receipts: on the citizen's page, on paper, and the public page behind a paper's QR."""

from uuid import UUID

from flask import Blueprint, Response, current_app, g, make_response, render_template, request
from werkzeug.exceptions import NotFound

from webapp import access
from webapp.dossiers import service as dossiers
from webapp.payments import service as payments
from webapp.receipts import paper, service

bp = Blueprint("receipts", __name__, template_folder="templates")


@bp.get("/ho-so/<uuid:dossier_id>/bien-lai/<uuid:receipt_id>")
@access.signed_in_or_slip
def receipt(dossier_id: UUID, receipt_id: UUID) -> str:
    dossier, found = _receipt(dossier_id, receipt_id)
    bill, before = service.with_decisions(g.db, found.bill_id), found.kind == service.BEFORE
    return render_template(
        "receipts/receipt.html", receipt=found, dossier=dossier, kept_back=payments.held_back(bill),
        back=payments.back_of([bill]),
        signed_at=service.signed_at(g.db, found) if found.living else None,
        signature="before" if before else "soon" if _printer().signs(found) else "none",
    )  # fmt: skip


@bp.get("/ho-so/<uuid:dossier_id>/bien-lai/<uuid:receipt_id>.pdf")
@access.signed_in_or_slip
def receipt_paper(dossier_id: UUID, receipt_id: UUID) -> Response:
    """The same on paper, to keep or to print; `?kho=80mm` for a till's printer."""
    _dossier, found = _receipt(dossier_id, receipt_id)
    answer = make_response(_printer().paper(g.db, found, _layout()))
    answer.mimetype = "application/pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{service.file_name(found)}"'
    return answer


@bp.get("/bien-lai/<token>")
@access.public
def check_receipt(token: str) -> str:
    """Whether a paper is true, for whoever holds it: nothing personal but the payer's initials."""
    try:
        found = service.by_token(g.db, token)
    except service.NoSuchReceipt:
        raise NotFound from None
    return render_template(
        "receipts/check_receipt.html",
        receipt=found,
        said=found.content,
        initials=service.initials(found),
        signed_at=service.signed_at(g.db, found),
        back=payments.given_up(found.bill),
    )


def _printer() -> service.Printer:
    printer: service.Printer = current_app.extensions["receipt_printer"]
    return printer


def _layout() -> paper.Layout:
    return next((one for one in paper.LAYOUTS if one == request.args.get("kho")), "a5")


def _receipt(dossier_id: UUID, receipt_id: UUID) -> tuple[dossiers.Dossier, service.Receipt]:
    try:
        dossier, by_ground = dossiers.in_hand(g.db, dossiers.this_browser(), dossier_id), False
    except dossiers.NoSuchDossier:
        dossier, by_ground = dossiers.mine(g.db, access.actor(), dossier_id), True
    try:
        found = service.one(g.db, dossier, receipt_id)
    except service.NoSuchReceipt:
        raise NotFound from None
    if by_ground:
        access.seen_by_staff()
    return dossier, found
