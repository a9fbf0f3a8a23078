"""Transfers to a unit's account by VietQR, told of by SePay: webhooks when money moves, and a list of what moved when asked.

Source of the list: developer.sepay.vn/en/sepay-api/api-giao-dich (at most 5,000 rows, 2 calls a second).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from webapp import clock
from webapp.payments.gateway import Said, Unproved, Unreadable
from webapp.payments.gateways import sepay
from webapp.systems.calling import Unreachable, call

LARGEST_REPLY = 8 * 1024 * 1024
MOST_ROWS = 5000
_AMOUNT = re.compile(r"([0-9]{1,15})(\.0{1,2})?")
_NUMBER = re.compile(r"[1-9][0-9]{0,18}")


@dataclass(frozen=True)
class Transfers:
    """`secret` proves webhooks; `url` and `token` ask for what moved, empty where that was not agreed on."""

    secret: str
    url: str = ""
    token: str = ""
    name = "sepay"
    where = "bank"

    def prove(self, headers: Mapping[str, str], raw: bytes) -> None:
        try:
            sepay.verify(headers, raw, self.secret, clock.now())
        except (sepay.BadSignature, sepay.Stale) as error:
            raise Unproved(type(error).__name__) from None

    def read(self, raw: bytes, kind: str) -> list[Said]:
        try:
            return [_said(sepay.parse(raw))] if kind == "notice" else _rows(sepay.read_object(raw, LARGEST_REPLY))
        except sepay.BadNotice as error:
            raise Unreadable(error.field) from error

    def answer(self, outcome: str) -> tuple[int, dict[str, Any]]:
        """The same notice twice is right again; what is not success is sent again by the provider."""
        wrong = {"unproved": 401, "unreadable": 422}.get(outcome)
        return (wrong, {"success": False}) if wrong else (200, {"success": True})

    def moved(self, account: str, since: datetime) -> bytes:
        if not self.url:
            raise Unreachable("not agreed on")
        asked = {
            "account_number": account, "transaction_date_min": f"{clock.local(since):%Y-%m-%d %H:%M:%S}", "limit": MOST_ROWS,
        }  # fmt: skip
        headers = {"Authorization": f"Bearer {self.token}"}
        return call(f"{self.url}/userapi/transactions/list?{urlencode(asked)}", None, headers, LARGEST_REPLY)


def _said(notice: sepay.Notice) -> Said:
    return Said(
        "out" if notice.kind == "out" else "came", str(notice.id), notice.amount,
        texts=tuple(filter(None, (notice.content, notice.code, notice.description))),
        accounts=tuple(filter(None, (notice.account_number, notice.sub_account))),
        content=notice.content, bank_reference=notice.reference_code,
    )  # fmt: skip


def _rows(reply: Mapping[str, Any]) -> list[Said]:
    rows = reply.get("transactions")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise sepay.BadNotice("transactions", "a list of objects")
    return [_row(row) for row in rows]


def _row(row: Mapping[str, Any]) -> Said:
    """One line of the list; numbers stand in it as texts."""
    came, went = _dong(row, "amount_in"), _dong(row, "amount_out")
    if (came > 0) == (went > 0):
        raise sepay.BadNotice("amount_in", "money came or went")
    texts = (sepay.maybe(row, "transaction_content"), sepay.maybe(row, "code"))
    return Said(
        "came" if came else "out", _whole(row, "id"), came or went, texts=tuple(filter(None, texts)),
        accounts=tuple(filter(None, (sepay.maybe(row, "account_number"), sepay.maybe(row, "sub_account")))),
        content=texts[0] or "", bank_reference=sepay.maybe(row, "reference_number"),
    )  # fmt: skip


def _dong(row: Mapping[str, Any], field: str) -> int:
    found = _AMOUNT.fullmatch(str(row.get(field) or "0"))
    if not found:
        raise sepay.BadNotice(field, "whole đồng")
    return int(found[1])


def _whole(row: Mapping[str, Any], field: str) -> str:
    text = str(row.get(field))
    if not _NUMBER.fullmatch(text):
        raise sepay.BadNotice(field, "a number")
    return text
