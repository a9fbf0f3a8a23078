"""How the room is connected: its pages, from when the law counts, the citizen's panel, its refusals in words."""

from typing import Any

from flask import Flask, Response, g

from webapp import errors
from webapp.config import Config
from webapp.consignments import counting, forms, handover_views, panel, result_views, service
from webapp.consignments.views import bp
from webapp.dossiers import service as dossiers
from webapp.i18n import _l

VIEWS = (handover_views, result_views)  # imported for their routes
NOT_HANDED_OVER = errors.Words(
    _l("Giấy tờ còn ở bưu điện"),
    _l("Hồ sơ này nộp bằng giấy qua bưu điện và biên bản giao nhận chưa được xác nhận. Thời hạn tính từ lúc xác nhận biên bản."),
    _l("Hồ sơ không thay đổi."),
    _l("Kiểm đếm giấy tờ và xác nhận ở mục Giao nhận với bưu điện, rồi tiếp nhận."),
)  # fmt: skip
JUST_CHANGED = errors.Words(
    _l("Lúc này chưa làm được bước đó"),
    _l("Phiếu gửi hoặc biên bản vừa đổi, hoặc trang này đã cũ."),
    _l("Những gì đã ghi vẫn còn nguyên."),
    _l("Mở lại trang để xem đang ở bước nào."),
)
NOT_AT_POST = errors.Words(
    _l("Việc này chỉ làm ở bưu điện"),
    _l("Nhận và trả hồ sơ qua bưu chính công ích là việc của nhân viên bưu điện."),
    "",
    _l("Mở quầy thu hoặc gọi số của đơn vị mình."),
)
STATES = {
    "written": (_l("Chờ ký"), "need"), "signed": (_l("Đang ở bưu điện"), "wait"), "listed": (_l("Đang giao"), "wait"),
    "handed_over": (_l("Đã giao cơ quan"), "ok"), "taken_back": (_l("Người gửi đã nhận lại"), ""),
}  # fmt: skip
RESULTS = {
    "none": ("", ""), "awaited": (_l("Chờ kết quả"), "wait"), "listed": (_l("Kết quả đang về"), "wait"),
    "here": (_l("Kết quả ở bưu điện"), "need"), "given": (_l("Đã trả kết quả"), "ok"), "posted": (_l("Đã nhận gửi"), "wait"),
    "on_the_way": (_l("Đang chuyển đi"), "wait"), "delivered": (_l("Đã phát"), "ok"),
}  # fmt: skip
RECORDS = {"made": (_l("Chờ xác nhận"), "need"), "confirmed": (_l("Đã xác nhận"), "ok"), "dropped": (_l("Đã huỷ"), "")}


def attach(app: Flask, config: Config) -> None:
    app.register_blueprint(bp)
    dossiers.on_counting(counting.moment)
    dossiers.on_emptied(service.emptied)
    dossiers.register("status", "consignments", panel.status)
    for missing in (service.NoSuchConsignment, service.NoSuchRecord):
        app.register_error_handler(missing, lambda _error: errors.show(404))
    app.register_error_handler(service.NotAtPost, lambda _error: errors.show(403, NOT_AT_POST))
    app.register_error_handler(dossiers.PapersNotHere, _not_handed_over)
    app.register_error_handler(service.NotNow, _just_changed)
    app.jinja_env.globals.update(
        consignment_words=STATES.__getitem__, result_words=RESULTS.__getitem__, record_words=RECORDS.__getitem__,
        services_words=forms.SERVICES.__getitem__, delivery_words=forms.DELIVERIES.__getitem__,
        place_words=lambda place: forms.PLACES[place],
    )  # fmt: skip


def _not_handed_over(_error: Any) -> Response:
    g.db.rollback()
    return errors.show(409, NOT_HANDED_OVER)


def _just_changed(_error: Any) -> Response:
    g.db.rollback()
    return errors.show(409, JUST_CHANGED)
