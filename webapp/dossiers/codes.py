"""The two names of a dossier (pure): the short reference kept for ever, and the official code given at receipt.

The reference has 8 characters of an alphabet of 31: no 0, O, 1, I (they look alike) and no L, because 31 is prime. The
values, weighted 1 to 8, must add up to a multiple of 31; no single wrong character and no swap of two (neighbours or
not) can change the sum by a multiple of a prime so large, so each is noticed.
Official code: TT 01/2018/TT-VPCP art. 19 (the long shape); the short one, `{agency}-{yyMMdd}-{0000}`, is given here.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from webapp.normal import normal

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
PRIME = len(ALPHABET)
LENGTH = 8
# never in a reference, so each is taken for what it was most easily misread from; the check character judges the guess
LOOK_ALIKES = str.maketrans("0O1IL", "QQ7JJ")
_VALUE = {char: value for value, char in enumerate(ALPHABET)}
_DASHES = re.compile(r"[\s\u2010-\u2015\u2212\ufe58\ufe63._-]+")
_OFFICIAL = re.compile(
    r"((?:[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.)?[A-Z][0-9]{2}(?:\.[0-9]{1,4}){0,3})"  # 000.00.16.H49 or H49.12
    r"-([0-9]{6})-([0-9]{4})"
)


class NotAnOfficialCode(ValueError):
    """Neither shape of an official dossier code, or a day that never was."""


@dataclass(frozen=True)
class OfficialCode:
    """An official code taken apart: the agency's identifier, the day of receipt, the number of that day."""

    agency: str
    day: date
    number: int

    def __str__(self) -> str:
        return official_code(self.agency, self.day, self.number)


def new_reference(random_bytes: bytes) -> str:
    """A reference from at least 8 bytes of chance; of 31⁷ there are, the caller still asks whether this one is free."""
    if len(random_bytes) < 8:
        raise ValueError("at least 8 random bytes")
    number, chosen = int.from_bytes(random_bytes, "big"), ""
    for _ in range(LENGTH - 1):
        number, value = divmod(number, PRIME)
        chosen += ALPHABET[value]
    # the last weight is 8; its inverse modulo 31 finds the character that makes the sum divisible
    return chosen + ALPHABET[-_weighted(chosen) * pow(LENGTH, -1, PRIME) % PRIME]


def is_reference(text: str) -> bool:
    """Whether `text` (normalised) is a reference whose check character is right."""
    return len(text) == LENGTH and set(text) <= _VALUE.keys() and _weighted(text) % PRIME == 0


def looks_like_slip(text: str) -> bool:
    """Whether `text` (normalised) may be the code of a paper slip: shaped like a reference, and none; 30 of 31 such texts are."""
    return len(text) == LENGTH and set(text) <= _VALUE.keys() and not is_reference(text)


def _weighted(text: str) -> int:
    return sum(weight * _VALUE[char] for weight, char in enumerate(text, 1))


def normalise(text: str) -> str:
    """As typed or dictated → as stored: upper case, no spaces or dashes, no diacritics of a Vietnamese keyboard.

    0 and O become Q, 1 becomes 7, I and L become J. Never fails; `is_reference` says whether the outcome is one.
    """
    upper = normal("NFKD", text[:100]).upper().replace("Đ", "D")
    kept = "".join(char for char in upper if not unicodedata.combining(char))
    return _DASHES.sub("", kept).translate(LOOK_ALIKES)


def shown(reference: str) -> str:
    """XXXX-XXXX, as it stands on slips and screens."""
    return f"{reference[:4]}-{reference[4:]}"


def official_code(agency: str, day: date, number: int) -> str:
    """`{agency}-{yyMMdd}-{0000}`; `day` is that of receipt, `number` counts 1 to 9999 per agency and day."""
    if not 1 <= number <= 9999 or not 2000 <= day.year <= 2099:
        raise NotAnOfficialCode(f"{agency} {day} {number}")
    code = f"{agency}-{day:%y%m%d}-{number:04}"
    if not _OFFICIAL.fullmatch(code):
        raise NotAnOfficialCode(code)
    return code


def parse_official(text: str) -> OfficialCode:
    """Either shape, however it was typed (small letters, spaces or long dashes); raises NotAnOfficialCode."""
    plain = normal("NFKC", text[:100]).strip().upper()
    match = _OFFICIAL.fullmatch(re.sub(r"\s*[\u2010-\u2015\u2212-]\s*|\s+", "-", plain))
    if not match or match[3] == "0000":
        raise NotAnOfficialCode(text[:100])
    try:
        day = date(2000 + int(match[2][:2]), int(match[2][2:4]), int(match[2][4:]))
    except ValueError as error:
        raise NotAnOfficialCode(text[:100]) from error
    return OfficialCode(match[1], day, int(match[3]))
