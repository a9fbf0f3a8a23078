"""The Web Push channel: one short text to one browser, by the push service of its maker (RFC 8030)."""

import logging
import os
import time
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.error import HTTPError
from urllib.parse import SplitResult, urlsplit

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key

from webapp.messages.channels import NotDelivered
from webapp.messages.channels.push_sealing import point, private_key, sealed, text, vapid

# Where browsers get their pushes from: Chrome and most others, Firefox, Safari, Edge (looked up on 28 Nov 2026). An address
# comes from the phone; asking only these, no request of ours can be led anywhere else.
SERVICES = ("fcm.googleapis.com", "updates.push.services.mozilla.com", ".push.apple.com", ".notify.windows.com")
LONGEST = 1000  # characters of an address
PATIENCE = 10  # seconds
KEPT = 7 * 24 * 3600  # seconds in which a phone that is off still gets it
SIGNED_FOR = 12 * 3600  # seconds; services refuse more than a day, by clocks that may differ
LONGEST_WAIT = 24 * 3600  # of what a service asks us to wait
ROOM = 512  # every text is as long as any other, so its length tells nothing
GONE = (404, 410)
log = logging.getLogger(__name__)


class Gone(Exception):
    """The browser does not want pushes at this address any more."""


@dataclass(frozen=True)
class Address:
    """Where one browser gets its pushes; `key` (65 bytes) and `auth` (16) are the browser's, `ours` our public key it knows."""

    endpoint: str
    key: bytes
    auth: bytes
    ours: str


class WebPush:
    """`keys`: 32 bytes each, the newest first; an earlier one still serves the browsers that know it."""

    def __init__(self, keys: Sequence[bytes], contact: str, more_services: Sequence[str] = ()) -> None:
        self._keys = {text(point(made)): made for made in map(private_key, keys)}
        self._contact = contact
        self._more = more_services
        self._web = urllib.request.build_opener(_NoTurning)

    @property
    def key(self) -> str:
        """Our public key, as browsers take it; "" while push is off."""
        return next(iter(self._keys), "")

    def knows(self, endpoint: str) -> bool:
        """Whether this is an address at a push service that we send to."""
        try:
            at = urlsplit(endpoint)
            _port = at.port
        except ValueError:
            return False
        plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
        fits = plain and len(endpoint) <= LONGEST and at.path.strip("/") and not at.fragment
        return bool(fits) and (_of_a_maker(at) or f"{at.scheme}://{at.netloc}" in self._more)

    def deliver(self, to: Address, said: bytes, topic: str) -> None:
        """Bring `said` (at most `ROOM` bytes) to the phone; of one topic it gets only the last. Raises `Gone`, `NotDelivered`."""
        ours = self._keys.get(to.ours)
        if ours is None or not self.knows(to.endpoint):
            raise Gone
        at = urlsplit(to.endpoint)
        body = sealed(said.ljust(ROOM), to.key, to.auth, generate_private_key(SECP256R1()), os.urandom(16))
        headers = {
            "Authorization": vapid(ours, f"{at.scheme}://{at.netloc}", self._contact, int(time.time()) + SIGNED_FOR),
            "Content-Encoding": "aes128gcm", "Content-Type": "application/octet-stream", "User-Agent": "mot-cham",
            "TTL": str(KEPT), "Topic": topic, "Urgency": "normal",
        }  # fmt: skip
        try:
            self._web.open(urllib.request.Request(to.endpoint, body, headers), timeout=PATIENCE).close()  # noqa: S310
        except HTTPError as answer:
            answer.close()
            _refused(answer, at.hostname or "")
        except (OSError, ValueError) as error:
            raise NotDelivered(type(error).__name__) from None


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A push service that sends us elsewhere is not followed."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


def _of_a_maker(at: SplitResult) -> bool:
    host = at.hostname or ""
    known = any(host == one or (one.startswith(".") and host.endswith(one)) for one in SERVICES)
    return known and at.scheme == "https" and at.netloc in (host, f"{host}:443")


def _refused(answer: HTTPError, host: str) -> None:
    if answer.code in GONE:
        raise Gone from None
    log.warning("%s answered a push with %s", host, answer.code)
    again = answer.code == 429 or answer.code >= 500
    wait = _wait(answer.headers["Retry-After"])
    raise NotDelivered(f"HTTP {answer.code}", permanent=not again, retry_after=wait) from None


def _wait(said: str | None) -> int:
    """Seconds; a service says either those or a moment. 0 when it says neither."""
    if said is None or not said.isascii():
        return 0
    if said.isdigit():
        return min(int(said[:9]), LONGEST_WAIT)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return 0
    left = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return int(min(max(left, 0), LONGEST_WAIT))
