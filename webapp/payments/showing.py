"""What a page of payment shows of a bill: by QR, by numbers to copy, by card; the same for who owes it and for a relative."""

from typing import Any

from flask import Response, current_app, g, make_response, render_template
from werkzeug.exceptions import NotFound

from webapp import qr, security
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.payments import apps, service, vietqr
from webapp.payments.added import WHEN_PAID
from webapp.payments.banks import bank_name
from webapp.payments.gateways.cards import sentence
from webapp.procedures import service as procedures


def page(
    template: str, bill: service.Bill, dossier: Dossier | None, start: str, through: str = "", **more: Any
) -> Response:
    """`start`: where the button of the card gateway posts to; its pages are the only other place this page may send to."""
    cards = current_app.config["CONFIG"].vnpay
    known = of(bill, dossier, through) | {"start": start if cards else "", "attempt_id": uuid7()}
    answer = make_response(render_template(template, dossier=dossier, when_paid=WHEN_PAID, **known, **more))
    if cards:
        security.lets_form_go(answer, cards["pay_url"])
    return answer


def of(bill: service.Bill, dossier: Dossier | None, through: str = "") -> dict[str, Any]:
    payable = service.payable(bill, dossier)
    text = service.qr_text(bill, through) if payable else ""
    return {
        "bill": bill, "payable": payable, "received": service.received(bill), "remaining": service.remaining(bill),
        "one_transfer": service.one_transfer(bill), "purpose": service.purpose(bill, through),
        "bank": bank_name(bill.bank_bin) or bill.bank_bin, "bank_url": current_app.config["CONFIG"].bank_url,
        "qr": qr.svg_path(text) if text else None, "qr_text": text, "title": title(bill, dossier),
        "apps": _apps(bill, through) if payable else [],
        "initials": _initials(bill, dossier), **_tried(bill),
    }  # fmt: skip


def _apps(bill: service.Bill, through: str) -> list[tuple[str, str]]:
    """Bank apps of this phone with the transfer filled in. What the service in between reads: account, amount, reference, and a
    page of ours that is the same for everybody."""
    back = f"{current_app.config['CONFIG'].public_url}/"
    purpose, amount = service.purpose(bill, through), service.one_transfer(bill)
    return apps.links(bill.bank_bin, bill.bank_account, vietqr.memo(bill.bank_account_name, 100), amount, purpose, back)


def _initials(bill: service.Bill, dossier: Dossier | None) -> str:
    """Of whoever it is asked from: of a debt not those of the dossier it stands beside."""
    if bill.debt_code or dossier is None:
        return str(bill.quote["notice"]["payer"])
    return dossiers.applicant_initials(g.db, dossier)


def title(bill: service.Bill, dossier: Dossier | None) -> dict[str, str]:
    """What the money is for: the procedure, or the name of the debt."""
    if bill.debt_code or dossier is None:
        named: dict[str, str] = bill.quote["notice"]["name"]
        return named
    name: dict[str, str] = procedures.version(g.db, dossier.version_id).definition["name"]
    return name


def _tried(bill: service.Bill) -> dict[str, Any]:
    """The last attempt by a gateway, while it matters, and what became of it in words."""
    last = service.last_attempt(g.db, bill)
    return {"attempt": last, "attempt_says": sentence(last.code) if last and last.code else ""}


def picture(bill: service.Bill, dossier: Dossier | None, through: str = "") -> Response:
    """The QR as a PNG to keep; 404 while nothing is to be paid."""
    if not service.payable(bill, dossier):
        raise NotFound
    answer = make_response(qr.png(service.qr_text(bill, through)))
    answer.mimetype = "image/png"
    answer.headers["Content-Disposition"] = f'inline; filename="{service.purpose(bill, through)}.png"'
    return answer
