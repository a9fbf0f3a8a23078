"""The doors for what providers tell by themselves: proved, kept, understood, answered, in this order."""

from typing import Any

from flask import current_app, g, jsonify, request

from webapp import access, throttle
from webapp.db import sessions
from webapp.payments import sepay, service
from webapp.payments.views import bp

FLOOD = (60, 3600)  # unproved notices of one address that are kept in an hour


@bp.post("/thong-bao/sepay")
@access.machine
def bank_notice() -> Any:
    """A bank notice (SePay format). The same one twice answers OK again; what is not OK the bank sends again."""
    raw = request.get_data(cache=False)
    if len(raw) > sepay.LARGEST_BODY:
        return jsonify(success=False), 413
    return _told("sepay", raw)


def _told(provider: str, raw: bytes) -> Any:
    gateways: service.Gateways = current_app.extensions["gateways"]
    gateway = gateways[provider]
    if problem := service.doubt(gateway, dict(request.headers), raw):
        throttle.hit(g.db, "unproved notice", request.remote_addr or "", *FLOOD)
        service.keep_unproved(g.db, provider, raw, problem)
        outcome = "unproved"
    else:
        outcome = service.interpret(g.db, service.store_raw(sessions(), provider, raw), gateways)
    status, said = gateway.answer(outcome)
    return jsonify(said), status
