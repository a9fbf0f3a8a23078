"""Text messages as networks count them: which alphabet, how many parts, and Vietnamese without its diacritics.

3GPP TS 23.038: 160 characters of the 7-bit alphabet in one part, 153 in each of several; else 70 and 67 units of UCS-2. Pure.
"""

import unicodedata
from dataclasses import dataclass

GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
TWICE = frozenset("\f^{}\\[~]|€")  # behind an escape, which must stand in the same part
PLAIN = str.maketrans({
    "đ": "d", "Đ": "D", "“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "·": "-",
    "\u00a0": " ", "•": "-",
})  # fmt: skip


@dataclass(frozen=True)
class Counted:
    """`encoding`: gsm7 or ucs2; `units` of it, in how many `parts`."""

    encoding: str
    units: int
    parts: int


def counted(text: str) -> Counted:
    """How a network sends `text`; the empty text is one part, too."""
    gsm = all(one in GSM or one in TWICE for one in text)
    sizes = [(2 if one in TWICE else 1) if gsm else (2 if ord(one) > 0xFFFF else 1) for one in text]
    alone, each = (160, 153) if gsm else (70, 67)
    parts = 1 if sum(sizes) <= alone else _filled(sizes, each)
    return Counted("gsm7" if gsm else "ucs2", sum(sizes), parts)


def plain(text: str) -> str:
    """Without diacritics, and with the quotes and dashes of the 7-bit alphabet; what it does not know becomes «?»."""
    bare = unicodedata.normalize("NFD", text.translate(PLAIN))
    bare = "".join(one for one in bare if not unicodedata.combining(one))
    return "".join(one if one in GSM or one in TWICE else "?" for one in bare)


def _filled(sizes: list[int], each: int) -> int:
    """Parts needed when no pair may be split."""
    parts, used = 1, 0
    for size in sizes:
        if used + size > each:
            parts, used = parts + 1, 0
        used += size
    return parts
