"""Asking VNPAY's server: one POST, no redirects, a bounded answer. What it answered comes back raw too: it is kept before it is read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from webapp.payments.gateways import vnpay_api
from webapp.payments.gateways.vnpay import NOT_SETTLED, Settings
from webapp.payments.gateways.vnpay_api import LARGEST_BODY, Said
from webapp.payments.gateways.vnpay_form import BadNotice, BadSignature
from webapp.systems.calling import Unreachable, call

PATIENCE = 10.0  # seconds


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
    body, headers = json.dumps(asked).encode(), {"Content-Type": "application/json"}
    raw = call(settings.api_url, body, headers, LARGEST_BODY, patience)
    try:
        said = vnpay_api.read_answer(raw, command, reference, settings)
    except BadSignature:
        raise Unreachable("wrong signature") from None
    except BadNotice as fault:
        raise Unreachable(str(fault)) from None
    if said.code != "00":
        raise Refused(said.code, raw)
    return Heard(said, raw)
