"""How VNPAY 2.1.0 writes and signs (pure): the form of its parameters, amounts, moments.

Source: sandbox.vnpayment.vn/apis/docs. Signed is every non-empty `vnp_` parameter, sorted by name and written as a form, by
HMAC-SHA512. Money stands there in hundredths of a đồng, moments are in Việt Nam time.
"""

import hmac
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from hashlib import sha512
from urllib.parse import parse_qsl, quote_plus

from webapp import clock

HASH = "vnp_SecureHash"
UNSIGNED = (HASH, "vnp_SecureHashType")
LARGEST_QUERY = 8 * 1024
LONGEST_VALUE = 512
MOST_FIELDS = 64
LARGEST_AMOUNT = 10**10  # đồng; VNPAY's field has twelve digits, two of them hundredths
REFERENCE = re.compile(r"[A-Za-z0-9]{1,100}")
CODE = re.compile(r"[0-9]{2}")
NUMBER = re.compile(r"[0-9]{1,32}")
BAD_TEXT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")  # no database keeps some of these, no name or text has any


class BadSignature(Exception):
    """Not signed, or not with our secret: nothing in it may be believed."""


class BadNotice(ValueError):
    """Not in the form agreed on. `field` names what is wrong, `query` or `body` the whole."""

    def __init__(self, field: str, why: str) -> None:
        super().__init__(f"{field}: {why}")
        self.field = field


def signed_text(values: Mapping[str, str]) -> str:
    """What is signed: empty values and the signature itself left out, sorted by name, form-url-encoded as PHP does it."""
    return _written(values, _php)


def sign(values: Mapping[str, str], secret: str) -> str:
    """The signature of the parameters: 128 lower-case hex digits."""
    return digest(signed_text(values), secret)


def digest(text: str, secret: str) -> str:
    return hmac.new(secret.encode(), text.encode(), sha512).hexdigest()


def same(expected: str, given: str) -> bool:
    """Whether two signatures are one, in constant time; the given one may be in upper case."""
    return hmac.compare_digest(expected.encode(), given.strip().lower().encode("utf-8", "replace"))


def verify(values: Mapping[str, str], secret: str) -> None:
    """Raise BadSignature unless `values` were signed with `secret`, by whichever of the three usual encoders."""
    given = values.get(HASH, "")
    if not secret or not given:
        raise BadSignature
    texts = {_written(values, write) for write in (_php, _java, _python)}  # they differ in ~ and * only
    if not any(same(digest(text, secret), given) for text in texts):
        raise BadSignature


def written_moment(moment: datetime) -> str:
    """An aware moment as yyyyMMddHHmmss in Việt Nam."""
    return clock.local(moment).strftime("%Y%m%d%H%M%S")


def matched(values: Mapping[str, str], name: str, pattern: re.Pattern[str]) -> str:
    """A value of the shape asked for, or BadNotice."""
    value = values.get(name, "")
    if not pattern.fullmatch(value):
        raise BadNotice(name, "missing or of another form")
    return value


def written_amount(dong: int) -> str:
    """Đồng as VNPAY writes them: times a hundred. Raises ValueError for what is no amount."""
    if type(dong) is not int or not 0 < dong < LARGEST_AMOUNT:
        raise ValueError(f"{dong} is no amount in đồng")
    return str(dong * 100)


def read_amount(values: Mapping[str, str], name: str) -> int:
    """Đồng, more than nothing; VNPAY's hundredths must come out even. Raises BadNotice."""
    written = matched(values, name, re.compile(r"[0-9]{1,18}"))
    dong, rest = divmod(int(written), 100)
    if rest or not 0 < dong < LARGEST_AMOUNT:
        raise BadNotice(name, "no whole đồng")
    return dong


def read_moment(values: Mapping[str, str], name: str) -> datetime:
    """yyyyMMddHHmmss in Việt Nam as an aware moment. Raises BadNotice."""
    written = matched(values, name, re.compile(r"[0-9]{14}"))
    try:
        return datetime.strptime(written, "%Y%m%d%H%M%S").replace(tzinfo=clock.VN)
    except ValueError as error:
        raise BadNotice(name, "yyyyMMddHHmmss") from error


def parameters(query: bytes | str) -> dict[str, str]:
    """The parameters of a query string, as they came and unproven. Raises BadNotice; a name that stands twice is refused,
    because another reader might take the other value."""
    try:
        text = query.decode("ascii") if isinstance(query, bytes) else query
        if len(text) > LARGEST_QUERY:
            raise ValueError("too long")
        pairs = parse_qsl(
            text, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise BadNotice("query", "not readable") from error
    values = dict(pairs)
    if len(values) < len(pairs):
        raise BadNotice("query", "a parameter stands twice")
    for name, value in pairs:
        if len(value) > LONGEST_VALUE or BAD_TEXT.search(name + value):
            raise BadNotice("query", "no text")
    return values


def _written(values: Mapping[str, str], write: Callable[[str], str]) -> str:
    return "&".join(f"{write(name)}={write(value)}" for name, value in _signed(values))


def _signed(values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What takes part: also names we do not know, but nothing of a return address's own."""
    for name in sorted(values):
        if name.startswith("vnp_") and name not in UNSIGNED and values[name]:
            yield name, values[name]


def _python(text: str) -> str:
    return quote_plus(text, safe="")


def _php(text: str) -> str:
    return _python(text).replace("~", "%7E")


def _java(text: str) -> str:
    return _php(text).replace("%2A", "*")
