"""What every request must prove and every answer carries: the sender's origin, size limits, strict headers, no shared caching."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, request, session
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import errors
from webapp.cookies import SIGNED_IN
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
# scripts, styles and icons of ours obey the page they belong to: the other headers would only weigh, many times a page
OF_EVERY_FILE = {name: HEADERS[name] for name in ("X-Content-Type-Options", "Cross-Origin-Resource-Policy")}
View = TypeVar("View", bound=Callable[..., Any])
MOST_PLAIN_BYTES = 1024 * 1024  # a form or JSON; photographs come as multipart
STRANGER = errors.Words(
    _l("Yêu cầu này không đến từ trang Một Chạm"),
    _l("Để giữ an toàn, chỉ nhận thông tin gửi từ chính trang này."),
    _l("Không có gì bị thay đổi."),
    _l("Mở lại trang Một Chạm rồi làm lại bước này."),
)


HERE = ("localhost", "127.0.0.1", "[::1]")


def attach(app: Flask) -> None:
    config = app.config["CONFIG"]
    # only the names that the settings name: neither a demonstration nor a stranger's name pointing here gets an answer
    app.config["TRUSTED_HOSTS"] = [config.host, *config.extra_hosts, *HERE]
    if config.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=config.proxies, x_proto=config.proxies, x_host=0)  # type: ignore[method-assign]

    @app.before_request
    def _prove() -> Response | None:
        if "\x00" in request.path or _has_nul(request.args):
            raise BadRequest
        if request.method in SAFE:
            return None
        _limit()
        if _is_machine() or _by_header():
            return None
        if not from_here():
            return errors.show(403, STRANGER)
        if _has_nul(request.form):
            raise BadRequest
        return None

    @app.after_request
    def _headers(answer: Response) -> Response:
        for name, value in (OF_EVERY_FILE if request.endpoint == "static_file" else HEADERS).items():
            answer.headers.setdefault(name, value)
        if config.secure and not config.demo:  # a browser would remember it for a name that only this demonstration has
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        if "Cache-Control" not in answer.headers:
            answer.headers["Cache-Control"] = "no-cache" if _may_be_kept(answer) else "no-store"
        return answer


def lets_form_go(answer: Response, address: str) -> None:
    """A form of this page is answered by sending the browser to `address`; browsers ask the page whether it may."""
    place = urlsplit(address)
    answer.headers["Content-Security-Policy"] = CSP.replace(
        "form-action 'self'", f"form-action 'self' {place.scheme}://{place.netloc}"
    )


def lets_listen(answer: Response) -> Response:
    """A page on which somebody may say what they look for."""
    answer.headers["Permissions-Policy"] = HEADERS["Permissions-Policy"].replace("microphone=()", "microphone=(self)")
    return answer


def _may_be_kept(answer: Response) -> bool:
    """A public page as everybody sees it: no account, no message of a moment ago, nothing set on the browser."""
    keepable = getattr(current_app.view_functions.get(request.endpoint or ""), "keepable", False)
    return keepable and answer.status_code == 200 and not session.modified and SIGNED_IN not in session


def from_here() -> bool:
    """Whether the browser says that one of our own pages sent this.

    Browsers send Origin with every POST; older ones at least Referer. None of the three: not a browser's form of ours.
    """
    said = request.headers.get("Origin") or request.headers.get("Referer")
    if not said or said == "null":
        return request.headers.get("Sec-Fetch-Site") == "same-origin"
    try:
        sender = urlsplit(said)
    except ValueError:
        return False
    schemes = {"https"} if current_app.config["CONFIG"].secure else {"http", "https"}
    return sender.scheme in schemes and sender.netloc == request.host


def streams(header: str, most_bytes: int) -> Callable[[View], View]:
    """Programs send bytes here, at most so many a request, and prove themselves by a header of their own.

    A foreign page can't send such a header without asking first (a preflight), and nothing here ever grants that. The view
    refuses requests without it; one that says it comes from elsewhere is refused like any other.
    """

    def declare(view: View) -> View:
        view.proof, view.most_bytes = header, most_bytes  # type: ignore[attr-defined]
        return view

    return declare


def _limit() -> None:
    view = current_app.view_functions.get(request.endpoint or "")
    if most := getattr(view, "most_bytes", 0):
        request.max_content_length = most
    elif request.mimetype != "multipart/form-data":
        request.max_content_length = MOST_PLAIN_BYTES


def _by_header() -> bool:
    """Whether this is for such a view and no browser says that another site sent it."""
    view = current_app.view_functions.get(request.endpoint or "")
    said = any(request.headers.get(name) for name in ("Origin", "Referer"))
    site = request.headers.get("Sec-Fetch-Site", "none")
    return bool(getattr(view, "proof", "")) and not said and site in ("none", "same-origin")


def _has_nul(values: MultiDict[str, str]) -> bool:
    """A NUL character: nobody can type one, and PostgreSQL cannot keep one."""
    return any("\x00" in name or "\x00" in value for name, value in values.items(multi=True))


def _is_machine() -> bool:
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "audience", "") == "machine"
