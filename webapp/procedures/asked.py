"""A question, held against what an index knows: its words, what each of them may mean, and what they weigh (docs/search.md).
Written a second time for phones (static/js/search/asked.js)."""

from collections.abc import Sequence
from dataclasses import dataclass

from webapp.procedures import likeness
from webapp.procedures.search_index import Index, Pair, total
from webapp.procedures.wording import Word, word

JOINED, MOST_JOINED, MOST_PARTS = 5, 30, 6  # letters of words typed as one, and how many such words


@dataclass(frozen=True)
class Asked:
    """`near`: id of a known word → places in the question that may mean it, with likeness. `weights`: of the words, then of
    each two side by side; `total` of them all. `pairs`: known words side by side that may be meant."""

    kinds: tuple[int, ...]
    near: dict[int, list[tuple[int, int]]]
    pairs: frozenset[Pair]
    weights: tuple[float, ...]
    total: float

    def share(self, met: Sequence[int]) -> float:
        """How much of the question is met, 0 to 1: `met` has the likeness of each of `weights`."""
        return total(value * weight for value, weight in zip(met, self.weights, strict=True)) / self.total / 100


def ask(index: Index, question: str) -> Asked:
    words = [one for typed in index.wording.read(question) for one in _apart(index, typed)]
    words = words[: index.wording.numbers["words"]]
    meant = [_meant(index, one) for one in words]
    near: dict[int, list[tuple[int, int]]] = {}
    for place, found in enumerate(meant):
        for one, alike in found.items():
            near.setdefault(one, []).append((place, alike))
    pairs = [_pairs(index, *two) for two in zip(meant, meant[1:], strict=False)]
    weights = [index.weight(one) for one in words]
    weights += [max((index.pair_weight(pair) for pair in found), default=0.0) for found in pairs]
    kinds = tuple(index.wording.kind(one) for one in words)
    return Asked(kinds, near, frozenset[Pair]().union(*pairs), tuple(weights), total(weights))


def _meant(index: Index, said: Word) -> dict[int, int]:
    """Known words that may be meant, with likeness: the word itself, or where there is none one that sounds like it or is a
    slip away."""
    found = {one: likeness.same_letters(said, index.vocabulary[one]) for one in index.by_plain.get(said.plain, ())}
    if max(found.values(), default=0) >= likeness.KNOWN:
        return found
    others = set(index.by_sound.get(likeness.sound(said.plain), ()))
    others.update(one for part in likeness.parts(said.plain) for one in index.by_part.get(part, ()))
    for one in sorted(others):
        alike = likeness.other_letters(said, index.vocabulary[one])
        if alike > found.get(one, 0):
            found[one] = alike
    return found


def _pairs(index: Index, one: dict[int, int], other: dict[int, int]) -> set[Pair]:
    least = index.wording.numbers["meant"]
    first, second = (
        {index.vocabulary[at].plain for at, alike in found.items() if alike >= least} for found in (one, other)
    )
    return {(a, b) for a in first for b in second if (a, b) in index.pair_postings}


def _apart(index: Index, said: Word) -> list[Word]:
    """«táchkhẩu», typed as one, in words that are known to stand side by side."""
    if said.plain in index.by_plain or not JOINED <= len(said.plain) <= MOST_JOINED:
        return [said]
    return _cut(index, said.hats, "", MOST_PARTS) or [said]


def _cut(index: Index, text: str, before: str, most: int) -> list[Word]:
    for end in range(len(text) if before else len(text) - 1, 0, -1) if most else ():
        head = word(text[:end])
        if head.plain not in index.by_plain or (before and (before, head.plain) not in index.pair_postings):
            continue
        rest = _cut(index, text[end:], head.plain, most - 1) if end < len(text) else []
        if rest or end == len(text):
            return [head, *rest]
    return []
