"""Every refusal as one calm page (or JSON for programs): what happened, what is kept, what to do, and a human to turn to."""

import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from webapp.access import wants_json
from webapp.i18n import _, _l
from webapp.sealing import Unreadable
from webapp.throttle import TooMany

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Words:
    """What the page says; `kept` may be empty where nothing was at stake."""

    title: Any
    what: Any
    kept: Any = ""
    todo: Any = ""


WORDS = {
    400: Words(
        _l("Chưa đọc được điều vừa gửi"),
        _l("Thông tin gửi lên có chỗ chưa đúng."),
        _l("Những gì đã lưu trước đó vẫn còn nguyên."),
        _l("Quay lại trang trước, xem lại rồi gửi lần nữa."),
    ),
    401: Words(
        _l("Cần đăng nhập"),
        _l("Trang này chỉ mở sau khi đăng nhập."),
        "",
        _l("Đăng nhập bằng số điện thoại rồi làm tiếp."),
    ),
    403: Words(
        _l("Trang này dành cho người khác"),
        _l("Tài khoản đang dùng không mở được trang này."),
        "",
        _l("Về trang chủ, hoặc gọi để được giúp."),
    ),
    404: Words(
        _l("Không tìm thấy"),
        _l("Không có trang này, hoặc trang này không phải của tài khoản đang dùng."),
        "",
        _l("Thử tìm lại từ trang chủ."),
    ),
    405: Words(
        _l("Ở đây không làm cách này được"),
        _l("Trang này không nhận cách gửi vừa rồi."),
        "",
        _l("Quay lại trang trước rồi thử lại."),
    ),
    409: Words(
        _l("Hồ sơ vừa được thay đổi"),
        _l("Trong lúc đang xem, người khác đã thay đổi hồ sơ này."),
        _l("Không có gì bị mất."),
        _l("Mở lại hồ sơ để xem tình trạng mới nhất."),
    ),
    410: Words(
        _l("Trang này không còn nữa"),
        _l("Đường dẫn này đã hết hạn, hoặc việc ở đây đã xong."),
        "",
        _l("Thử tìm lại từ trang chủ."),
    ),
    413: Words(
        _l("Tệp quá lớn"),
        _l("Tệp gửi lên lớn hơn mức nhận được."),
        _l("Những tệp và thông tin đã gửi trước đó vẫn còn."),
        _l("Chụp lại ở cỡ nhỏ hơn, hoặc chia thành nhiều tệp."),
    ),
    415: Words(
        _l("Không nhận loại tệp này"),
        _l("Chỉ nhận ảnh chụp (JPEG, PNG, WebP, HEIC) và PDF."),
        _l("Những tệp đã gửi vẫn còn."),
        _l("Chọn ảnh hoặc PDF khác."),
    ),
    429: Words(
        _l("Chờ một lát rồi thử lại"),
        _l("Vừa thử quá nhiều lần."),
        _l("Không có gì bị mất."),
        _l("Chờ ít phút rồi thử lại."),
    ),
    500: Words(
        _l("Chưa làm được việc này"),
        _l("Máy của Một Chạm gặp trục trặc. Sự việc đã được ghi lại để sửa."),
        _l("Những gì đã lưu trước đó vẫn còn nguyên."),
        _l("Thử lại sau ít phút. Nếu vẫn chưa được, gọi để được giúp."),
    ),
    503: Words(
        _l("Đang đông người"),
        _l("Nhiều người đang dùng cùng lúc."),
        _l("Những gì đã lưu trước đó vẫn còn nguyên."),
        _l("Chờ một phút rồi thử lại."),
    ),
}


def show(status: int, words: Words | None = None, headers: dict[str, str] | None = None) -> Response:
    """The error as a page, or as JSON `{error, title, what, kept, todo}` for a program."""
    said = words or WORDS.get(status) or WORDS[400 if status < 500 else 500]
    if wants_json():
        parts = {k: str(getattr(said, k)) for k in ("title", "what", "kept", "todo")}
        answer = jsonify(error=status, **parts)
    else:
        answer = make_response(render_template("errors/error.html", status=status, words=said))
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    answer.headers.update(headers or {})
    return answer


def attach(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if error.code is None or error.code < 400:
            return error
        headers = {k: v for k, v in error.get_headers() if k.lower() in ("allow", "retry-after")}
        return show(error.code, headers=headers)

    @app.errorhandler(StaleDataError)
    def _changed(_error: StaleDataError) -> Response:
        return show(409)

    @app.errorhandler(TooMany)
    def _slower(error: TooMany) -> Response:
        return show(429, headers={"Retry-After": str(error.retry_after)})

    @app.errorhandler(IntegrityError)
    def _twice(error: IntegrityError) -> Response:
        log.warning("two at once: %s", error.orig)
        return show(409)

    @app.errorhandler(RecursionError)  # JSON nested beyond reason
    def _too_deep(_error: RecursionError) -> Response:
        return show(400)

    @app.errorhandler(Unreadable)
    def _tampered(error: Unreadable) -> Response:
        log.error("sealed data could not be read: %s", error)
        return show(
            500,
            Words(
                _("Chưa mở được phần đã lưu"),
                _("Phần đã lưu không còn giống như lúc lưu, nên không mở ra nữa."),
                "",
                _("Gọi để được giúp; sự việc đã được ghi lại."),
            ),
        )

    @app.errorhandler(OperationalError)
    def _busy(error: OperationalError) -> Response:
        log.error("database: %s", error.orig)
        return show(503, headers={"Retry-After": "5"})

    @app.errorhandler(Exception)
    def _unforeseen(error: Exception) -> Response:
        if current_app.config["TESTING_RAISES"]:
            raise error
        log.exception("unforeseen")
        return show(500)
