"""What the server's part says: a table and a chart in docs/, between marks, so that the words around them stay ours."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tools.bench import chart
from tools.bench.asking import PAGES
from tools.bench.figures import Figures, ratio

DOCS = Path(__file__).resolve().parent.parent.parent / "docs"
SMALL, CEILING = 1_000, "ceiling"
PER_SECOND, MILLISECONDS = 0, 1  # of Figures.by_round
HALF, MOST_GROWTH = 0.5, 1.3


@dataclass(frozen=True)
class Result:
    """`measured`: side → page → figures; `memory`: side → (resident, proportional) megabytes of each worker."""

    size: int
    measured: dict[str, dict[str, Figures]]
    memory: dict[str, list[tuple[float, float | None]]]

    @property
    def apps(self) -> list[str]:
        return [side for side in self.measured if side != CEILING]

    def of_ceiling(self, side: str, page: str) -> float | None:
        """Requests a second as a share of the ceiling's."""
        bound = self.measured[CEILING].get(page)
        return ratio(self.measured[side][page], bound, PER_SECOND) if bound else None

    def growth(self, engine: str, page: str) -> float:
        """How many times as long a request takes with `size` dossiers as with the small number (medians)."""
        return ratio(
            self.measured[f"{engine} {self.size}"][page], self.measured[f"{engine} {SMALL}"][page], MILLISECONDS
        )


def write(result: Result, docs: Path = DOCS) -> None:
    """The parts of docs/speed.md for this size, and its chart."""
    name = "ceiling" if result.size <= SMALL else f"growth-{result.size}"
    shown = table(result) if result.size <= SMALL else growth_table(result)
    drawn = ceiling_chart(result) if result.size <= SMALL else growth_chart(result)
    (docs / f"speed-{name}.svg").write_text(drawn, encoding="utf-8")
    path = docs / "speed.md"
    path.write_text(between(path.read_text(encoding="utf-8"), f"server {name}", shown), encoding="utf-8")
    print(shown)


def between(text: str, mark: str, new: str) -> str:
    """`text` with `new` between the two marks of that name. Raises LookupError where there are none."""
    begin, end = f"<!-- {mark} -->", f"<!-- end of {mark} -->"
    if begin not in text or end not in text:
        raise LookupError(f"{begin} … {end} do not stand in the page")
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: f"{begin}\n{new}\n{end}", text, flags=re.DOTALL)


def table(result: Result) -> str:
    head = ["Page", "Side", "Requests/s", "p50 ms", "p95 ms", "p99 ms", "Processor ms", "Queries", "Of the ceiling"]
    rows = []
    for page in PAGES:
        for side, pages in result.measured.items():
            if page.id in pages:
                one, share = pages[page.id], result.of_ceiling(side, page.id)
                rows.append([page.name, _side(side), *_numbers(one), _whole(one.queries), _share(share, side)])
    return "\n".join([*_rows(head, rows), "", _memory(result)])


def growth_table(result: Result) -> str:
    head = ["Page", "Engine", "p50 ms at 1,000", f"p50 ms at {result.size:,}", "p99 ms at the latter", "Times as long"]
    rows = []
    for page in PAGES:
        for engine in _engines(result):
            small, large = (result.measured[f"{engine} {size}"][page.id] for size in (SMALL, result.size))
            times = f"{result.growth(engine, page.id):.2f}"
            rows.append([page.name, engine, f"{small.p50:.1f}", f"{large.p50:.1f}", f"{large.p99:.1f}", times])
    return "\n".join(_rows(head, rows))


def ceiling_chart(result: Result) -> str:
    bars = [
        (f"{page.name}, {_side(side)}", share)
        for page in PAGES for side in result.apps if (share := result.of_ceiling(side, page.id)) is not None
    ]  # fmt: skip
    return chart.bars("Requests a second, as a share of a bare page of the same bytes", bars, HALF, "{:.0%}")


def growth_chart(result: Result) -> str:
    title = f"A request with {result.size:,} dossiers, as many times as long as with 1,000"
    bars = [(f"{page.name}, {engine}", result.growth(engine, page.id)) for page in PAGES for engine in _engines(result)]
    return chart.bars(title, bars, MOST_GROWTH, "{:.2f}")


def _engines(result: Result) -> list[str]:
    return list(dict.fromkeys(side.split()[0] for side in result.apps))


def _side(side: str) -> str:
    return side.split()[0]


def _numbers(one: Figures) -> list[str]:
    return [f"{one.per_second:,.0f}", f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.p99:.1f}", f"{one.cpu:.2f}"]


def _whole(number: int | None) -> str:
    return "" if number is None else str(number)


def _share(share: float | None, side: str) -> str:
    return "" if share is None or side == CEILING else f"{share:.0%}"


def _rows(head: list[str], rows: Iterable[list[str]]) -> list[str]:
    rule = ["---", "---", *("--:" for _ in head[2:])]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def _memory(result: Result) -> str:
    said = (f"{_side(side)} {_worker(workers)}" for side, workers in result.memory.items())
    return f"Memory of a worker after the run (resident; in brackets with shared pages counted in part): {'; '.join(said)}."


def _worker(workers: list[tuple[float, float | None]]) -> str:
    resident = max(rss for rss, _pss in workers)
    parts = [pss for _rss, pss in workers if pss is not None]
    return f"{resident:.0f} MB" + (f" ({max(parts):.0f} MB)" if parts else "")
