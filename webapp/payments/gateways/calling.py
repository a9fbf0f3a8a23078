"""One request to a provider: the bytes it answered, or `Unreachable`. Nothing is followed elsewhere; logs name the host only."""

import logging
import urllib.request
from collections.abc import Mapping
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from webapp.payments.gateway import Unreachable

PATIENCE = 15  # seconds
log = logging.getLogger(__name__)


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_WEB = urllib.request.build_opener(_NoTurning)


def call(url: str, body: bytes | None, headers: Mapping[str, str], most: int, patience: float = PATIENCE) -> bytes:
    """GET, or POST where there is a body. Raises Unreachable for everything but 2xx, and for more than `most` bytes."""
    said = {"Accept": "application/json", "User-Agent": "mot-cham"} | dict(headers)
    try:
        with _WEB.open(urllib.request.Request(url, body, said), timeout=patience) as answer:  # noqa: S310
            got: bytes = answer.read(most + 1)
    except HTTPError as refusal:
        with refusal:
            log.warning("%s answered with %s", urlsplit(url).hostname, refusal.code)
        raise Unreachable(f"HTTP {refusal.code}") from None
    except (OSError, HTTPException, ValueError) as fault:
        raise Unreachable(type(fault).__name__) from None
    if len(got) > most:
        raise Unreachable("too long")
    return got
