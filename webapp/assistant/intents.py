"""Pure: what somebody wants to know, and what is left of the question without it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from webapp.procedures import service as procedures

DATA = Path(__file__).parent / "data" / "intents.yaml"
ONWARD = re.compile(
    r"^(?:(?:the|vay|roi) )?con (?!nho|trai|gai|dau|re|toi|em|minh|nuoi|moi|duoi|vua|so)|^(?:and|what about|how about) "
)
NO_WORD = re.compile(r"\W+")
TALK = frozenset(
    [
        "thi",
        "sao",
        "the",
        "nao",
        "a",
        "oi",
        "nhi",
        "nhe",
        "vay",
        "cho",
        "em",
        "anh",
        "chi",
        "toi",
        "minh",
        "hoi",
        "voi",
        "can",
        "biet",
        "xin",
        "ma",
        "la",
        "co",
        "khong",
        "duoc",
        "so",
        "phai",
        "lam",
        "what",
        "about",
        "it",
        "then",
        "is",
        "there",
        "the",
        "a",
        "and",
        "for",
        "please",
    ]
)


@dataclass(frozen=True)
class Asked:
    """`wants`: papers, fee, time, where, online, who, result, in the order of the file; `rest`: the question's other words, plain;
    `onward`: it begins as one goes on asking («còn phí?»)."""

    wants: tuple[str, ...]
    rest: str
    onward: bool = False

    @property
    def says_more(self) -> bool:
        """Whether something is left that may be about another matter."""
        return any(word not in TALK for word in self.rest.split())


class Intents:
    """data/intents.yaml, ready to use."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self.names = tuple(data)
        every = [(procedures.plain(words), name) for name, ways in data.items() for words in ways["ask"]]
        self._asking = sorted(set(every), key=lambda one: (-len(one[0]), one))
        self._alone = {words: name for name, ways in data.items() for words in ways["alone"]}

    def read(self, question: str) -> Asked:
        text, found = f" {procedures.plain(question)} ", set[str]()
        onward = bool(ONWARD.match(text.strip() + " "))
        for words, name in self._asking:
            if f" {words} " in text:
                found.add(name)
                text = text.replace(f" {words} ", " ")
        rest = ONWARD.sub("", text.strip() + " ").strip()
        for name, words in self._said_alone(question, rest):
            found.add(name)
            rest = " ".join(rest.split()).replace(words, "").strip()
        return Asked(tuple(name for name in self.names if name in found), rest, onward)

    def _said_alone(self, question: str, rest: str) -> Iterator[tuple[str, str]]:
        """«giá» asks with its accent; «gia» may be of «gia đình», and asks only where nothing else is said."""
        typed, words = f" {NO_WORD.sub(' ', question.lower())} ", _without_talk(rest)
        for said, name in self._alone.items():
            plain = procedures.plain(said)
            if (said != plain and f" {said} " in typed) or words == plain:
                yield name, plain


def _without_talk(rest: str) -> str:
    return " ".join(word for word in rest.split() if word not in TALK)


def load(path: Path = DATA) -> Intents:
    return Intents(yaml.safe_load(path.read_text(encoding="utf-8")))


def each(wants: Sequence[str]) -> tuple[str, ...]:
    """What is told where nobody asked for anything in particular."""
    return tuple(wants) or ("papers", "fee", "time", "where")
