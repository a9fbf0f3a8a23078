"""One notice over HTTP, signed the SePay way: X-SePay-Timestamp and X-SePay-Signature over "{timestamp}.{body}"."""

import http.client
import json
import urllib.error
import urllib.request
from dataclasses import dataclass

from webapp import clock
from webapp.payments import sepay

TIMEOUT = 8.0  # seconds
SHOWN = 500  # bytes of an answer kept in the log


@dataclass(frozen=True)
class Answer:
    """`status` is None where nobody answered; `accepted` = 200 or 201 with {"success": true}."""

    status: int | None
    text: str
    accepted: bool


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A webhook is answered where it is sent; going elsewhere is a refusal."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def send(url: str, secret: str, raw: bytes, honest: bool = True) -> Answer:
    """Posts `raw` signed at the present moment; `honest=False` signs with a secret that cannot be the right one."""
    signed = sepay.signed_headers(raw, secret if honest else f"{secret}-wrong", int(clock.now().timestamp()))
    headers = {"Content-Type": "application/json", "User-Agent": "motcham-sandbox-bank"}
    request = urllib.request.Request(url, data=raw, headers=headers | signed, method="POST")
    try:
        with _OPENER.open(request, timeout=TIMEOUT) as response:
            return _judged(response.status, response.read(SHOWN * 8))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return _judged(refusal.code, refusal.read(SHOWN * 8))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        return Answer(None, f"{type(fault).__name__}: {reason}"[:SHOWN], accepted=False)


def _judged(status: int, body: bytes) -> Answer:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        said = None
    accepted = status in (200, 201) and isinstance(said, dict) and said.get("success") is True
    return Answer(status, body[:SHOWN].decode("utf-8", "replace"), accepted)
