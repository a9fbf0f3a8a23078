"""The sides that are measured: the app as in production on a filled database of each engine, and the bare ceiling."""

import os
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil
from flask import Flask
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tools import starting
from tools.bench import ceiling, load
from tools.bench.asking import PAGES, Page, People
from tools.bench.fill import fill
from tools.processes import Children
from webapp import create_app
from webapp.config import Config
from webapp.units import service as units

SECRETS = "demo-secrets.json"


@dataclass(eq=False)
class Side:
    """A running server. `memory`: bytes of each worker, shared ones counted in part where the system tells."""

    name: str
    port: int
    children: Children
    app: Flask | None = None
    engine: Engine | None = None
    people: People | None = None
    queries: dict[str, int] = field(default_factory=dict)

    @property
    def host(self) -> str:
        return f"localhost:{self.port}"

    def run(self, page: Page, wanted: int) -> tuple[load.Measured, float]:
        """What was measured, and the seconds of processor that the server took."""
        asked = self.asked(page, wanted)
        before = self.processor()
        return load.run(self.port, asked, page.wanted), self.processor() - before

    def asked(self, page: Page, wanted: int) -> list[bytes]:
        if self.people is None:
            return [load.request("GET", f"/{page.id}", self.host)] * wanted
        return [one.as_bytes(self.host) for one in page.ask(self.people, wanted)]

    def count_queries(self) -> None:
        """After a first request: what a process reads once is not what a page costs."""
        if self.app and self.engine and self.people:
            for page in PAGES:
                self.queries[page.id] = [one.queries(self.app, self.engine) for one in page.ask(self.people, 2)][-1]

    def processor(self) -> float:
        return sum(sum(worker.cpu_times()[:2]) for worker in self._workers())

    def memory(self) -> list[tuple[float, float | None]]:
        """(resident, proportional) megabytes of each worker; a worker that hides its memory does not tell the second."""
        return [(worker.memory_info().rss / 1e6, _proportional(worker)) for worker in self._workers()]

    def _workers(self) -> list[psutil.Process]:
        return psutil.Process(self.children.running[-1].process.pid).children(recursive=True)


def _proportional(worker: psutil.Process) -> float | None:
    try:
        return float(worker.memory_full_info().pss) / 1e6
    except psutil.AccessDenied:
        return None


def start_app(name: str, url: str, size: int, port: int, folder: Path, secrets: Path) -> Side:
    """The app with `size` dossiers in the empty database at `url`."""
    folder.mkdir(parents=True)
    if secrets.exists():  # all sides are used by this one process, which has one master key
        shutil.copy(secrets, folder / SECRETS)
    env = {"DEMO": "1", "DATA": str(folder), "DATABASE_URL": url, "PORT": str(port), "PROXIES": "1"}
    config = Config.from_env(env)
    shutil.copy(folder / SECRETS, secrets)
    begun = time.monotonic()
    starting.prepare(config)
    app = create_app(config)
    made = app.extensions["sessions"]
    with app.app_context(), made.write() as db:
        receiving = [unit.id for unit in units.receiving_units(db)]
    fill(made.engine, size, receiving)
    _settle(made.engine)
    with app.app_context():
        people = People(app, made.write())
    print(f"{name}: {size:,} dossiers in {time.monotonic() - begun:.0f} s", flush=True)
    side = Side(name, port, Children(folder / "log", os.environ | env), app, made.engine, people)
    starting.start_web(side.children, "--host", "127.0.0.1", "--port", str(port))
    _wait(side, "/healthz")
    side.count_queries()
    return side


def start_ceiling(pages: Sequence[tuple[str, str]], port: int, folder: Path) -> Side:
    """`pages`: names and bodies."""
    folder.mkdir(parents=True)
    for name, body in pages:
        ceiling.write(folder, name, body)
    side = Side("ceiling", port, Children(folder / "log", os.environ | {ceiling.FOLDER: str(folder)}))
    words = ("--host", "127.0.0.1", "--port", str(port), "tools.bench.ceiling:create_app")
    side.children.start("ceiling", *starting.GRANIAN, *words)
    _wait(side, f"/{pages[0][0]}")
    return side


def _wait(side: Side, path: str) -> None:
    side.children.wait_until(lambda: starting.answers(side.port, path), 60, side.name)


def _settle(engine: Engine) -> None:
    """What a database does by itself within some minutes after very many rows came."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("VACUUM ANALYZE")
            connection.exec_driver_sql("CHECKPOINT")
        else:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def stop(sides: Sequence[Side]) -> None:
    for side in sides:
        side.children.stop()
        _close(side.people, side.engine)


def _close(people: Any, engine: Engine | None) -> None:
    session: Session | None = people.db if people else None
    if session is not None:
        session.close()
    if engine is not None:
        engine.dispose()
