"""From measured seconds to what is said of them (pure)."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from tools.bench.load import Measured


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of all do not exceed."""
    place = -(-len(sorted_values) * share // 1)  # rounded up
    return sorted_values[max(0, int(place) - 1)]


@dataclass(frozen=True)
class Figures:
    """Of one page on one side: requests a second (median of the rounds), milliseconds of a request, milliseconds of
    processor a request took on the server, statements a request sends to the database; and of each round the requests
    a second and the median milliseconds."""

    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float
    queries: int | None = None
    by_round: tuple[tuple[float, float], ...] = ()


def ratio(one: Figures, other: Figures, number: int) -> float:
    """How many times the other's figure of `by_round` this one's is: the median of what it was in each round, because what
    disturbs a machine for a while disturbs both."""
    return median(mine[number] / theirs[number] for mine, theirs in zip(one.by_round, other.by_round, strict=True))


def figures(rounds: Sequence[Measured], cpu: Sequence[float], queries: int | None = None) -> Figures:
    """`cpu`: seconds of processor the server took in each round."""
    every = sorted(1000 * one for measured in rounds for one in measured.each)
    each = [1000 * spent / len(measured.each) for spent, measured in zip(cpu, rounds, strict=True)]
    return Figures(
        median(one.per_second for one in rounds), percentile(every, 0.5), percentile(every, 0.95), percentile(every, 0.99),
        median(each), queries, tuple((one.per_second, 1000 * median(one.each)) for one in rounds),
    )  # fmt: skip
