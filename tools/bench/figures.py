"""From measured seconds to what is said of them (pure)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

from tools.bench.load import Measured


def percentile(sorted_values: Sequence[float], share: float) -> float:
    """The smallest value that at least this share (0 to 1) of all do not exceed."""
    place = -(-len(sorted_values) * share // 1)  # rounded up
    return sorted_values[max(0, int(place) - 1)]


@dataclass(frozen=True)
class Figures:
    """Of one page on one side: requests a second (median of the rounds), milliseconds of a request, milliseconds of
    processor a request took on the server, statements a request sends to the database."""

    per_second: float
    p50: float
    p95: float
    p99: float
    cpu: float
    queries: int | None = None

    def as_json(self) -> dict[str, Any]:
        return {name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()}


def figures(rounds: Sequence[Measured], cpu: Sequence[float], queries: int | None = None) -> Figures:
    """`cpu`: seconds of processor the server took in each round."""
    every = sorted(1000 * one for measured in rounds for one in measured.each)
    each = [1000 * spent / len(measured.each) for spent, measured in zip(cpu, rounds, strict=True)]
    return Figures(
        median(one.per_second for one in rounds), percentile(every, 0.5), percentile(every, 0.95), percentile(every, 0.99),
        median(each), queries,
    )  # fmt: skip
