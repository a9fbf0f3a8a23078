"""The address a payer comes with: read as strictly as VNPAY does, and made a payment that is open until its window ends."""

import secrets
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from webapp import clock
from webapp.payments.gateways.vnpay import VERSION, Settings
from webapp.payments.gateways.vnpay_form import (
    HASH,
    REFERENCE,
    BadNotice,
    BadSignature,
    matched,
    parameters,
    read_amount,
    read_moment,
    verify,
)
from webapp.sandbox.ground.settings import private
from webapp.sandbox.vnpay.refusals import ReferenceUsed, UnknownShop, UnreadableAddress, WindowOver, WrongSignature

FIXED = {"vnp_Version": VERSION, "vnp_Command": "pay", "vnp_CurrCode": "VND"}
LOCALES = {"vn": "vi", "en": "en"}
NEEDED = ("vnp_OrderInfo", "vnp_OrderType", "vnp_IpAddr", "vnp_ReturnUrl")


@dataclass(frozen=True)
class Order:
    """`address`: its signature, which tells the same address from another with the same reference."""

    address: str
    reference: str
    amount: int
    info: str
    return_url: str
    language: str
    bank: str
    created: datetime
    expires: datetime


def read(query: bytes | str, settings: Settings) -> Order:
    """What an address asks for; raises a `BadAddress`."""
    try:
        values = parameters(query)
        if values.get("vnp_TmnCode") != settings.tmn_code:
            raise UnknownShop
        verify(values, settings.secret)
        return _order(values)
    except BadSignature:
        raise WrongSignature from None
    except BadNotice as fault:
        raise UnreadableAddress(field=fault.field) from None


def _order(values: dict[str, str]) -> Order:
    for name, fixed in FIXED.items():
        if values.get(name) != fixed:
            raise BadNotice(name, fixed)
    for name in NEEDED:
        if not values.get(name):
            raise BadNotice(name, "missing")
    back = urlsplit(values["vnp_ReturnUrl"])
    if back.scheme not in ("http", "https") or not private(back.hostname or ""):
        raise BadNotice("vnp_ReturnUrl", "not of this computer or its network")
    if values.get("vnp_Locale") not in LOCALES:
        raise BadNotice("vnp_Locale", "vn or en")
    return Order(
        address=values[HASH].lower(), reference=matched(values, "vnp_TxnRef", REFERENCE),
        amount=read_amount(values, "vnp_Amount"), info=values["vnp_OrderInfo"], return_url=values["vnp_ReturnUrl"],
        language=LOCALES[values["vnp_Locale"]], bank=values.get("vnp_BankCode", ""),
        created=read_moment(values, "vnp_CreateDate"), expires=read_moment(values, "vnp_ExpireDate"),
    )  # fmt: skip


def begin(db: sqlite3.Connection, order: Order) -> str:
    """The token of the order's payment. The same address again, while it is open, goes on where it was.
    Raises ReferenceUsed or WindowOver."""
    day = order.created.date().isoformat()
    known = db.execute("SELECT * FROM payments WHERE reference = ? AND day = ?", (order.reference, day)).fetchone()
    if known:
        if known["address"] == order.address and known["response_code"] == "11":
            raise WindowOver
        if known["address"] != order.address or known["status"] != "01":
            raise ReferenceUsed
        return str(known["token"])
    if order.expires <= clock.now():
        raise WindowOver
    token = secrets.token_urlsafe(16)
    db.execute(
        "INSERT INTO payments (token, address, reference, day, amount, info, return_url, created, expires, asked_bank)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (token, order.address, order.reference, day, order.amount, order.info, order.return_url,
         order.created.isoformat(), order.expires.isoformat(), order.bank),
    )  # fmt: skip
    return token
