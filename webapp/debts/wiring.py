"""How the room is connected: its port by the settings, its pages and jobs, what payments tell it, and its refusals in words."""

from flask import Flask

from webapp import errors
from webapp.config import Config
from webapp.debts import service, staff_views, telling
from webapp.debts.bills import OtherDossier
from webapp.debts.register import register
from webapp.debts.views import bp
from webapp.i18n import _l
from webapp.outbox import Handler
from webapp.payments import service as payments
from webapp.systems.calling import Unreachable

VIEWS = (staff_views,)  # imported for its routes

SILENT = errors.Words(
    _l("Chưa hỏi được thông báo"),
    _l("Cơ quan thuế, phí lúc này chưa trả lời."),
    _l("Chưa có đồng nào bị trừ."),
    _l("Chờ ít phút rồi thử lại."),
)
NOT_HERE = errors.Words(
    _l("Ở đây chưa nộp theo thông báo được"),
    _l("Tỉnh chưa kết nối với hệ thống thông báo thuế, phí."),
    "",
    _l("Nộp theo cách ghi trên thông báo, hoặc gọi để được giúp."),
)
ELSEWHERE = errors.Words(
    _l("Thông báo này thuộc hồ sơ khác"),
    _l("Mỗi thông báo chỉ đi kèm một hồ sơ."),
    _l("Không có gì thay đổi."),
    _l("Vẫn nộp được riêng, không cần ghi vào hồ sơ."),
)
SETTLED = errors.Words(
    _l("Khoản này vừa được xử lý"),
    _l("Người khác vừa ghi đã giải quyết xong."),
    _l("Không có gì bị mất."),
    _l("Mở lại trang tiền chờ xử lý để xem."),
)
WORDS = (
    (Unreachable, 503, SILENT), (service.NoRegister, 503, NOT_HERE), (OtherDossier, 409, ELSEWHERE),
    (service.NothingToSettle, 409, SETTLED),
)  # fmt: skip
EVERY = service.EVERY


def attach(app: Flask, config: Config) -> None:
    app.extensions["debts"] = register(config.treasury)
    app.register_blueprint(bp)
    payments.on_paid(service.paid)
    app.register_error_handler(service.NoSuchDebt, lambda _error: errors.show(404))
    for refusal, status, words in WORDS:
        app.register_error_handler(refusal, lambda _error, status=status, words=words: errors.show(status, words))


def handlers(config: Config) -> dict[str, Handler]:
    """What the worker does for this room."""
    return telling.handlers(register(config.treasury))
