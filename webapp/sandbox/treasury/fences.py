"""What every request proves and every answer carries: own network, same-origin forms, small requests, strict headers."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import Forbidden

from webapp.sandbox.ground.guard import name_of
from webapp.sandbox.ground.settings import private

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would turn the Origin of our own forms into "null"
    "Cache-Control": "no-store",
}


def attach(app: Flask, machine: str, most_bytes: int) -> None:
    """`machine`: the blueprint whose requests prove themselves by a signature instead."""

    def prove() -> None:
        if not private(request.remote_addr or "") or not private(name_of(request.host)):
            raise Forbidden  # a page elsewhere can give its own name this computer's address
        if request.method in ("GET", "HEAD", "OPTIONS") or request.blueprint == machine:
            return
        if not _own():
            raise Forbidden

    app.config.update(MAX_CONTENT_LENGTH=most_bytes, MAX_FORM_MEMORY_SIZE=most_bytes, MAX_FORM_PARTS=50)
    app.before_request(prove)
    app.after_request(_harden)


def _own() -> bool:
    origin = request.headers.get("Origin")
    if origin is None:
        return request.headers.get("Sec-Fetch-Site") in ("same-origin", "none")
    try:
        return urlsplit(origin).netloc == request.host
    except ValueError:
        return False


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response
