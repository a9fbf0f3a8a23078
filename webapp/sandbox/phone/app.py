"""`create_app`: the sandbox phones as a WSGI callable."""

from datetime import datetime
from urllib.parse import urlsplit

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import Forbidden, HTTPException

from webapp.sandbox.ground.serving import looks
from webapp.sandbox.phone import providers, texts, views
from webapp.sandbox.phone.config import PhoneConfig
from webapp.sandbox.phone.store import PhoneStore

MOST_BYTES = 64 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}
SAID = {403: "Yêu cầu này đến từ một trang khác.", 404: "Không có trang này."}


def create_app(config: PhoneConfig) -> Flask:
    app = Flask("webapp.sandbox.phone")
    app.config.update(PHONES=config, MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_BYTES, MAX_FORM_PARTS=20)
    app.extensions["store"] = PhoneStore(config.data)
    app.jinja_env.globals.update(home=config.app_url)
    texts.TEXTS.attach(app)
    app.jinja_env.filters.update(clock_time=_clock_time, number=_number)
    app.before_request(_prove)
    app.after_request(_harden)
    app.register_blueprint(looks)
    app.register_blueprint(views.bp)
    app.register_blueprint(providers.bp)
    app.register_error_handler(HTTPException, _refusal)
    return app


def _prove() -> None:
    """Pages take posts from pages of their own only; the app's requests prove themselves by their keys."""
    if request.method in ("GET", "HEAD", "OPTIONS") or request.blueprint == "providers":
        return
    origin, site = request.headers.get("Origin"), request.headers.get("Sec-Fetch-Site")
    if not (urlsplit(origin).netloc == request.host if origin is not None else site in ("same-origin", "none")):
        raise Forbidden


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _refusal(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    page = render_template("refusal.html", message=texts.TEXTS.t(SAID.get(code, "Yêu cầu này không đọc được.")))
    return make_response(page, code)


def _clock_time(moment: str) -> str:
    return datetime.fromisoformat(moment).strftime("%H:%M %d/%m")


def _number(phone: str) -> str:
    return f"{phone[:4]} {phone[4:7]} {phone[7:]}"
