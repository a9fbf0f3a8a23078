"""`create_app`: the sandbox treasury as a WSGI callable."""

from datetime import date, datetime

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from webapp.sandbox.ground.serving import looks
from webapp.sandbox.treasury import api, fences, notices, store, views
from webapp.sandbox.treasury.config import TreasuryConfig
from webapp.sandbox.treasury.refusals import NotAsAgreed, Refused
from webapp.sandbox.treasury.texts import TEXTS

MOST_BYTES = 64 * 1024
SAID = {403: "Yêu cầu này đến từ một trang khác.", 404: "Không có trang này."}
OTHERWISE = "Yêu cầu này không đọc được."
GO_BACK = "Về trang đầu rồi làm lại từ đó."


def create_app(config: TreasuryConfig) -> Flask:
    app = Flask("webapp.sandbox.treasury")
    app.config["TREASURY"] = config
    app.extensions["store"] = store.open_store(config.data)
    with app.extensions["store"].writing() as db:
        notices.seed(db)
    fences.attach(app, machine="api", most_bytes=MOST_BYTES)
    TEXTS.attach(app)
    app.jinja_env.globals["home"] = config.app_url
    app.jinja_env.filters.update(moment=_moment, day=_day)
    for blueprint in (looks, views.bp, api.bp):
        app.register_blueprint(blueprint)
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(HTTPException, _refused_by_http)
    return app


def _refused(refusal: Refused) -> Response:
    if request.blueprint == "api":
        return make_response(api.refused(refusal))
    return _page(TEXTS.t(refusal.message), TEXTS.t(refusal.advice), refusal.status)


def _refused_by_http(error: HTTPException) -> Response:
    code = error.code or 500
    if code < 400:
        return make_response(error.get_response())
    if request.path.startswith("/api/"):
        return make_response(jsonify(error_code=NotAsAgreed.code, message=NotAsAgreed.message), code)
    return _page(TEXTS.t(SAID.get(code, OTHERWISE)), TEXTS.t(GO_BACK), code)


def _page(message: str, advice: str, status: int) -> Response:
    return make_response(render_template("refusal.html", message=message, advice=advice), status)


def _moment(text: str) -> str:
    return datetime.fromisoformat(text).strftime("%H:%M %d/%m/%Y")


def _day(text: str) -> str:
    return date.fromisoformat(text).strftime("%d/%m/%Y")
