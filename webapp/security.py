"""What every request must prove and every answer carries: the sender's origin, size limits, strict headers, no shared caching."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import BadRequest

from webapp import errors
from webapp.db import SAFE
from webapp.i18n import _l

CSP = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; media-src 'self' blob:; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), microphone=(), geolocation=(self), payment=()",
}
MOST_PLAIN_BYTES = 1024 * 1024  # a form or JSON; photographs come as multipart
STRANGER = errors.Words(
    _l("Yêu cầu này không đến từ trang Một Chạm"),
    _l("Để giữ an toàn, chỉ nhận thông tin gửi từ chính trang này."),
    _l("Không có gì bị thay đổi."),
    _l("Mở lại trang Một Chạm rồi làm lại bước này."),
)


def attach(app: Flask) -> None:
    @app.before_request
    def _prove() -> Response | None:
        if "\x00" in request.path:
            raise BadRequest
        if request.mimetype != "multipart/form-data":
            request.max_content_length = MOST_PLAIN_BYTES
        if request.method in SAFE or _is_machine() or from_here():
            return None
        return errors.show(403, STRANGER)

    @app.after_request
    def _headers(answer: Response) -> Response:
        for name, value in HEADERS.items():
            answer.headers.setdefault(name, value)
        if current_app.config["CONFIG"].secure:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        answer.headers.setdefault("Cache-Control", "no-store")
        return answer


def from_here() -> bool:
    """Whether the browser says that one of our own pages sent this.

    Browsers send Origin with every POST; older ones at least Referer. None of the three: not a browser's form of ours.
    """
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if said and said != "null":
        return urlsplit(said).netloc == request.host
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def _is_machine() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "audience", "") == "machine"
