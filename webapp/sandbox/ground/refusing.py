"""Refusals as facts: of a request (a sentence, what to do next, an HTTP status) and of a start."""

from collections.abc import Callable
from typing import ClassVar

from flask import Flask, Response, jsonify, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from webapp.sandbox.ground.texts import Texts


class Refused(Exception):
    """`message` and `advice` are Vietnamese texts (English in texts.en.json); `facts` fill their {places}."""

    status: ClassVar[int] = 422
    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "Yêu cầu này chưa làm được."
    advice: ClassVar[str] = "Chưa trừ đồng nào. Xem lại rồi làm lại."

    def __init__(self, **facts: object) -> None:
        super().__init__(self.code)
        self.facts = facts


class Refuses(Exception):
    """A sandbox must not start like this; the text says what to set, in one sentence."""


def attach(app: Flask, texts: Texts, refused: Callable[[int], Refused]) -> None:
    """Every refusal becomes a page, under /api/ JSON; `refused` words Flask's own by their status."""

    def told(one: Refused, status: int) -> Response:
        message, advice = texts.t(one.message, **one.facts), texts.t(one.advice)
        if request.path.startswith("/api/"):
            answer = jsonify(error=one.code, message=message, advice=advice)
        else:
            answer = make_response(render_template("refusal.html", message=message, advice=advice))
        answer.status_code = status
        return answer

    def of_http(error: HTTPException) -> Response:
        code = error.code or 500
        return make_response(error.get_response()) if code < 400 else told(refused(code), code)

    app.register_error_handler(Refused, lambda one: told(one, one.status))
    app.register_error_handler(HTTPException, of_http)
