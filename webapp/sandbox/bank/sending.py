"""One notice over HTTP, signed the SePay way: X-SePay-Timestamp and X-SePay-Signature over "{timestamp}.{body}"."""

import urllib.request
from typing import Any

from webapp import clock
from webapp.payments.gateways import sepay
from webapp.sandbox.ground import sending
from webapp.sandbox.ground.sending import Answer


def send(url: str, secret: str, raw: bytes, honest: bool = True) -> Answer:
    """Posts `raw` signed at the present moment; `honest=False` signs with a secret that cannot be the right one."""
    signed = sepay.signed_headers(raw, secret if honest else f"{secret}-wrong", int(clock.now().timestamp()))
    headers = {"Content-Type": "application/json", "User-Agent": "motcham-sandbox-bank"}
    return sending.send(urllib.request.Request(url, data=raw, headers=headers | signed, method="POST"), _acknowledged)


def _acknowledged(status: int, said: dict[str, Any]) -> bool:
    return status in (200, 201) and said.get("success") is True
