"""What every request must prove and every answer carries: own network, same-origin forms, size limits, strict headers."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.exceptions import ClientDisconnected
from werkzeug.wsgi import LimitedStream

from webapp.sandbox.ground.refusing import Refused
from webapp.sandbox.ground.settings import private

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_BYTES = 12 * 1024 * 1024
MOST_TEXT = 128 * 1024  # a form or JSON without a picture
MOST_DRAINED = 64 * 1024 * 1024
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"


def attach(
    app: Flask,
    foreign: type[Refused],
    programs: tuple[str, ...] = ("/api/",),
    policy: str = POLICY,
    most: int = MOST_BYTES,
) -> None:
    """`programs`: where a post needs no browser; `foreign` refuses what comes from elsewhere."""
    app.config.update(MAX_CONTENT_LENGTH=most, MAX_FORM_MEMORY_SIZE=MOST_TEXT, MAX_FORM_PARTS=50)
    app.wsgi_app = Drained(app.wsgi_app)  # type: ignore[assignment,method-assign]
    app.before_request(_proof(foreign, programs))
    app.after_request(_hardening(policy))


def _proof(foreign: type[Refused], programs: tuple[str, ...]) -> Callable[[], None]:
    """A browser says where a post comes from. A program without a browser may post, but only where programs do."""

    def prove() -> None:
        if not private(request.remote_addr or "") or not private(name_of(request.host)):
            raise foreign  # a page elsewhere can give its own name this computer's address
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
            allowed = request.path.startswith(programs)
        if not allowed:
            raise foreign

    return prove


def name_of(host: str) -> str:
    """The name in a Host header, without its port; empty for what is none."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _hardening(policy: str) -> Callable[[Response], Response]:
    headers = {
        "Content-Security-Policy": policy,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "same-origin",  # "no-referrer" would turn the Origin of our own forms into "null"
        "Cache-Control": "no-store",
    }

    def harden(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        if request.endpoint in ("static", "ground.static"):
            response.headers["Cache-Control"] = "public, max-age=3600"
        return response

    return harden


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
