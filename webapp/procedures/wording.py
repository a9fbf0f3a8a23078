"""What somebody says, as words that can be compared: accents kept apart from letters, short forms written out, and what is
said in several ways said in one. Written a second time for phones (static/js/search/wording.js); docs/search.md tells it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from webapp.normal import normal

WORD = re.compile(r"[a-z\u00df-\u00f6\u00f8-\u024f\u1e00-\u1eff]+|[0-9]+")
TONES = {"\u0300": 1, "\u0301": 2, "\u0303": 3, "\u0309": 4, "\u0323": 5}  # huyền, sắc, ngã, hỏi, nặng
CONFUSED = {3, 4}  # much of the country writes one for the other
MARKS = re.compile("[\u0300-\u036f]")
LONG_I = re.compile("([bcdghklmnpqrstv])y$")  # «kí» and «ký», «lí» and «lý» are one
IDLE, WEAK, MATTER = 0, 1, 2


@dataclass(frozen=True)
class Word:
    """`plain`: a to z and digits; `hats`: with ă â ê ô ơ ư đ; `tone`: 0 none, then huyền, sắc, ngã, hỏi, nặng."""

    plain: str
    hats: str
    tone: int

    @property
    def marked(self) -> bool:
        return self.tone > 0 or self.hats != self.plain


@lru_cache(20_000)
def word(text: str) -> Word:
    """Of lower-case letters. Where the tone stands makes no difference: «hoà» and «hòa» are one, «giâý» is «giấy»."""
    tone, hats = 0, ""
    for sign in normal("NFD", text):
        tone = TONES.get(sign, tone)
        hats += "" if sign in TONES else sign
    written = LONG_I.sub(r"\1i", normal("NFC", hats))
    return Word(MARKS.sub("", normal("NFD", written.replace("đ", "d"))), written, tone)


def typed(text: str) -> list[str]:
    """Letters and digits apart: «cấp4» is two words."""
    return WORD.findall(normal("NFC", text.lower()))


def words(text: str) -> list[Word]:
    return [word(one) for one in typed(text)]


def fits(said: Word, written: Word) -> bool:
    """Whether somebody who says this may mean that: the same, without accents, or hỏi for ngã."""
    if said.plain != written.plain:
        return False
    return not said.marked or (said.hats == written.hats and same_tone(said.tone, written.tone))


def same_tone(one: int, other: int) -> bool:
    return one == other or {one, other} == CONFUSED


class WordList:
    """Words of a list: with accents as they stand there, without accents by their letters."""

    def __init__(self, lines: Iterable[str]) -> None:
        listed = [one for line in lines for one in words(line)]
        self.written = frozenset(listed)
        self.plain = frozenset(one.plain for one in listed)

    def __contains__(self, one: Word) -> bool:
        return one in self.written if one.marked else one.plain in self.plain


Phrase = tuple[Word, ...]


class Wording:
    """data/shared/search.yaml, ready to use. `numbers`: of the ranking."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.numbers: Mapping[str, Any] = data["numbers"]
        self._short = {str(short): tuple(typed(whole)) for short, whole in data["short"].items()}
        self._same: dict[str, list[tuple[Phrase, Phrase]]] = {}
        for phrases in data["same"]:
            first, *others = (tuple(words(phrase)) for phrase in phrases)
            for phrase in (first, *others):
                self._same.setdefault(phrase[0].plain, []).append((phrase, first))
        for found in self._same.values():
            found.sort(key=lambda pair: -len(pair[0]))
        self._kinds = (WordList(data["idle"]), WordList(data["weak"]))

    def kind(self, one: Word) -> int:
        """IDLE says nothing of the matter, WEAK would fit any, MATTER tells which."""
        return next((kind for kind, listed in enumerate(self._kinds) if one in listed), MATTER)

    def named(self, text: str) -> str:
        """For telling whether an official name was typed: letters without accents, without words that say nothing."""
        return " ".join(one.plain for one in words(text) if one.plain not in self._kinds[IDLE].plain)

    def written_out(self, text: str) -> list[str]:
        """«mất bn ngày» → mất, bao, nhiêu, ngày."""
        return [whole for one in typed(text) for whole in self._short.get(word(one).plain, (one,))]

    def read(self, text: str) -> list[Word]:
        """«Tôi mất CMND» → tôi mất căn cước."""
        return list(self._in_one_way([word(one) for one in self.written_out(text)]))

    def _in_one_way(self, said: Sequence[Word]) -> Iterator[Word]:
        place = 0
        while place < len(said):
            known = (pair for pair in self._same.get(said[place].plain, ()) if _stands(pair[0], said, place))
            phrase, first = next(known, (said[place : place + 1], said[place : place + 1]))
            yield from first
            place += len(phrase)


def _stands(phrase: Phrase, said: Sequence[Word], place: int) -> bool:
    """One syllable alone is too little to go by without its accents: «mo» may be «mở» as well as «mờ»."""
    there = said[place : place + len(phrase)]
    if len(phrase) == 1 and phrase[0].marked and not there[0].marked:
        return False
    return len(there) == len(phrase) and all(fits(one, other) for one, other in zip(there, phrase, strict=True))
