"""SePay bank notices (pure): the signature on a webhook and the notice in it.

Source: developer.sepay.vn/vi/sepay-webhooks: HMAC-SHA256 over `{timestamp}.{raw body}`, refused after five minutes.
A notice comes up to eight times; who stores it tells them apart by `id`.
"""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any, Literal

from webapp import clock

SIGNATURE, TIMESTAMP = "X-SePay-Signature", "X-SePay-Timestamp"
MAX_AGE = timedelta(minutes=5)
LARGEST_BODY = 64 * 1024
LONGEST_TEXT = 1000
LARGEST_NUMBER = 2**63 - 1
LARGEST_AMOUNT = 10**15 - 1  # đồng; sums of many stay numbers of a database
_WHEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")
_BAD_TEXT = re.compile("[\x00\ud800-\udfff]")  # no database keeps these


class BadSignature(Exception):
    """Not signed, or not with our secret: nothing in the body may be believed."""


class Stale(Exception):
    """Rightly signed, but more than five minutes away from now: perhaps an old notice played again."""


class BadNotice(ValueError):
    """Signed, but not the notice agreed on. `field` names what is wrong."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


@dataclass(frozen=True)
class Notice:
    """One movement on a bank account. `amount` in đồng, always positive; `kind` in (received) or out."""

    id: int
    gateway: str | None
    at: datetime
    account_number: str
    sub_account: str | None
    code: str | None
    content: str
    kind: Literal["in", "out"]
    description: str | None
    amount: int
    reference_code: str | None
    accumulated: int | None


def sign(raw: bytes, secret: str, timestamp: int) -> str:
    """The signature header of a body: `sha256=` and lower-case hex; `timestamp` in unix seconds."""
    return "sha256=" + hmac.new(secret.encode(), f"{timestamp}.".encode() + raw, sha256).hexdigest()


def signed_headers(raw: bytes, secret: str, timestamp: int) -> dict[str, str]:
    """The two headers a notice is sent with (the sandbox bank and the tests send some)."""
    return {TIMESTAMP: str(timestamp), SIGNATURE: sign(raw, secret, timestamp)}


def verify(headers: Mapping[str, str], raw: bytes, secret: str, now: datetime) -> None:
    """Raise BadSignature or Stale unless `raw` was signed with `secret` within five minutes of `now` (aware)."""
    given = {name.lower(): value for name, value in headers.items()}
    timestamp, signature = given.get(TIMESTAMP.lower(), ""), given.get(SIGNATURE.lower(), "")
    if not secret or not re.fullmatch(r"[0-9]{1,11}", timestamp):
        raise BadSignature
    expected = sign(raw, secret, int(timestamp)).encode()
    if not hmac.compare_digest(expected, signature.strip().lower().encode("utf-8", "replace")):
        raise BadSignature
    if abs(now.timestamp() - int(timestamp)) > MAX_AGE.total_seconds():
        raise Stale


def parse(raw: bytes) -> Notice:
    """Read the body of a notice; types are strict, unknown fields are left alone. Raises BadNotice."""
    body = read_object(raw)
    kind = _text(body, "transferType")
    if kind not in ("in", "out"):
        raise BadNotice("transferType", "in or out")
    return Notice(
        id=_whole(body, "id", least=1),
        gateway=maybe(body, "gateway"),
        at=_moment(body, "transactionDate"),
        account_number=_text(body, "accountNumber"),
        sub_account=maybe(body, "subAccount"),
        code=maybe(body, "code"),
        content=_string(body, "content"),
        kind="in" if kind == "in" else "out",
        description=maybe(body, "description"),
        amount=_whole(body, "transferAmount", least=1, most=LARGEST_AMOUNT),
        reference_code=maybe(body, "referenceCode"),
        accumulated=_whole(body, "accumulated", least=-LARGEST_NUMBER) if body.get("accumulated") is not None else None,
    )


def read_object(raw: bytes, most: int = LARGEST_BODY) -> dict[str, Any]:
    """A JSON object of at most `most` bytes in which no field stands twice. Raises BadNotice."""
    if len(raw) > most:
        raise BadNotice("body", "too large")
    try:
        body = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except BadNotice:
        raise
    except (ValueError, RecursionError) as error:
        raise BadNotice("body", "no JSON") from error
    if not isinstance(body, dict):
        raise BadNotice("body", "no JSON object")
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) < len(pairs):
        # two amounts in one notice: another reader might take the other one
        raise BadNotice("body", "a field stands twice")
    return body


def _no_constant(name: str) -> None:
    raise BadNotice("body", f"{name} is no number")


def _whole(body: Mapping[str, Any], field: str, least: int, most: int = LARGEST_NUMBER) -> int:
    value = body.get(field)
    if type(value) is not int or not least <= value <= most:  # bool is an int too, hence type()
        raise BadNotice(field, "a whole number")
    return value


def _string(body: Mapping[str, Any], field: str) -> str:
    value = body.get(field)
    if not isinstance(value, str) or len(value) > LONGEST_TEXT or _BAD_TEXT.search(value):
        raise BadNotice(field, "a text")
    return value


def _text(body: Mapping[str, Any], field: str) -> str:
    value = _string(body, field).strip()
    if not value:
        raise BadNotice(field, "empty")
    return value


def maybe(body: Mapping[str, Any], field: str) -> str | None:
    return _string(body, field) if body.get(field) not in (None, "") else None


def _moment(body: Mapping[str, Any], field: str) -> datetime:
    written = _string(body, field)
    try:
        if not _WHEN.fullmatch(written):
            raise ValueError(written)
        return datetime.fromisoformat(written).replace(tzinfo=clock.VN)
    except ValueError as error:
        raise BadNotice(field, "yyyy-MM-dd HH:mm:ss") from error
