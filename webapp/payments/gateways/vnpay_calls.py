"""Asking VNPAY's server: one POST, no redirects, a bounded answer. What it answered comes back raw too: it is kept before it is read."""

import json
import logging
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlsplit

from webapp.payments.gateways import vnpay_api
from webapp.payments.gateways.vnpay import NOT_SETTLED, Settings
from webapp.payments.gateways.vnpay_api import LARGEST_BODY, Said
from webapp.payments.gateways.vnpay_form import BadNotice, BadSignature

PATIENCE = 10.0  # seconds
log = logging.getLogger(__name__)


class Unreachable(Exception):
    """Nobody answered, or nobody who could be believed: nothing is known. `raw`: what came, if anything did."""

    def __init__(self, reason: str, raw: bytes = b"") -> None:
        super().__init__(reason)
        self.reason, self.raw = reason, raw


class Refused(Exception):
    """VNPAY answered, rightly signed, that it will not: `code` 91 no such payment, 94 asked twice, 95 never paid, 02, 03, 97, 99."""

    def __init__(self, code: str, raw: bytes) -> None:
        super().__init__(code)
        self.code, self.raw = code, raw


@dataclass(frozen=True)
class Heard:
    """What was said, and the bytes it was said in."""

    said: Said
    raw: bytes


class _NoTurning(urllib.request.HTTPRedirectHandler):
    """A provider that sends us elsewhere is not followed."""

    def redirect_request(self, *_asked: Any) -> None:
        return None


_WEB = urllib.request.build_opener(_NoTurning)


def query(
    settings: Settings, request_id: str, reference: str, created: datetime, now: datetime,
    ip: str = "127.0.0.1", info: str = "Truy van giao dich", patience: float = PATIENCE,
) -> Heard:  # fmt: skip
    """What became of the payment begun at `created`. Raises Unreachable, or Refused (91: VNPAY never saw the payer)."""
    asked = vnpay_api.query_request(settings, request_id, reference, created, now, ip, info)
    return _heard(settings, vnpay_api.QUERY, reference, asked, patience)


def refund(
    settings: Settings, request_id: str, reference: str, amount: int, whole: bool, created: datetime, by: str,
    now: datetime, ip: str = "127.0.0.1", info: str = "Hoan tien", number: str = NOT_SETTLED, patience: float = PATIENCE,
) -> Heard:  # fmt: skip
    """Ask for `amount` đồng to go back. Raises as `query`. After Unreachable the same `request_id` tells whether it had arrived (94)."""
    asked = vnpay_api.refund_request(settings, request_id, reference, amount, whole, created, by, now, ip, info, number)
    return _heard(settings, vnpay_api.REFUND, reference, asked, patience)


def _heard(settings: Settings, command: str, reference: str, asked: Mapping[str, str], patience: float) -> Heard:
    raw = _post(settings.api_url, asked, patience)
    try:
        said = vnpay_api.read_answer(raw, command, reference, settings)
    except BadSignature:
        raise Unreachable("wrong signature", raw) from None
    except BadNotice as fault:
        raise Unreachable(str(fault), raw) from None
    if said.code != "00":
        raise Refused(said.code, raw)
    return Heard(said, raw)


def _post(url: str, fields: Mapping[str, str], patience: float) -> bytes:
    said = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "mot-cham"}
    host = urlsplit(url).hostname or ""
    try:
        with _WEB.open(urllib.request.Request(url, json.dumps(fields).encode(), said), timeout=patience) as answer:  # noqa: S310
            return bytes(answer.read(LARGEST_BODY + 1))
    except HTTPError as refusal:
        with refusal:
            log.warning("%s answered with %s", host, refusal.code)
            raise Unreachable(f"HTTP {refusal.code}", _rest(refusal)) from None
    except (OSError, HTTPException, ValueError) as fault:
        raise Unreachable(type(fault).__name__) from None


def _rest(refusal: HTTPError) -> bytes:
    try:
        return refusal.read(LARGEST_BODY)
    except (OSError, HTTPException):
        return b""
