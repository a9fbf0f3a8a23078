"""The text form of EMV QR codes (pure): objects of two-digit id, two-digit length and value, closed by a checksum."""

import re
from binascii import crc_hqx
from collections.abc import Iterable
from typing import NamedTuple

LONGEST = 99  # two digits of length
_HEAD = re.compile(r"[0-9]{2}(?:0[1-9]|[1-9][0-9])")


class BrokenTLV(ValueError):
    """Lengths that do not add up, an id twice, or a value too long to be written."""


class Item(NamedTuple):
    """One data object, its value as it stands (a template's value is again a row of objects)."""

    id: str
    value: str


def crc16(text: str) -> str:
    """CRC-16/CCITT-FALSE (poly 1021, init FFFF) of the UTF-8 bytes: always four upper-case hex digits."""
    return f"{crc_hqx(text.encode(), 0xFFFF):04X}"


def split(text: str) -> tuple[Item, ...]:
    """The objects of `text` in their order; raises BrokenTLV."""
    items, at = [], 0
    while at < len(text):
        head = text[at : at + 4]
        if not _HEAD.fullmatch(head):
            raise BrokenTLV(f"no object at {at}")
        value = text[at + 4 : at + 4 + int(head[2:])]
        if len(value) < int(head[2:]):
            raise BrokenTLV(f"object {head[:2]} is cut off")
        items.append(Item(head[:2], value))
        at += 4 + len(value)
    if len({item.id for item in items}) < len(items):
        raise BrokenTLV("an object stands twice")
    return tuple(items)


def join(items: Iterable[Item]) -> str:
    """The text of objects; raises BrokenTLV for an empty value or one over 99 characters."""
    written = []
    for item in items:
        if not 1 <= len(item.value) <= LONGEST:
            raise BrokenTLV(f"object {item.id} has {len(item.value)} characters")
        written.append(f"{item.id}{len(item.value):02}{item.value}")
    return "".join(written)
