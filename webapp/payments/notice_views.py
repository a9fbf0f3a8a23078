"""The doors for what providers tell by themselves: proved, kept, understood, answered, in this order."""

from typing import Any

from flask import current_app, jsonify, request
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from webapp import access, throttle
from webapp.db import sessions
from webapp.payments import service
from webapp.payments.gateways import sepay
from webapp.payments.views import bp

LARGEST_QUERY = 8 * 1024
FLOOD = (60, 3600)  # unproved notices of one address that are kept in an hour


@bp.post("/thong-bao/sepay")
@access.machine
def bank_notice() -> Any:
    """A bank notice (SePay format). The same one twice answers OK again; what is not OK the bank sends again."""
    raw = request.get_data(cache=False)
    if len(raw) > sepay.LARGEST_BODY:
        return jsonify(success=False), 413
    return _told("sepay", raw)


@bp.get("/thong-bao/vnpay")
@access.machine
def card_notice() -> Any:
    """VNPAY's IPN: a GET that changes things, and the only word of VNPAY's that does so by itself. Its writes go through sessions
    of their own, because a GET's own session only reads."""
    raw = request.query_string
    if "vnpay" not in current_app.extensions["gateways"]:
        raise NotFound
    if len(raw) > LARGEST_QUERY:
        raise RequestEntityTooLarge
    return _told("vnpay", raw)


def _told(provider: str, raw: bytes) -> Any:
    gateways: service.Gateways = current_app.extensions["gateways"]
    gateway = gateways[provider]
    with sessions().write.begin() as own:
        if problem := service.doubt(gateway, dict(request.headers), raw):
            throttle.hit(own, "unproved notice", request.remote_addr or "", *FLOOD)
            service.keep_unproved(own, provider, raw, problem)
    if problem:
        outcome = "unproved"
    else:
        kept = service.store_raw(sessions(), provider, raw)
        with sessions().write.begin() as own:
            outcome = service.interpret(own, kept, gateways)
    status, said = gateway.answer(outcome)
    return jsonify(said), status
