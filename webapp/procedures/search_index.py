"""What is searched through: every way of asking for every procedure, word by word, made once for what is published
(docs/search.md). Written a second time for phones (static/js/search/catalogue.js)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log
from typing import TypeVar

from webapp.procedures import likeness
from webapp.procedures.wording import MATTER, WEAK, Word, Wording

Thing = TypeVar("Thing", str, tuple[str, str])
Pair = tuple[str, str]


@dataclass(frozen=True)
class Entry:
    """A procedure and all that it is called, its `names` official names first."""

    code: str
    says: tuple[str, ...]
    names: int = 0


@dataclass(frozen=True, slots=True)
class Way:
    """One way of asking for the entry of that number: `ids` of its words, what they weigh, what each two side by side weigh,
    and all of it together."""

    entry: int
    ids: tuple[int, ...]
    weights: tuple[float, ...]
    pairs: tuple[float, ...]
    total: float


class Index:
    """`curated`: procedures that are kept here; others are only listed, each under one name."""

    def __init__(self, entries: Iterable[Entry], wording: Wording, curated: bool = True) -> None:
        self.entries = tuple(entries)
        self.wording = wording
        self.curated = curated
        self.codes = frozenset(entry.code for entry in self.entries)
        self.officially = frozenset(
            (wording.named(name), one.code) for one in self.entries for name in one.says[: one.names]
        )
        self.vocabulary: list[Word] = []
        self.by_plain: dict[str, list[int]] = {}
        self.by_sound: dict[str, list[int]] = {}
        self.by_part: dict[str, list[int]] = {}
        said = [(number, self._ids(say)) for number, entry in enumerate(self.entries) for say in entry.says]
        self._kinds = {
            plain: max(wording.kind(self.vocabulary[one]) for one in ids) for plain, ids in self.by_plain.items()
        }
        self._within = _entries_with((number, self._plains(ids)) for number, ids in said)
        self._pairs_within = _entries_with((number, self._pairs(ids)) for number, ids in said)
        self._weights = [self.weight(one) for one in self.vocabulary]
        self._pair_weights = {pair: self.pair_weight(pair) for pair in self._pairs_within}  # one number for all ways
        self.postings: list[list[int]] = [[] for _ in self.vocabulary]
        self.pair_postings: dict[Pair, list[int]] = defaultdict(list)
        self.ways = [self._way(place, number, ids) for place, (number, ids) in enumerate(said)]

    def weight(self, one: Word) -> float:
        """The fewer procedures say it the more; less where none does, little for words that would fit any paper."""
        within = self._within.get(one.plain)
        known = 1.0 if within else float(self.wording.numbers["unknown"])
        return self._rare(within or 1) * self._share(self.wording.kind(one)) * known

    def pair_weight(self, pair: Pair) -> float:
        """Of two words side by side; nothing where nobody says them so."""
        within = self._pairs_within.get(pair)
        if within is None:
            return 0.0
        kind = max(self._kinds[pair[0]], self._kinds[pair[1]])
        return self._rare(within) * float(self.wording.numbers["pair"]) * self._share(kind)

    def _rare(self, within: int) -> float:
        return log(1 + len(self.entries) / within)

    def _share(self, kind: int) -> float:
        return 1.0 if kind == MATTER else float(self.wording.numbers["weak" if kind == WEAK else "idle"])

    def _ids(self, say: str) -> list[int]:
        return [self._id(one) for one in self.wording.read(say)]

    def _id(self, one: Word) -> int:
        for known in self.by_plain.get(one.plain, ()):
            if self.vocabulary[known] == one:
                return known
        known = len(self.vocabulary)
        self.vocabulary.append(one)
        self.by_plain.setdefault(one.plain, []).append(known)
        self.by_sound.setdefault(likeness.sound(one.plain), []).append(known)
        for part in likeness.parts(one.plain):
            self.by_part.setdefault(part, []).append(known)
        return known

    def _plains(self, ids: Sequence[int]) -> list[str]:
        return [self.vocabulary[one].plain for one in ids]

    def _pairs(self, ids: Sequence[int]) -> list[Pair]:
        plains = self._plains(ids)
        return list(zip(plains, plains[1:], strict=False))

    def _way(self, place: int, number: int, ids: list[int]) -> Way:
        pairs = self._pairs(ids)
        for one in set(ids):
            self.postings[one].append(place)
        for pair in set(pairs):
            self.pair_postings[pair].append(place)
        weights = tuple(self._weights[one] for one in ids)
        joined = tuple(self._pair_weights[pair] for pair in pairs)
        return Way(number, tuple(ids), weights, joined, total([*weights, *joined]))


def total(weights: Iterable[float]) -> float:
    """Added up one after the other, as phones do: `sum` is more exact from Python 3.12 on, and would be another number."""
    added = 0.0
    for weight in weights:
        added += weight
    return added


def _entries_with(said: Iterator[tuple[int, Sequence[Thing]]]) -> dict[Thing, int]:
    """In how many entries each stands."""
    found: dict[Thing, set[int]] = defaultdict(set)
    for number, things in said:
        for thing in things:
            found[thing].add(number)
    return {thing: len(numbers) for thing, numbers in found.items()}
