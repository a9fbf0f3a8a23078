"""VNPAY 2.1.0 (pure): the address a payer is sent to, what comes back by browser and by IPN, and the answers to an IPN.

Source: sandbox.vnpayment.vn/apis/docs (pay, return, IPN). What the browser brings back is only shown; the IPN decides.
"""

import ipaddress
import re
import unicodedata
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

from webapp.payments.gateways.vnpay_form import (
    CODE,
    HASH,
    NUMBER,
    REFERENCE,
    BadNotice,
    BadSignature,
    matched,
    parameters,
    read_amount,
    read_moment,
    sign,
    signed_text,
    verify,
    written_amount,
    written_moment,
)

VERSION = "2.1.0"
NOT_SETTLED = "0"  # vnp_TransactionNo of what never became a transaction
_TMN = re.compile(r"[A-Za-z0-9]{8}")
_LOCALES = {"vi": "vn", "vn": "vn", "en": "en"}


@dataclass(frozen=True)
class Settings:
    """`tmn_code`: our name at VNPAY, 8 letters and digits; `pay_url` is for browsers, `api_url` is asked by the server."""

    tmn_code: str
    secret: str = field(repr=False)
    pay_url: str
    api_url: str


@dataclass(frozen=True)
class Answer:
    """What an IPN is answered with, always under HTTP 200. VNPAY sends again until it hears 00 or 02."""

    code: str
    message: str

    @property
    def body(self) -> dict[str, str]:
        return {"RspCode": self.code, "Message": self.message}


CONFIRMED = Answer("00", "Confirm Success")  # recorded: also a payment that failed
UNKNOWN_ORDER = Answer("01", "Order not found")
ALREADY_CONFIRMED = Answer("02", "Order already confirmed")
WRONG_AMOUNT = Answer("04", "Invalid amount")
WRONG_SIGNATURE = Answer("97", "Invalid signature")
UNKNOWN_ERROR = Answer("99", "Unknown error")
ANSWERS = (CONFIRMED, UNKNOWN_ORDER, ALREADY_CONFIRMED, WRONG_AMOUNT, WRONG_SIGNATURE, UNKNOWN_ERROR)


@dataclass(frozen=True)
class Notice:
    """What a return address or an IPN says. `amount` in đồng; `number` is VNPAY's, `bank_number` the bank's."""

    tmn_code: str
    reference: str
    amount: int
    number: str
    response_code: str
    status: str
    paid_at: datetime | None
    bank_code: str | None
    bank_number: str | None
    card_type: str | None
    info: str | None


def order_info(text: str, limit: int = 255) -> str:
    """A text VNPAY takes: no diacritics, and only what every encoder writes alike (letters, digits, space, `.:-`)."""
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^A-Za-z0-9 .:-]+", " ", kept).split())[:limit].strip()


def pay_url(
    settings: Settings, reference: str, amount: int, info: str, return_url: str, ip: str,
    created: datetime, expires: datetime, locale: str = "vi", bank: str | None = None,
) -> str:  # fmt: skip
    """Where the payer's browser is sent. `amount` in đồng, `reference` unique for the day, moments aware.

    Raises ValueError for what VNPAY would refuse: that is a mistake of ours and never the payer's.
    """
    values = {
        "vnp_Version": VERSION, "vnp_Command": "pay", "vnp_TmnCode": settings.tmn_code,
        "vnp_Amount": written_amount(amount), "vnp_BankCode": bank or "", "vnp_CreateDate": written_moment(created),
        "vnp_CurrCode": "VND", "vnp_ExpireDate": written_moment(expires), "vnp_IpAddr": str(ipaddress.ip_address(ip)),
        "vnp_Locale": _LOCALES.get(locale, "vn"), "vnp_OrderInfo": order_info(info), "vnp_OrderType": "other",
        "vnp_ReturnUrl": return_url, "vnp_TxnRef": reference,
    }  # fmt: skip
    if not REFERENCE.fullmatch(reference) or not _TMN.fullmatch(settings.tmn_code) or not settings.secret:
        raise ValueError("vnp_TxnRef and vnp_TmnCode are letters and digits, and there is a secret")
    if urlsplit(return_url).scheme not in ("http", "https") or re.search(r"[~*]", return_url + (bank or "")):
        raise ValueError("vnp_ReturnUrl is a whole address without ~ and *: encoders do not agree on these")
    if expires <= created or not values["vnp_OrderInfo"]:
        raise ValueError("a payment has a text, and ends after it began")
    return f"{settings.pay_url}?{signed_text(values)}&{HASH}={sign(values, settings.secret)}"


def read(query: bytes | str, settings: Settings) -> Notice:
    """What a return address or an IPN says, proven. Raises BadSignature, or BadNotice with the field that is wrong."""
    values = parameters(query)
    verify(values, settings.secret)
    if values.get("vnp_TmnCode") != settings.tmn_code:
        raise BadNotice("vnp_TmnCode", "another shop")
    return Notice(
        tmn_code=settings.tmn_code,
        reference=matched(values, "vnp_TxnRef", REFERENCE),
        amount=read_amount(values, "vnp_Amount"),
        number=matched(values, "vnp_TransactionNo", NUMBER),
        response_code=matched(values, "vnp_ResponseCode", CODE),
        status=matched(values, "vnp_TransactionStatus", CODE),
        paid_at=read_moment(values, "vnp_PayDate") if values.get("vnp_PayDate") else None,
        bank_code=values.get("vnp_BankCode") or None,
        bank_number=values.get("vnp_BankTranNo") or None,
        card_type=values.get("vnp_CardType") or None,
        info=values.get("vnp_OrderInfo") or None,
    )


def answer_to(fault: BadSignature | BadNotice) -> Answer:
    """How an IPN that could not be read is answered."""
    if isinstance(fault, BadSignature):
        return WRONG_SIGNATURE
    return WRONG_AMOUNT if fault.field == "vnp_Amount" else UNKNOWN_ERROR
