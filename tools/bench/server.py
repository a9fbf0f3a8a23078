"""The server's part of `make bench`: pages side by side on both engines, against the ceiling, and small against large."""

import os
import socket
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.engines import Server
from tools.bench import load, report
from tools.bench.asking import PAGES, Page
from tools.bench.figures import Figures, figures
from tools.bench.report import Result
from tools.bench.sides import Side, start_app, start_ceiling, stop
from tools.starting import port_from

SMALL = 1_000
ENGINES = ("sqlite", "postgresql")
CEILING = "ceiling"
ROUNDS, EACH = 5, 120


def measure(size: int = SMALL, engines: tuple[str, ...] = ENGINES, rounds: int = ROUNDS, each: int = EACH) -> Result:
    """Every page on every side; a larger `size` is measured beside the small one of the same engine."""
    with _sides(sorted({SMALL, size} if size > SMALL else {size}), engines) as sides:
        for page in PAGES:
            for side in sides:
                _run(side, page, max(8, each // 10))  # caches of all kinds are warm afterwards
        measured = {side.name: _figures(side, page_runs) for side, page_runs in _rounds(sides, rounds, each).items()}
        memory = {side.name: side.memory() for side in sides}
    return Result(size, measured, memory)


@contextmanager
def _sides(sizes: list[int], engines: tuple[str, ...]) -> Iterator[list["Side"]]:
    port = port_from("PORT", 8110)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="mcbench")))
        sides: list[Side] = []
        stack.callback(stop, sides)
        server = Server() if "postgresql" in engines else None
        if server:
            stack.callback(server.stop)
        stack.callback(stop, sides)
        for engine in engines:
            for size in sizes:
                name = f"{engine} {size}"
                if server and engine == "postgresql":
                    server.execute(f"create database bench_{size}")
                    url = server.url(f"bench_{size}")
                else:
                    url = f"sqlite:///{folder / name / 'motcham.sqlite3'}"
                sides.append(start_app(name, url, size, port + len(sides), folder / name, folder / "secrets.json"))
        bodies = [(page.id, _body(sides[0], page)) for page in PAGES if page.public]
        sides.append(start_ceiling(bodies, port + len(sides), folder / CEILING))
        yield sides


def _body(side: Side, page: Page) -> str:
    with socket.create_connection(("127.0.0.1", side.port)) as connection:
        connection.sendall(side.asked(page, 1)[0])
        return load.answer(connection)[1].decode()


Runs = dict[str, list[tuple[load.Measured, float]]]


def _rounds(sides: list[Side], rounds: int, each: int) -> dict["Side", Runs]:
    """Page by page each side in turn, beginning with another one every round, so that what disturbs meets all alike."""
    runs: dict[int, Runs] = {number: defaultdict(list) for number in range(len(sides))}
    for turn in range(rounds):
        for page in PAGES:
            for place in range(len(sides)):
                number = (place + turn) % len(sides)
                if done := _run(sides[number], page, each):
                    runs[number][page.id].append(done)
    return {side: runs[number] for number, side in enumerate(sides)}


def _run(side: Side, page: Page, each: int) -> tuple[load.Measured, float] | None:
    return side.run(page, each) if side.people or page.public else None


def _figures(side: Side, runs: Runs) -> dict[str, Figures]:
    return {
        page: figures([measured for measured, _cpu in done], [cpu for _measured, cpu in done], side.queries.get(page))
        for page, done in runs.items()
    }  # fmt: skip


def main() -> None:
    """`SIZE=`: dossiers in the larger databases; `ENGINES=`: sqlite, postgresql or both."""
    size = int(os.environ.get("SIZE") or SMALL)
    engines = tuple((os.environ.get("ENGINES") or " ".join(ENGINES)).split())
    report.write(measure(size, engines))
