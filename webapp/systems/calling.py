"""One request to somebody outside: the bytes answered, or `Unreachable`. Nothing is followed elsewhere; logs name the host only."""

import logging
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException, HTTPResponse
from time import monotonic
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

PATIENCE = 15.0  # seconds
PIECE = 8192  # bytes
OUR_FAULT = (401, 403, 404, 405, 415)  # our key, our address or our way of writing: it gets better only when we mend it
log = logging.getLogger(__name__)


class Unreachable(Exception):
    """No answer that may be believed: asked again later. The reason holds nothing of a person."""


class BadReply(Unreachable):
    """It answered, but not what was agreed on."""


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """Whoever sends us elsewhere is not followed: what is asked is somebody's money."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_WEB = urllib.request.build_opener(_NoTurning)


def call(url: str, body: bytes | None, headers: Mapping[str, str], most: int, patience: float = PATIENCE) -> bytes:
    """GET, or POST where there is a body. `patience`: seconds for the whole answer, `most` bytes of it.

    Raises Unreachable for everything but a whole 2xx in time, and BadReply for more than `most` bytes.
    """
    said = {"Accept": "application/json", "User-Agent": "mot-cham"} | dict(headers)
    try:
        with _WEB.open(urllib.request.Request(url, body, said), timeout=patience) as answer:  # noqa: S310
            return _whole(answer, most, monotonic() + patience)
    except HTTPError as refusal:
        refusal.close()
        level = logging.ERROR if refusal.code in OUR_FAULT else logging.WARNING
        log.log(level, "%s answered with %s", urlsplit(url).hostname, refusal.code)
        raise Unreachable(f"HTTP {refusal.code}") from None
    except (OSError, HTTPException, ValueError) as fault:
        raise Unreachable(type(fault).__name__) from None


def _whole(answer: HTTPResponse, most: int, end: float) -> bytes:
    """All of it, unless it is too long or trickles: somebody waits for the page."""
    got = b""
    while piece := answer.read1(PIECE):
        got += piece
        if len(got) > most:
            raise BadReply("too long")
        if monotonic() > end:
            raise Unreachable("too slow")
    if len(got) < int(answer.headers["Content-Length"] or 0):
        raise Unreachable("broke off")
    return got
