"""`create_app`: the sandbox bank as a WSGI callable, with its delivery thread in `app.extensions["delivery"]`."""

from functools import partial

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from webapp.sandbox.bank import api, guard, texts, views
from webapp.sandbox.bank.config import BankConfig
from webapp.sandbox.bank.delivery import Delivery
from webapp.sandbox.bank.refusals import OutOfOrder, PictureTooBig, Refused, RequestUnreadable, UnknownPage
from webapp.sandbox.bank.sending import Answer, send
from webapp.sandbox.bank.store import Store


def create_app(config: BankConfig) -> Flask:
    """Ready to serve; whoever serves it calls `app.extensions["delivery"].start()` and, at the end, `.stop()`."""
    app = Flask("webapp.sandbox.bank")
    store = Store(config.data)
    app.extensions["store"] = store
    app.extensions["delivery"] = Delivery(store, partial(_send, config), config.retry_unit)
    app.config["HOME"] = config.home
    guard.attach(app)
    app.jinja_env.globals.update(
        t=texts.t, money=texts.money, language=texts.language, home=config.home, other_language=texts.address_in
    )
    app.jinja_env.filters["local_time"] = views.local_time
    app.after_request(texts.remember_language)
    app.register_blueprint(views.bp)
    app.register_blueprint(api.bp)
    app.register_error_handler(Refused, _refusal)
    app.register_error_handler(HTTPException, _http_refusal)
    return app


def _send(config: BankConfig, raw: bytes, honest: bool) -> Answer:
    return send(config.notify, config.secret, raw, honest)


def _refusal(refused: Refused) -> Response:
    return _told(refused, refused.status)


def _http_refusal(error: HTTPException) -> Response:
    """Flask's own refusals in the bank's words; a redirect is none."""
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    other = RequestUnreadable() if request.path.startswith("/api/") else Refused()
    known = {404: UnknownPage(), 413: PictureTooBig(), 500: OutOfOrder()}
    return _told(known.get(code, other), code)


def _told(refused: Refused, status: int) -> Response:
    message, advice = texts.t(refused.message, **refused.facts), texts.t(refused.advice)
    if request.path.startswith("/api/"):
        answer = jsonify(error=refused.code, message=message, advice=advice)
    else:
        answer = make_response(render_template("refusal.html", message=message, advice=advice))
    answer.status_code = status
    return answer
