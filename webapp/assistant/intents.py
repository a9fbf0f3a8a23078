"""Pure: what somebody wants to know, and what is left of the question without it (docs/assistant.md)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from webapp.procedures import service as procedures
from webapp.procedures.service import Word, Wording, WordList

DATA = Path(__file__).parent / "data" / "intents.yaml"
ONWARD = re.compile(
    r"^(?:(?:the|vay|roi|ok) )*con (?!nho|trai|gai|dau|re|toi|em|minh|nuoi|moi|duoi|vua|so|chua)"
    r"|\bthi sao\b|^(?:the|ok|and|what about|how about) "
)
ANY = "*"  # in a wording: one word, whichever
BETWEEN = frozenset(
    ["nhung", "cac", "co", "la", "thi", "loai", "theo", "them", "cai", "to", "giay"]
)  # may stand between the words of a wording
BEYOND, ASIDE, MATTER = "beyond", "aside", ""
Said = tuple[str, Word]  # as typed, and as it is compared


@dataclass(frozen=True)
class Asked:
    """`wants`: of what the file calls `asks`, in its order; `rest`: the question's other words, `core`: those without the talk at
    both ends; `onward`: put as one goes on asking («còn phí?»); `beyond`: what no catalogue tells is asked for."""

    wants: tuple[str, ...]
    rest: tuple[Said, ...]
    core: tuple[Said, ...]
    onward: bool
    beyond: bool

    @property
    def ways(self) -> tuple[str, ...]:
        """How the matter may be looked for, best first."""
        ways = (" ".join(text for text, _word in said) for said in (self.rest, self.core))
        return tuple(dict.fromkeys(ways))


class Intents:
    """data/intents.yaml, ready to use. `wordings`: of all that can be asked for, and of what can't."""

    def __init__(self, data: Mapping[str, Any], wording: Wording) -> None:
        self._wording = wording
        self.names = tuple(data["asks"])
        self.wordings: Mapping[str, Sequence[str]] = data["asks"] | {BEYOND: data["beyond"]}
        phrases = [*self.wordings.items(), (MATTER, data["matters"]), (ASIDE, data["aside"])]
        self._phrases: dict[str, list[tuple[tuple[Word, ...], str]]] = {}
        for words, name in (
            (tuple(map(procedures.word, line.split())), name) for name, lines in phrases for line in lines
        ):
            self._phrases.setdefault(words[0].plain, []).append((words, name))
        for found in self._phrases.values():
            found.sort(key=lambda one: -len(one[0]))
        self._alone = {procedures.plain(words): name for name, lines in data["alone"].items() for words in lines}
        self._askers = frozenset(" ".join(self._alone).split())
        self._talk = WordList(data["talk"])

    def read(self, question: str) -> Asked:
        said = [(text, procedures.word(text)) for text in self._wording.written_out(question)]
        found, rest, place = set[str](), list[Said](), 0
        while place < len(said):
            end, name = self._phrase(said, place)
            if name == MATTER:
                rest += said[place:end]
            else:
                found.add(name)
            place = end
        core = self._core(rest)
        left = " ".join(word.plain for _text, word in rest if word.plain in self._askers or word not in self._talk)
        if not found and left in self._alone:
            found, rest, core = {self._alone[left]}, [], []
        onward = bool(ONWARD.search(" ".join(word.plain for _text, word in said)))
        return Asked(
            tuple(name for name in self.names if name in found), tuple(rest), tuple(core), onward, BEYOND in found
        )

    def says_more(self, asked: Asked, known: frozenset[str]) -> bool:
        """Whether something is left that is about another matter: `known`, plain words of what was spoken of before."""
        return any(word not in self._talk and word.plain not in known for _text, word in asked.rest)

    def _core(self, rest: Sequence[Said]) -> Sequence[Said]:
        """Without the talk at both ends, if anything is left then."""
        matter = [place for place, (_text, word) in enumerate(rest) if word not in self._talk]
        return rest[matter[0] : matter[-1] + 1] if matter else rest

    def _phrase(self, said: Sequence[Said], place: int) -> tuple[int, str]:
        """Where what stands at `place` ends, and what it asks for; MATTER for a word of its own."""
        for words, name in self._phrases.get(said[place][1].plain, ()):
            end = self._end(words, said, place)
            if end:
                return end, name
        return place + 1, MATTER

    def _end(self, words: Sequence[Word], said: Sequence[Said], place: int) -> int:
        """0 where the words do not stand there."""
        for one in words:
            while (
                place < len(said) and said[place][1].plain in BETWEEN and one.plain not in (said[place][1].plain, ANY)
            ):
                place += 1
            if place == len(said) or (one.plain != ANY and not _alike(said[place][1], one)):
                return 0
            place += 1
        return place


def _alike(said: Word, written: Word) -> bool:
    return said.plain == written.plain and procedures.same_letters(said, written) >= procedures.KNOWN


def load(wording: Wording, path: Path = DATA) -> Intents:
    return Intents(yaml.safe_load(path.read_text(encoding="utf-8")), wording)
