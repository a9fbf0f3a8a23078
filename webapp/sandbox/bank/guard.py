"""What every request must prove and every answer carries: same-origin forms, size limits, strict headers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import LimitedStream

from webapp.sandbox.bank.refusals import ForeignPage

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 12 * 1024 * 1024
MOST_TEXT = 128 * 1024  # a form or JSON without a picture
MOST_DRAINED = 64 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # "no-referrer" would turn the Origin of our own forms into "null"
    "Cache-Control": "no-store",
}


def attach(app: Flask) -> None:
    app.config.update(MAX_CONTENT_LENGTH=MOST_BYTES, MAX_FORM_MEMORY_SIZE=MOST_TEXT, MAX_FORM_PARTS=50)
    app.wsgi_app = Drained(app.wsgi_app)  # type: ignore[assignment,method-assign]
    app.before_request(_prove)
    app.after_request(_harden)


def _prove() -> None:
    """A browser says where a post comes from. A program without a browser may post, but only JSON."""
    if request.method in ("GET", "HEAD", "OPTIONS"):
        return
    if request.mimetype != "multipart/form-data":
        request.max_content_length = MOST_TEXT  # the form limit of Flask does not hold for url-encoded forms
    origin, site, referer = (request.headers.get(h) for h in ("Origin", "Sec-Fetch-Site", "Referer"))
    if origin is not None:
        allowed = urlsplit(origin).netloc == request.host
    elif site is not None:
        allowed = site in ("same-origin", "none")
    elif referer is not None:
        allowed = urlsplit(referer).netloc == request.host
    else:
        allowed = request.path.startswith("/api/")
    if not allowed:
        raise ForeignPage


def _harden(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if request.endpoint == "static":
        response.headers["Cache-Control"] = "public, max-age=3600"
    return response


class Drained:
    """Reads what an over-long upload still sends, up to a bound: a browser that is cut off while sending shows
    "connection reset" instead of the page that says the file is too big."""

    def __init__(self, app: "WSGIApplication") -> None:
        self._app = app

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        length = environ.get("CONTENT_LENGTH") or "0"
        if not length.isascii() or not length.isdigit():
            return self._app(environ, start)
        stream = LimitedStream(environ["wsgi.input"], min(int(length), MOST_DRAINED))
        environ["wsgi.input"] = stream
        try:
            return self._app(environ, start)
        finally:
            try:
                while stream.read(65_536):
                    pass
            except (ClientDisconnected, OSError):
                pass
