"""The glossary (data/terms.yaml), read and checked once a process, and its order by the Vietnamese alphabet."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from webapp.i18n import pick
from webapp.normal import normal

DATA = Path(__file__).parent / "data" / "terms.yaml"
LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True)
class Term:
    """`name`, `say`, `also` by language; `quiet`: explained, but marked in no text; `source` as procedures cite laws."""

    id: str
    name: Mapping[str, str]
    say: Mapping[str, str]
    also: Mapping[str, tuple[str, ...]]
    source: Mapping[str, str] | None
    quiet: bool

    def spellings(self, lang: str) -> tuple[str, ...]:
        return (self.name[lang], *self.also.get(lang, ()))


@cache
def all_terms() -> tuple[Term, ...]:
    """In the order of the file. Raises KeyError or ValueError when a term lacks something or stands there twice."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    if len({row["id"] for row in rows}) < len(rows):
        raise ValueError("a term stands there twice")
    return tuple(_term(row) for row in rows)


def _term(row: Mapping[str, Any]) -> Term:
    texts = {key: {lang: str(row[key][lang]) for lang in ("vi", "en")} for key in ("name", "say")}
    also = {lang: tuple(names) for lang, names in (row.get("also") or {}).items()}
    source = row.get("source")
    dated = source and source | ({"seen": str(source["seen"])} if "seen" in source else {})
    return Term(str(row["id"]), texts["name"], texts["say"], also, dated, bool(row.get("quiet")))


def by_letter(lang: str) -> list[tuple[str, list[Term]]]:
    """Every term under its first letter, in the alphabet's order: [(«Đ», [điểm chỉ, …]), …]."""
    ordered = sorted(all_terms(), key=lambda one: order(pick(one.name, lang)))
    return [(letter, list(found)) for letter, found in groupby(ordered, key=lambda one: first(pick(one.name, lang)))]


def first(word: str) -> str:
    """The letter a word stands under, without its tone: «ủy» under U, «điểm» under Đ."""
    return _plain(word)[:1].upper()


def order(word: str) -> list[tuple[int, str]]:
    """Vietnamese letters have an order of their own (a ă â … d đ e ê …); the tone counts least, and here not at all."""
    return [(LETTERS.find(letter), letter) for letter in _plain(word)]


def _plain(word: str) -> str:
    return normal("NFC", "".join(sign for sign in normal("NFD", word.lower()) if sign not in TONES))
