"""The 12-digit personal number (pure): what can be read from it, and what never may be concluded.

Province or country (3 digits), gender and century (1), year of birth (2), six random digits; no check digit. A
corrected birth record or gender can make it differ from the person: warn, never block.
Source: NĐ 137/2015 art. 13, TT 59/2021/TT-BCA art. 4.
"""

import re
from functools import cache
from pathlib import Path
from typing import Literal

import yaml

Gender = Literal["Nam", "Nữ"]
DATA = Path(__file__).parent / "data" / "provinces.yaml"
_NUMBER = re.compile(r"[0-9]{12}")


def is_personal_number(text: str) -> bool:
    """Twelve digits; nothing more can be checked."""
    return _NUMBER.fullmatch(text) is not None


def gender_of(number: str) -> Gender:
    """What the fourth digit says: even male, odd female."""
    return "Nữ" if int(number[3]) % 2 else "Nam"


def birth_year_of(number: str) -> int:
    """What digits four to six say: 0 and 1 for 1900–1999, 2 and 3 for 2000–2099, and so on."""
    return 1900 + 100 * (int(number[3]) // 2) + int(number[4:6])


def province_of(number: str) -> str | None:
    """Where the birth was registered, by the name of then; None for a country or a code not in the list."""
    return provinces().get(number[:3])


@cache
def provinces() -> dict[str, str]:
    """Code → name, confirmed ones and those from memory alike (the file marks them)."""
    marks: dict[str, dict[str, str]] = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return marks["confirmed"] | marks["from_memory"]
