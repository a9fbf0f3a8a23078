"""How the payments room is connected: its providers, pages and jobs, what dossiers tell it, and its refusals in words."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Flask, Response, g
from sqlalchemy.orm import Session

from webapp import errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event
from webapp.i18n import _l
from webapp.outbox import Handler
from webapp.payments import card_views, enquiries, notice_views, service, sharing_views
from webapp.payments.gateway import Gateway
from webapp.payments.gateways.cards import Cards
from webapp.payments.gateways.transfers import Transfers
from webapp.payments.gateways.vnpay import Settings
from webapp.payments.views import bp

VIEWS = (notice_views, sharing_views, card_views)  # imported for their routes
NO_ACCOUNT = errors.Words(
    _l("Chưa thu được khoản này"),
    _l("Đơn vị chưa có tài khoản ngân hàng để nhận tiền."),
    _l("Hồ sơ không thay đổi."),
    _l("Nhờ người quản trị thêm tài khoản của đơn vị rồi làm lại."),
)
NOTHING = errors.Words(
    _l("Lúc này không có gì phải trả"),
    _l("Khoản này vừa được trả xong, hoặc hồ sơ đã thay đổi."),
    _l("Không có đồng nào bị trừ thêm."),
    _l("Mở lại hồ sơ để xem."),
)
EVERY = {enquiries.ROUND: enquiries.EVERY}


def attach(app: Flask, config: Config) -> None:
    app.extensions["gateways"] = gateways(config)
    app.register_blueprint(bp)
    dossiers.on(Event.DOCUMENTS_COMPLETE, service.ask_before_acceptance)
    dossiers.on(Event.RECEIVED, service.ask_after_acceptance)
    dossiers.register("review", "payments", _paid_before)
    app.register_error_handler(service.NoBankAccount, _no_account)
    for refusal in (service.NotPayable, service.OtherAttempt):
        app.register_error_handler(refusal, _nothing_to_pay)


def gateways(config: Config) -> service.Gateways:
    """The providers this app has, by the name in the tables."""
    found: dict[str, Gateway] = {"sepay": Transfers(config.bank_secret, **config.sepay)}
    if config.vnpay:
        given = config.vnpay
        found["vnpay"] = Cards(Settings(given["tmn"], given["secret"], given["pay_url"], given["api_url"]))
    return found


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for this room."""
    return of_gateways(gateways(config))


def of_gateways(known: service.Gateways) -> dict[str, Handler]:
    """To understand what providers said, and to ask them."""
    return {service.JOB: partial(_interpret, known=known), **enquiries.handlers(known)}


def _interpret(db: Session, payload: dict[str, Any], known: service.Gateways) -> None:
    service.interpret(db, UUID(payload["notice"]), known)


def _paid_before(db: Session, dossier: Dossier) -> dossiers.Panel | None:
    """For a dossier that was taken back to correct it: what was paid counts."""
    paid = service.total_of(service.paid_of(db, dossier))
    return dossiers.Panel("payments/_paid_before.html", {"paid": paid}) if paid else None


def _nothing_to_pay(_error: Exception) -> Response:
    return errors.show(409, NOTHING)


def _no_account(_error: Exception) -> Response:
    g.db.rollback()
    return errors.show(409, NO_ACCOUNT)
