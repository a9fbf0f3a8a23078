"""How the State's other systems are written to (pure): settings, the keyed hash of a request, moments, strict reading.

Names of fields, moments `yyyyMMddHHmmss` in Vietnamese time and `error_code` "0" are those of the national exchange. The hash is
our own choice: `X-Ma-Xac-Thuc` = lower-case hex of HMAC-SHA256 over `{X-Thoi-Gian}.{raw body}`, `X-Thoi-Gian` in unix seconds,
refused after five minutes.
"""

import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from webapp import clock

SIGNATURE, TIMESTAMP = "X-Ma-Xac-Thuc", "X-Thoi-Gian"
MAX_AGE = timedelta(minutes=5)
LARGEST_BODY = 64 * 1024  # bytes
LONGEST_TEXT = 300
LARGEST_AMOUNT = 10**13  # đồng; more is a slip
OK = "0"
_MOMENT = re.compile(r"[0-9]{14}")
_BAD_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


class NotProven(Exception):
    """Not signed, not with our key, or more than five minutes away from now."""


class Unreadable(ValueError):
    """Not what was agreed on. `field` names what is wrong."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


@dataclass(frozen=True)
class Settings:
    """`url` of the system without a slash at its end; `patience`: seconds a whole answer may take."""

    url: str
    key: str = field(repr=False)
    patience: float = 8.0


def signed_headers(raw: bytes, key: str, timestamp: int) -> dict[str, str]:
    """The two headers a request is sent with; `timestamp` in unix seconds."""
    return {TIMESTAMP: str(timestamp), SIGNATURE: _sign(raw, key, timestamp)}


def verify(headers: Mapping[str, str], raw: bytes, key: str, now: datetime) -> None:
    """Raise NotProven unless `raw` was signed with `key` within five minutes of `now` (aware)."""
    given = {name.lower(): value for name, value in headers.items()}
    timestamp, signature = given.get(TIMESTAMP.lower(), ""), given.get(SIGNATURE.lower(), "")
    if not key or not re.fullmatch(r"[0-9]{1,11}", timestamp):
        raise NotProven
    if not hmac.compare_digest(_sign(raw, key, int(timestamp)).encode(), signature.encode("utf-8", "replace")):
        raise NotProven
    if abs(now.timestamp() - int(timestamp)) > MAX_AGE.total_seconds():
        raise NotProven


def _sign(raw: bytes, key: str, timestamp: int) -> str:
    return hmac.new(key.encode(), f"{timestamp}.".encode() + raw, sha256).hexdigest()


def stamp(moment: datetime) -> str:
    """An aware moment as `yyyyMMddHHmmss`, hours from 00 to 23."""
    return clock.local(moment).strftime("%Y%m%d%H%M%S")


def plain(code: str) -> str:
    """A code without what people type between its letters and digits: two codes are the same when these are."""
    return re.sub(r"[^0-9A-Z]", "", code.upper())


def read_object(raw: bytes) -> dict[str, Any]:
    """The JSON object of a body; a field that stands twice is refused. Raises Unreadable."""
    if len(raw) > LARGEST_BODY:
        raise Unreadable("body", "too large")
    try:
        body = json.loads(raw.decode("utf-8"), object_pairs_hook=_once, parse_constant=_no_constant)
    except Unreadable:
        raise
    except (ValueError, RecursionError) as error:
        raise Unreadable("body", "no JSON") from error
    if not isinstance(body, dict):
        raise Unreadable("body", "no JSON object")
    return body


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) < len(pairs):
        # two amounts in one message: another reader might take the other one
        raise Unreadable("body", "a field stands twice")
    return body


def _no_constant(name: str) -> None:
    raise Unreadable("body", f"{name} is no number")


def text(body: Mapping[str, Any], name: str, pattern: str = r".+", most: int = LONGEST_TEXT) -> str:
    """One line of text that fits `pattern`, spaces around it dropped. Raises Unreadable."""
    value = body.get(name)
    if not isinstance(value, str) or len(value) > most or _BAD_TEXT.search(value):
        raise Unreadable(name, "a text")
    if not re.fullmatch(pattern, value.strip()):
        raise Unreadable(name, "not as agreed")
    return value.strip()


def maybe(body: Mapping[str, Any], name: str, pattern: str = r".+", most: int = LONGEST_TEXT) -> str:
    """The same where the field may be missing or empty: "" then."""
    return text(body, name, pattern, most) if body.get(name) not in (None, "") else ""


def amount(body: Mapping[str, Any], name: str, least: int = 1) -> int:
    """Whole đồng. Raises Unreadable."""
    value = body.get(name)
    if type(value) is not int or not least <= value <= LARGEST_AMOUNT:  # bool is an int too, hence type()
        raise Unreadable(name, "whole đồng")
    return value


def moment(body: Mapping[str, Any], name: str) -> datetime:
    """An aware moment of `yyyyMMddHHmmss`. Raises Unreadable."""
    written = text(body, name)
    try:
        if not _MOMENT.fullmatch(written):
            raise ValueError(written)
        return datetime.strptime(written, "%Y%m%d%H%M%S").replace(tzinfo=clock.VN)
    except ValueError as error:
        raise Unreadable(name, "yyyyMMddHHmmss") from error
