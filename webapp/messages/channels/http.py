"""One POST to a provider: an answer, or `NotDelivered` that says whether trying again helps. Logs name the host and no number."""

import json
import logging
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode, urlsplit

from webapp.messages.channels import NotDelivered

PATIENCE = 10  # seconds
LONGEST = 64 * 1024  # bytes of an answer that are read
LONGEST_WAIT = 3600  # seconds of what a provider asks us to wait
AGAIN = (408, 425, 429)  # besides 5xx
OURS = (401, 403, 404, 405, 415)  # nobody's number is at fault but our key or address
log = logging.getLogger(__name__)


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_WEB = urllib.request.build_opener(_NoTurning)


@dataclass(frozen=True)
class Answer:
    """`said`: the JSON object of the body, empty where it is none."""

    status: int
    said: Mapping[str, Any]


def post(
    url: str, fields: Mapping[str, Any], headers: Mapping[str, str], form: bool = False, patience: float = PATIENCE
) -> Answer:
    """Send `fields` as JSON or as a form. Raises `NotDelivered` for everything but 2xx."""
    body = urlencode(fields).encode() if form else json.dumps(fields, ensure_ascii=False).encode()
    kind = "application/x-www-form-urlencoded" if form else "application/json"
    said = {"Content-Type": kind, "Accept": "application/json", "User-Agent": "mot-cham"} | dict(headers)
    try:
        with _WEB.open(urllib.request.Request(url, body, said), timeout=patience) as answer:  # noqa: S310
            return Answer(answer.status, _object(answer.read(LONGEST)))
    except HTTPError as refusal:
        with refusal:
            _refused(refusal, urlsplit(url).hostname or "")
        raise AssertionError from refusal  # _refused always raises
    except (OSError, HTTPException, ValueError) as fault:
        raise NotDelivered(type(fault).__name__) from None


def _refused(refusal: HTTPError, host: str) -> None:
    again = refusal.code in AGAIN or refusal.code >= 500
    log.log(logging.ERROR if refusal.code in OURS else logging.WARNING, "%s answered with %s", host, refusal.code)
    wait = refusal.headers["Retry-After"] or ""
    after = min(int(wait[:6]), LONGEST_WAIT) if wait.isascii() and wait.isdigit() else 0
    raise NotDelivered(f"HTTP {refusal.code}", permanent=not again, retry_after=after) from None


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
