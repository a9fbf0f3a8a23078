"""How the desk is connected: pages, ground of access, refusals, and what it tells dossiers and documents."""

from flask import Flask, Response, g

from webapp import access, errors
from webapp.config import Config
from webapp.desk import action_views, answer_views, call_views, returns, service
from webapp.desk.views import bp
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.i18n import _l

VIEWS = (action_views, answer_views, call_views)  # imported for their routes
SUPERVISOR_ONLY = errors.Words(
    _l("Yêu cầu bổ sung lần hai phải do phụ trách bộ phận gửi"),
    _l("Hồ sơ này đã được yêu cầu bổ sung một lần."),
    _l("Hồ sơ không thay đổi."),
    _l("Nhờ phụ trách bộ phận xem và gửi yêu cầu bổ sung lần nữa."),
)
NO_AGENCY = errors.Words(
    _l("Chưa tiếp nhận được"),
    _l("Đơn vị chưa có mã định danh nên chưa cấp được mã hồ sơ."),
    _l("Hồ sơ không thay đổi."),
    _l("Nhờ người quản trị thêm mã định danh của đơn vị rồi làm lại."),
)


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    access.register_ground("desk", service.of_its_unit)
    documents.restrict(returns.asked_back)
    for event in (dossiers.Event.SUPPLEMENTED, dossiers.Event.PAID):
        dossiers.on(event, service.wait_is_over)
    dossiers.on_emptied(returns.forget_words)
    app.register_error_handler(dossiers.JustChanged, _just_changed)
    app.register_error_handler(dossiers.NotAllowed, _just_changed)
    app.register_error_handler(returns.NeedsSupervisor, _needs_supervisor)
    app.register_error_handler(dossiers.NoAgencyCode, _no_agency)


def _just_changed(_error: Exception) -> Response:
    """Somebody was faster, or the page was old: nothing of this request is kept."""
    g.db.rollback()
    return errors.show(409)


def _needs_supervisor(_error: Exception) -> Response:
    g.db.rollback()
    return errors.show(403, SUPERVISOR_ONLY)


def _no_agency(_error: Exception) -> Response:
    g.db.rollback()
    return errors.show(409, NO_AGENCY)
