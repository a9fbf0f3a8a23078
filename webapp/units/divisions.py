"""The provinces and communes of the two-tier system since 1 July 2025 (NQ 202/2025/QH15), from data/divisions.json.

Codes are those of the General Statistics Office: two digits a province, five a commune. Pure look-ups; no database.
"""

import json
import unicodedata
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from webapp.i18n import pick
from webapp.normal import normal

FILE = Path(__file__).parent / "data/divisions.json"
KINDS_EN = {
    "tỉnh": "Province", "thành phố": "City", "phường": "Ward", "xã": "Commune", "đặc khu": "Special Zone",
}  # fmt: skip
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"  # huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries
SHAPES = {"ă": "a\u0306", "â": "a\u0302", "ê": "e\u0302", "ô": "o\u0302", "ơ": "o\u031b", "ư": "u\u031b"}
WHOLE = {shape: letter for letter, shape in SHAPES.items()}


class UnknownWard(LookupError):
    """There is no such commune in that province."""


@dataclass(frozen=True)
class Ward:
    code: str
    kind: str
    name: str

    @property
    def text(self) -> dict[str, str]:
        """{vi: "phường Hồng Gai", en: "Hồng Gai Ward"}"""
        return {"vi": f"{self.kind} {self.name}", "en": f"{self.name} {KINDS_EN[self.kind]}"}


@dataclass(frozen=True)
class Province(Ward):
    """`note` says in both languages what is not settled about the label; most have none."""

    note: dict[str, str] | None = None
    wards: dict[str, Ward] = field(default_factory=dict, repr=False, hash=False)


def collation(name: str) -> tuple[list[int], list[int]]:
    """A key that sorts as a Vietnamese dictionary: letters first (a ă â … o ô ơ …), tones only when these are equal."""
    letters: list[int] = []
    tones: list[int] = []
    for sign in unicodedata.normalize("NFC", name.lower()):
        parts = unicodedata.normalize("NFD", sign)
        tone = next((mark for mark in parts[1:] if mark in TONES), "")
        bare = parts.replace(tone, "") if tone else parts
        letter = WHOLE.get(bare, bare)
        letters.append(LETTERS.find(letter) + 1)
        tones.append(TONES.find(tone) + 1 if tone else 0)
    return letters, tones


def folded(name: str) -> str:
    """For comparing: lower case without marks, so that «Hiệp Hòa», «Hiệp Hoà» and «hiep hoa» are one."""
    plain = normal("NFD", name.lower().replace("đ", "d").replace("’", "'"))
    return " ".join("".join(sign for sign in plain if not unicodedata.combining(sign)).split())


@cache
def table() -> dict[str, Province]:
    """Province code → province with its communes, both in dictionary order."""
    raw: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    made = []
    for entry in raw["provinces"]:
        found = sorted((Ward(*row) for row in entry["wards"]), key=lambda ward: collation(ward.name))
        wards = {ward.code: ward for ward in found}
        made.append(Province(entry["code"], entry["kind"], entry["name"], entry.get("note"), wards))
    return {province.code: province for province in sorted(made, key=lambda one: collation(one.name))}


@cache
def _everywhere() -> dict[str, Ward]:
    return {code: ward for province in table().values() for code, ward in province.wards.items()}


def provinces() -> list[tuple[str, str]]:
    """(code, name) of the 34 provinces, in dictionary order: ("22", "tỉnh Quảng Ninh")."""
    return [(province.code, pick(province.text)) for province in table().values()]


def wards(province_code: str, lang: str | None = None) -> list[tuple[str, str]]:
    """(code, name) of a province's communes in dictionary order; empty for a code that is no province."""
    province = table().get(province_code)
    return [(ward.code, pick(ward.text, lang)) for ward in province.wards.values()] if province else []


def province_name(code: str) -> str:
    """«tỉnh Quảng Ninh» / «Quảng Ninh Province»; "" for a code that is none."""
    return pick(table()[code].text) if code in table() else ""


def ward_name(code: str) -> str:
    """«phường Hồng Gai» / «Hồng Gai Ward»; "" for a code that is none."""
    return pick(_everywhere()[code].text) if code in _everywhere() else ""


def place(code: str) -> dict[str, str]:
    """The {vi, en} name of a province (two digits) or commune (five). Raises UnknownWard."""
    found = table().get(code) or _everywhere().get(code)
    if found is None:
        raise UnknownWard(code)
    return found.text


def is_ward(province_code: str, ward_code: str) -> bool:
    """Whether the commune lies in that province."""
    return province_code in table() and ward_code in table()[province_code].wards


def find_ward(province_code: str, typed: str) -> str | None:
    """The code of the commune somebody typed («Hồng Gai», «phuong hong gai»); None when none or several fit.

    An exact spelling wins over one without marks, because a few provinces have Cẩm Giang beside Cẩm Giàng.
    """
    province = table().get(province_code)
    if province is None or not typed.strip():
        return None
    exact = " ".join(normal("NFC", typed).lower().split())
    for fold in (lambda name: name.lower(), folded):
        wanted = fold(exact)
        fits = [w.code for w in province.wards.values() if wanted in (fold(w.name), fold(f"{w.kind} {w.name}"))]
        if len(fits) == 1:
            return fits[0]
    return None


def choose_ward(province_code: str, ward_code: str, typed: str = "") -> str:
    """The commune meant by a form: what was typed counts when the list showed another province. Raises UnknownWard."""
    if is_ward(province_code, ward_code) and not typed.strip():
        return ward_code
    found = find_ward(province_code, typed)
    if found is None:
        raise UnknownWard(typed or ward_code)
    return found
