"""One request to the app, and how it was answered."""

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

TIMEOUT = 8.0  # seconds
SHOWN = 500  # bytes of an answer kept in the log


@dataclass(frozen=True)
class Answer:
    """`status` is None where nobody answered; `accepted`: acknowledged in the words the provider waits for."""

    status: int | None
    text: str
    accepted: bool


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A notice is answered where it is sent; going elsewhere is a refusal."""

    def redirect_request(self, *_: object) -> None:
        return None


_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}), _NoRedirect)


def send(request: urllib.request.Request, acknowledged: Callable[[int, dict[str, Any]], bool]) -> Answer:
    """`acknowledged(status, said)` judges the answer; `said` is its JSON object, empty where it is none."""

    def judged(status: int, body: bytes) -> Answer:
        return Answer(status, body[:SHOWN].decode("utf-8", "replace"), acknowledged(status, _object(body)))

    try:
        with _OPENER.open(request, timeout=TIMEOUT) as response:
            return judged(response.status, response.read(SHOWN * 8))
    except urllib.error.HTTPError as refusal:
        with refusal:
            return judged(refusal.code, refusal.read(SHOWN * 8))
    except (OSError, http.client.HTTPException, ValueError) as fault:
        reason = getattr(fault, "reason", fault)
        return Answer(None, f"{type(fault).__name__}: {reason}"[:SHOWN], accepted=False)


def _object(body: bytes) -> dict[str, Any]:
    try:
        said = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return said if isinstance(said, dict) else {}
