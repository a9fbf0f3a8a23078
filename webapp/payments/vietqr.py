"""VietQR (pure): the text of a bank-transfer QR, read and written by the NAPAS specification of 09/2021.

What is written in the standard order comes back byte for byte; objects this house does not know are kept.
"""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from webapp.payments.tlv import BrokenTLV, Item, crc16, join, split

GUID = "A000000727"
TO_ACCOUNT, TO_CARD = "QRIBFTTA", "QRIBFTTC"
STATIC, DYNAMIC = "11", "12"
TRANSFER_LIMIT = 500_000_000  # đồng; one NAPAS 247 transfer is below it
LONGEST_TEXT = 512
BILL, REFERENCE, PURPOSE = "01", "05", "08"
_TEXT_LIMITS = {"59": 25, "60": 15, "61": 10}
_AMOUNT = re.compile(r"(?=.{1,13}\Z)[0-9]+(?:\.[0-9]*)?")
_BIN = re.compile(r"[0-9]{6}")
_ACCOUNT = re.compile(r"[0-9A-Za-z]{1,19}")
_SURROGATE = re.compile("[\ud800-\udfff]")  # JSON can carry them, no QR can
_ANS = re.compile(r"[\x20-\x7e]+")


class NotVietQR(ValueError):
    """Another kind of text or QR. `reason`: not_emv, too_long, no_merchant, other_network."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class BrokenQR(ValueError):
    """A VietQR that must not be paid. `reason`: the first thing found wrong, in a word (crc, length, amount, …)."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason


@dataclass(frozen=True)
class VietQR:
    """A VietQR as it was read.

    `amount` in đồng, None = the payer types it; `additional`: object 62 by sub-id; `items`: every object in its
    original order, values untouched, without the checksum.
    """

    dynamic: bool
    bin: str
    account: str
    service: str | None
    amount: int | None
    mcc: str | None
    name: str | None
    city: str | None
    postal_code: str | None
    additional: Mapping[str, str]
    unknown: tuple[Item, ...]
    items: tuple[Item, ...]

    @property
    def to_card(self) -> bool:
        return self.service == TO_CARD

    @property
    def purpose(self) -> str | None:
        """What the transfer says (62.08)."""
        return self.additional.get(PURPOSE)

    @property
    def bill(self) -> str | None:
        """The bill number (62.01)."""
        return self.additional.get(BILL)


KNOWN = {"00", "01", "38", "52", "53", "54", "58", "59", "60", "61", "62"}


def parse(text: str) -> VietQR:
    """Read a VietQR; raises NotVietQR or BrokenQR. The checksum may be in lower case: it is in the wild."""
    text = text.strip()
    items = _objects(text)
    top = dict(items)
    merchant = _merchant(top)
    beneficiary = _beneficiary(merchant)
    _check(top)
    additional = dict(_nested(top["62"], "additional")) if "62" in top else {}
    return VietQR(
        dynamic=top["01"] == DYNAMIC,
        bin=beneficiary["00"],
        account=beneficiary["01"],
        service=merchant.get("02"),
        amount=_amount(top["54"]) if "54" in top else None,
        mcc=top.get("52"),
        name=top.get("59"),
        city=top.get("60"),
        postal_code=top.get("61"),
        additional=additional,
        unknown=tuple(item for item in items if item.id not in KNOWN),
        items=items,
    )


def _objects(text: str) -> tuple[Item, ...]:
    if not text.startswith("0002") or _SURROGATE.search(text):
        raise NotVietQR("not_emv")
    if len(text) > LONGEST_TEXT:
        raise NotVietQR("too_long")
    items = _nested(text, "length")
    merchant = dict(items).get("38")
    if merchant is None:
        raise NotVietQR("no_merchant")
    if not merchant.startswith(f"0010{GUID}"):
        raise NotVietQR("other_network")
    if items[-1].id != "63" or len(items[-1].value) != 4:
        raise BrokenQR("crc_missing")
    if items[-1].value.upper() != crc16(text[:-4]):
        raise BrokenQR("crc")
    return items[:-1]


def _nested(text: str, reason: str) -> tuple[Item, ...]:
    try:
        return split(text)
    except BrokenTLV as error:
        raise BrokenQR(reason, str(error)) from error


def _merchant(top: Mapping[str, str]) -> dict[str, str]:
    merchant = dict(_nested(top["38"], "merchant"))
    if merchant.get("02", TO_ACCOUNT) not in (TO_ACCOUNT, TO_CARD):
        raise BrokenQR("service", merchant["02"])
    return merchant


def _beneficiary(merchant: Mapping[str, str]) -> dict[str, str]:
    beneficiary = dict(_nested(merchant.get("01", ""), "beneficiary"))
    if set(beneficiary) != {"00", "01"}:
        # a wrong length can swallow the service code, with a checksum that is right
        raise BrokenQR("beneficiary", ",".join(beneficiary))
    if not _BIN.fullmatch(beneficiary["00"]):
        raise BrokenQR("bin", beneficiary["00"])
    if not _ACCOUNT.fullmatch(beneficiary["01"]):
        raise BrokenQR("account", beneficiary["01"])
    return beneficiary


def _check(top: Mapping[str, str]) -> None:
    expected = {"00": ("01",), "01": (STATIC, DYNAMIC), "53": ("704",), "58": ("VN",)}
    for number, allowed in expected.items():
        if top.get(number) not in allowed:
            raise BrokenQR({"00": "format", "01": "initiation", "53": "currency", "58": "country"}[number])


def _amount(written: str) -> int:
    if not _AMOUNT.fullmatch(written):
        raise BrokenQR("amount", written)
    amount = Decimal(written)
    if amount <= 0 or amount != int(amount):
        raise BrokenQR("amount", written)
    return int(amount)


def encode(qr: VietQR) -> str:
    """A parsed VietQR in the standard order: ids ascending, also inside templates, everything kept, checksum last."""
    values = {item.id: item.value for item in qr.items}
    for template in ("38", "62"):
        if template in values:
            values[template] = join(sorted(split(values[template])))
    return _closed(join(sorted(Item(*pair) for pair in values.items())))


def build(
    bin: str,
    account: str,
    amount: int | None = None,
    *,
    purpose: str | None = None,
    additional: Mapping[str, str] | None = None,
    dynamic: bool | None = None,
    to_card: bool = False,
    mcc: str | None = None,
    name: str | None = None,
    city: str | None = None,
    postal_code: str | None = None,
) -> str:
    """The text of a new VietQR in the standard order, checksum included; `amount` in đồng.

    `dynamic` (one payment only) unless said otherwise whenever an amount stands. Texts must be ANS already (`memo`
    makes them so): nothing is cut or changed here, a value the specification does not allow raises ValueError.
    """
    if not _BIN.fullmatch(bin) or not _ACCOUNT.fullmatch(account):
        raise ValueError("the beneficiary is a BIN of 6 digits and an account of up to 19 letters and digits")
    if amount is not None and not 0 < amount < TRANSFER_LIMIT:
        raise ValueError(f"no single transfer can move {amount} đồng")
    extra = dict(additional or {}) | ({PURPOSE: purpose} if purpose else {})
    objects = {
        "00": "01",
        "01": DYNAMIC if (amount is not None if dynamic is None else dynamic) else STATIC,
        "38": _merchant_info(bin, account, TO_CARD if to_card else TO_ACCOUNT),
        "52": mcc,
        "53": "704",
        "54": str(amount) if amount is not None else None,
        "58": "VN",
        "59": name,
        "60": city,
        "61": postal_code,
        "62": _additional(extra),
    }
    items = [Item(number, value) for number, value in objects.items() if value]
    _check_texts(items)
    return _closed(join(items))


def _merchant_info(bin: str, account: str, service: str) -> str:
    beneficiary = join([Item("00", bin), Item("01", account)])
    return join([Item("00", GUID), Item("01", beneficiary), Item("02", service)])


def _additional(extra: Mapping[str, str]) -> str | None:
    for number, value in extra.items():
        limit = 3 if number == "09" else 25
        if not re.fullmatch(r"0[1-9]", number) or not _ANS.fullmatch(value) or len(value) > limit:
            raise ValueError(f"62.{number} takes at most {limit} plain characters, not {value!r}")
    return join(Item(number, extra[number]) for number in sorted(extra)) or None


def _check_texts(items: list[Item]) -> None:
    for item in items:
        if not _ANS.fullmatch(item.value) or len(item.value) > _TEXT_LIMITS.get(item.id, 99):
            raise ValueError(f"object {item.id} takes plain characters only, not {item.value!r}")
        if item.id == "52" and not re.fullmatch(r"[0-9]{4}", item.value):
            raise ValueError(f"a category has four digits, not {item.value!r}")


def _closed(text: str) -> str:
    return f"{text}6304{crc16(text + '6304')}"


def memo(text: str, limit: int = 25) -> str:
    """Text as banks carry it: no diacritics (đ → d), letters, digits and single spaces, at most `limit` characters."""
    plain = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    kept = "".join(char for char in plain if not unicodedata.combining(char))
    return " ".join(re.sub(r"[^0-9A-Za-z]+", " ", kept).split())[:limit].strip()
