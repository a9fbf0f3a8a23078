"""One signed POST to a system of the State: its answer, `Refused` with its own code, or `Unreachable`. Logs name the host only."""

import json
import logging
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from webapp import clock
from webapp.payments.gateways import state
from webapp.payments.gateways.state import Settings, Unreadable

PIECE = 8192  # bytes
CODE = r"[0-9A-Za-z_-]{1,20}"
OURS = (
    "97",
    "03",
)  # our key or our way of writing is at fault: nobody's notice is, and it gets better only when we mend it
OUR_FAULT = (401, 403, 404, 405, 415)  # HTTP's way of saying the same
AT_REST = "75"  # the system is being looked after
log = logging.getLogger(__name__)


class Unreachable(Exception):
    """No answer that may be believed: try again later. The reason holds nothing of a person."""


class BadReply(Unreachable):
    """It answered, but not what was agreed on."""


class Refused(Exception):
    """It understood and said no; `code` is its own, the meaning of each stands with who asks."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A system that sends us elsewhere is not followed: what is asked is somebody's debt."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_WEB = urllib.request.build_opener(_NoTurning)


def ask(settings: Settings, path: str, fields: Mapping[str, Any]) -> dict[str, Any]:
    """The object answered with `error_code` "0". Raises Refused, Unreachable, BadReply."""
    raw = json.dumps(fields, ensure_ascii=False).encode()
    signed = state.signed_headers(raw, settings.key, int(clock.now().timestamp()))
    said = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "mot-cham"} | signed
    host = urlsplit(settings.url).hostname or ""
    try:
        body = state.read_object(_answer(settings, path, raw, said))
        code = state.text(body, "error_code", CODE)
    except Unreadable as fault:
        log.warning("%s answered what cannot be read (%s)", host, fault.field)
        raise BadReply(str(fault)) from None
    if code in OURS:
        log.error("%s does not take our requests: %s", host, code)
    if code in (*OURS, AT_REST):
        raise Unreachable(f"answered with {code}")
    if code != state.OK:
        raise Refused(code)
    return body


def _answer(settings: Settings, path: str, raw: bytes, headers: Mapping[str, str]) -> bytes:
    request = urllib.request.Request(settings.url + path, raw, dict(headers))  # noqa: S310
    try:
        with _WEB.open(request, timeout=settings.patience) as answer:
            return _whole(answer, monotonic() + settings.patience)
    except HTTPError as refusal:
        refusal.close()
        level = logging.ERROR if refusal.code in OUR_FAULT else logging.WARNING
        log.log(level, "%s answered with %s", urlsplit(settings.url).hostname, refusal.code)
        raise Unreachable(f"HTTP {refusal.code}") from None
    except (OSError, HTTPException, ValueError) as fault:
        raise Unreachable(type(fault).__name__) from None


def _whole(answer: HTTPResponse, end: float) -> bytes:
    """All of it, unless it is too long or trickles: somebody waits for the page."""
    body = b""
    while piece := answer.read1(PIECE):
        body += piece
        if len(body) > state.LARGEST_BODY:
            raise BadReply("too long")
        if monotonic() > end:
            raise Unreachable("too slow")
    if len(body) < int(answer.headers["Content-Length"] or 0):
        raise Unreachable("broke off")
    return body
