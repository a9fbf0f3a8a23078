"""VNPAY 2.1.0 (pure): asking what became of a payment (querydr) and asking for a refund, each with its hash.

Source: sandbox.vnpayment.vn/apis/docs (truy-van-hoan-tien). Hashed are the values in a fixed order, joined with `|`; a value that
has a `|` itself could be cut in two ways and is refused. The order of a refund's answer is from memory.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.payments.gateways.vnpay import NOT_SETTLED, VERSION, Settings, order_info
from webapp.payments.gateways.vnpay_form import (
    BAD_TEXT,
    CODE,
    HASH,
    LONGEST_VALUE,
    NUMBER,
    REFERENCE,
    BadNotice,
    BadSignature,
    digest,
    matched,
    read_amount,
    read_moment,
    same,
    written_amount,
    written_moment,
)

LARGEST_BODY = 64 * 1024
QUERY, REFUND = "querydr", "refund"
FULL, PART = "02", "03"  # vnp_TransactionType of a refund; 01 is a payment


def _order(names: str) -> list[str]:
    return [f"vnp_{name}" for name in names.split("|")]


_ASKED = {
    QUERY: _order("RequestId|Version|Command|TmnCode|TxnRef|TransactionDate|CreateDate|IpAddr|OrderInfo"),
    REFUND: _order(
        "RequestId|Version|Command|TmnCode|TransactionType|TxnRef|Amount|TransactionNo|TransactionDate|CreateBy|CreateDate|IpAddr"
        "|OrderInfo"
    ),
}
_REFUNDED = _order(
    "ResponseId|Command|ResponseCode|Message|TmnCode|TxnRef|Amount|BankCode|PayDate|TransactionNo|TransactionType"
    "|TransactionStatus|OrderInfo"
)
_SAID = {QUERY: [*_REFUNDED, *_order("PromotionCode|PromotionAmount")], REFUND: _REFUNDED}
_REQUEST = re.compile(r"[A-Za-z0-9]{1,32}")


@dataclass(frozen=True)
class Said:
    """VNPAY's answer. `code`: 00 answered, 02 unknown shop, 03 bad form, 91 no such payment, 94 asked twice, 95 never paid, 97
    bad hash, 99. The rest is there for 00; `status` is a vnp_TransactionStatus, `amount` in đồng."""

    code: str
    message: str
    reference: str | None = None
    amount: int | None = None
    number: str | None = None
    status: str | None = None
    kind: str | None = None
    paid_at: datetime | None = None
    bank_code: str | None = None


def query_request(
    settings: Settings, request_id: str, reference: str, created: datetime, now: datetime, ip: str, info: str
) -> dict[str, str]:
    """A signed querydr. `created`: when the payment was begun (vnp_CreateDate of its address); `request_id` is used once a day."""
    values = _common(settings, QUERY, request_id, reference, created, now, ip, info)
    return values | {HASH: hash_of_request(values, settings.secret)}


def refund_request(
    settings: Settings, request_id: str, reference: str, amount: int, whole: bool, created: datetime,
    by: str, now: datetime, ip: str, info: str, number: str = NOT_SETTLED,
) -> dict[str, str]:  # fmt: skip
    """A signed refund of `amount` đồng, the `whole` payment or part of it; `number` is VNPAY's, 0 where it is not known."""
    values = _common(settings, REFUND, request_id, reference, created, now, ip, info) | {
        "vnp_TransactionType": FULL if whole else PART, "vnp_Amount": written_amount(amount), "vnp_TransactionNo": number,
        "vnp_CreateBy": order_info(by),
    }  # fmt: skip
    return values | {HASH: hash_of_request(values, settings.secret)}


def hash_of_request(values: Mapping[str, str], secret: str) -> str:
    """The hash of a request; vnp_Command says which. Raises BadNotice."""
    return _hash(values, _ASKED, secret)


def hash_of_answer(values: Mapping[str, str], secret: str) -> str:
    """The hash of an answer; vnp_Command says to what. Raises BadNotice."""
    return _hash(values, _SAID, secret)


def read_request(raw: bytes, secret: str) -> dict[str, str]:
    """The values of a request, proven (the sandbox reads some). Raises BadNotice or BadSignature."""
    values = fields(raw)
    _prove(values, hash_of_request(values, secret))
    return values


def read_answer(raw: bytes, command: str, reference: str, settings: Settings) -> Said:
    """The answer about `reference`, proven. Raises BadSignature, or BadNotice with the field that is wrong."""
    values = fields(raw)
    matched(values, "vnp_Command", re.compile(command))
    _prove(values, hash_of_answer(values, settings.secret))
    code, message = matched(values, "vnp_ResponseCode", CODE), values.get("vnp_Message", "")
    for name, ours in (("vnp_TmnCode", settings.tmn_code), ("vnp_TxnRef", reference)):
        if values.get(name) != ours and (code == "00" or values.get(name)):  # a refusal need not repeat them
            raise BadNotice(name, "not what was asked")
    if code != "00":
        return Said(code, message)
    return Said(
        code, message, reference=reference, amount=read_amount(values, "vnp_Amount"),
        number=matched(values, "vnp_TransactionNo", NUMBER), status=matched(values, "vnp_TransactionStatus", CODE),
        kind=matched(values, "vnp_TransactionType", CODE),
        paid_at=read_moment(values, "vnp_PayDate") if values.get("vnp_PayDate") else None,
        bank_code=values.get("vnp_BankCode") or None,
    )  # fmt: skip


def fields(raw: bytes) -> dict[str, str]:
    """The `vnp_` texts of a JSON object, each once; numbers are taken as they are written. Raises BadNotice."""
    try:
        body = json.loads(
            raw[: LARGEST_BODY + 1].decode("utf-8"), object_pairs_hook=_once, parse_float=str, parse_int=str
        )
    except BadNotice:
        raise
    except (ValueError, RecursionError) as error:
        raise BadNotice("body", "no JSON") from error
    if not isinstance(body, dict) or len(raw) > LARGEST_BODY:
        raise BadNotice("body", "no JSON object")
    return {name: _text(name, value) for name, value in body.items() if name.startswith("vnp_")}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    body = dict(pairs)
    if len(body) < len(pairs):
        raise BadNotice("body", "a field stands twice")
    return body


def _text(name: str, value: Any) -> str:
    text = "" if value is None else value
    if not isinstance(text, str) or len(text) > LONGEST_VALUE or BAD_TEXT.search(text + name):
        raise BadNotice(name[:40], "a text")
    return text


def _common(
    settings: Settings,
    command: str,
    request_id: str,
    reference: str,
    created: datetime,
    now: datetime,
    ip: str,
    info: str,
) -> dict[str, str]:
    if not _REQUEST.fullmatch(request_id) or not REFERENCE.fullmatch(reference):
        raise ValueError("vnp_RequestId and vnp_TxnRef are letters and digits")
    return {
        "vnp_RequestId": request_id, "vnp_Version": VERSION, "vnp_Command": command, "vnp_TmnCode": settings.tmn_code,
        "vnp_TxnRef": reference, "vnp_TransactionDate": written_moment(created), "vnp_CreateDate": written_moment(now),
        "vnp_IpAddr": ip, "vnp_OrderInfo": order_info(info),
    }  # fmt: skip


def _prove(values: Mapping[str, str], expected: str) -> None:
    if not same(expected, values.get(HASH, "")):
        raise BadSignature


def _hash(values: Mapping[str, str], orders: Mapping[str, list[str]], secret: str) -> str:
    if not secret:
        raise BadSignature
    order = orders.get(values.get("vnp_Command", ""))
    if order is None:
        raise BadNotice("vnp_Command", "querydr or refund")
    parts = [values.get(name, "") for name in order]
    for name, part in zip(order, parts, strict=True):
        if "|" in part:
            raise BadNotice(name, "a bar")
    return digest("|".join(parts), secret)
