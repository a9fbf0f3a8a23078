"""How the payments room is connected: its pages, what it wants to be told of by dossiers, and its refusals in words."""

from flask import Flask, Response, g
from sqlalchemy.orm import Session

from webapp import errors
from webapp.config import Config
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event
from webapp.i18n import _l
from webapp.outbox import Handler
from webapp.payments import desk_views, notice_views, papers, receipt_jobs, receipt_views, reporting, service
from webapp.payments.signing import signer_at
from webapp.payments.views import bp

VIEWS = (notice_views, desk_views, receipt_views)  # imported for their routes
NO_ACCOUNT = errors.Words(
    _l("Chưa thu được khoản này"),
    _l("Đơn vị chưa có tài khoản ngân hàng để nhận tiền."),
    _l("Hồ sơ không thay đổi."),
    _l("Nhờ người quản trị thêm tài khoản của đơn vị rồi làm lại."),
)


def attach(app: Flask, config: Config) -> None:
    app.extensions["receipt_printer"] = printer(config)
    app.register_blueprint(bp)
    dossiers.on(Event.DOCUMENTS_COMPLETE, service.ask_before_acceptance)
    dossiers.on(Event.RECEIVED, service.ask_after_acceptance)
    dossiers.register("review", "payments", _paid_before)
    app.register_error_handler(service.NoBankAccount, _no_account)


def printer(config: Config) -> papers.Printer:
    return papers.Printer(signer_at(config.signing), config.public_url, config.demo)


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for receipts."""
    return {
        receipt_jobs.SIGN: papers.signing(printer(config)),
        receipt_jobs.REPORT: reporting.reporting(None),
    }


def _paid_before(db: Session, dossier: Dossier) -> dossiers.Panel | None:
    """For a dossier that was taken back to correct it: what was paid counts."""
    paid = service.total_of(service.paid_of(db, dossier))
    return dossiers.Panel("payments/_paid_before.html", {"paid": paid}) if paid else None


def _no_account(_error: Exception) -> Response:
    g.db.rollback()
    return errors.show(409, NO_ACCOUNT)
