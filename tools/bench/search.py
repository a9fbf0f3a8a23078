"""The search's part of `make bench`: what a question costs among 500, 5,000 and 50,000 procedures, through the index and by looking at
every name; how long the index takes to make and how large it is. In this process, without a server."""

import gc
import random
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from unittest.mock import patch

from tests.procedures.labelled import distractors, indexes, questions
from tools.bench.figures import percentile
from tools.bench.report import DOCS, between
from webapp.procedures import search
from webapp.procedures.search import Entry, Index, answer

SIZES = (500, 5_000, 50_000)
ROUNDS, BY_HAND = 5, 5  # of all questions through the index; questions answered by looking at every name


@dataclass(frozen=True)
class Measured:
    """Of one size: seconds to make the index, megabytes of it, milliseconds of a question by round, by hand."""

    size: int
    seconds: float
    megabytes: float
    rounds: list[list[float]]
    by_hand: float

    @property
    def p50(self) -> float:
        return median(median(one) for one in self.rounds)

    @property
    def p95(self) -> float:
        return median(percentile(sorted(one), 0.95) for one in self.rounds)


def names(size: int) -> Iterator[Entry]:
    """That many procedures: the nationwide names as they are, and where those are not enough the beginning of one with the end
    of another."""
    real = distractors(indexes()[0].codes)
    chance = random.Random(4)
    for number, (_code, name, field) in enumerate(real[:size]):
        yield Entry(f"7.{number:06}", (name, f"{field} {name}"))
    for number in range(len(real), size):
        (_a, first, field), (_b, second, _c) = chance.sample(real, 2)
        head, tail = first.split(), second.split()
        name = " ".join(head[: len(head) // 2 + 1] + tail[len(tail) // 2 :])
        yield Entry(f"7.{number:06}", (name, f"{field} {name}"))


def _times(asked: list[str], found_in: tuple[Index, Index]) -> list[float]:
    took = []
    for say in asked:
        began = perf_counter()
        answer(found_in, say)
        took.append(1000 * (perf_counter() - began))
    return took


def measure(sizes: tuple[int, ...] = SIZES, rounds: int = ROUNDS) -> list[Measured]:
    """Sizes in turns, beginning with another one each round."""
    asked = [one.say for half in ("blind", "seen") for one in questions(half)]
    made, ours = [_make(size - len(indexes()[0].entries)) for size in sizes], indexes()[0]
    runs: list[list[list[float]]] = [[] for _ in sizes]
    for turn in range(rounds):
        for place in range(len(sizes)):
            at = (place + turn) % len(sizes)
            gc.collect()
            runs[at].append(_times(asked, (ours, made[at][0])))
    by_hand = [_by_hand(asked[:: len(asked) // BY_HAND], (ours, index)) for index, _seconds, _megabytes in made]
    return [
        Measured(size, made[at][1], made[at][2], runs[at], by_hand[at]) for at, size in enumerate(sizes)
    ]  # fmt: skip


def _make(size: int) -> tuple[Index, float, float]:
    wording, entries = indexes()[0].wording, list(names(size))
    began = perf_counter()
    index = Index(entries, wording, curated=False)
    seconds = perf_counter() - began
    tracemalloc.start()
    Index(entries, wording, curated=False)
    weighed = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return index, seconds, weighed / 1e6


def _by_hand(asked: list[str], found_in: tuple[Index, Index]) -> float:
    """The same ranking without postings."""
    every: Callable[..., range] = lambda index, _asked: range(len(index.ways))  # noqa: E731
    with patch.object(search, "_touched", every):
        return median(_times(asked, found_in))


def table(measured: list[Measured]) -> str:
    rows = [
        "| Procedures | ms a question, p50 | p95 | Times as long as with the fewest | Looking at every name, ms | Times the index | Index made in, s | Its size, MB |",
        "| --: | --: | --: | --: | --: | --: | --: | --: |",
    ]
    for one in measured:
        growth = median(
            median(mine) / median(least) for mine, least in zip(one.rounds, measured[0].rounds, strict=True)
        )
        rows.append(
            f"| {one.size:,} | {one.p50:.1f} | {one.p95:.1f} | {growth:.2f} | {one.by_hand:.0f} | {one.by_hand / one.p50:.0f} "
            f"| {one.seconds:.1f} | {one.megabytes:.0f} |"
        )
    return "\n".join(rows)


def main() -> None:
    path = DOCS / "search.md"
    made = table(measure())
    path.write_text(between(path.read_text(encoding="utf-8"), "growth", made), encoding="utf-8")
    print(made)
