"""Commands: set up, work, look after, publish. `flask --app webapp <command>`, or called by `make run` and the tests."""

import math
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from datetime import datetime
from pathlib import Path

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp import assets, calendar_days, db, key_commands, nightly, outbox
from webapp.config import ROOT
from webapp.jobs import EVERY, handlers
from webapp.national import commands as national_commands
from webapp.procedures import service as procedures
from webapp.units import service as units

CLEAN_EVERY = 6 * 3600  # seconds
REPEAT_EVERY = 20


def migrate(engine: Engine) -> None:
    """Bring the database to the newest version of its tables."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "webapp" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def load(session: Session) -> None:
    """Load what ships with the app: calendar, units, procedures; harmless when repeated."""
    calendar_days.seed(session)
    units.load(session)
    procedures.publish(session)


def prepare(engine: Engine) -> None:
    """Tables and data that every running app needs; harmless when repeated."""
    migrate(engine)
    with db.Sessions(engine).write.begin() as session:
        load(session)


def work(app: Flask, stop: threading.Event, lanes: Sequence[str] = outbox.LANES) -> None:
    """Run jobs as they come due until told to stop: a thread a lane, so that no quick job waits for a slow one.

    A thread that fails ends the others and is heard of: whoever restarts processes starts a whole worker.
    """
    with ThreadPoolExecutor(len(lanes)) as pool:
        running = [pool.submit(_drain, app, stop, lane) for lane in lanes]
        wait(running, return_when=FIRST_EXCEPTION)
        stop.set()
    for one in running:
        one.result()


def _drain(app: Flask, stop: threading.Event, lane: str) -> None:
    """One lane. The slow one also cleans up every few hours, the quick one begins what comes again and again; it may be
    told to stop after each job."""
    made, table = app.extensions["sessions"], handlers(app.config["CONFIG"])
    clean_at = time.monotonic() if lane == outbox.SLOW else math.inf
    repeat_at = time.monotonic() if lane == outbox.QUICK else math.inf
    while not stop.is_set():
        with app.app_context():
            if time.monotonic() >= repeat_at:
                repeat_at = time.monotonic() + REPEAT_EVERY
                outbox.repeat(made, EVERY)
            if time.monotonic() >= clean_at:
                clean_at = time.monotonic() + CLEAN_EVERY
                clean_up(app)
            ran = outbox.run_due(made, table, lane, outbox.BATCH if lane == outbox.QUICK else 1)
        if not ran:
            stop.wait(0.5)


def clean_up(app: Flask) -> list[str]:
    """Apply the rules of retention.yaml; returns the names of rules that failed."""
    return nightly.run(app.extensions["sessions"], app.extensions["documents_store"])


def attach(app: Flask) -> None:
    key_commands.attach(app)

    @app.cli.command("setup")
    def setup() -> None:
        """Create or migrate the database, load units, calendar and procedures, pack the static files."""
        prepare(app.extensions["sessions"].engine)
        assets.pack(app)

    @app.cli.command("work")
    @click.option("--lane", type=click.Choice(outbox.LANES), help="only these jobs; without it all, side by side")
    def work_command(lane: str | None) -> None:
        """The worker: runs jobs of the outbox until stopped."""
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        click.echo("worker ready")
        work(current_app._get_current_object(), stop, [lane] if lane else outbox.LANES)  # type: ignore[attr-defined]

    @app.cli.command("nightly")
    def nightly_command() -> None:
        """Clean up what is over; the worker does it too."""
        if failed := clean_up(app):
            raise click.ClickException(f"failed: {', '.join(failed)} (the log says why)")

    @app.cli.group("catalogue")
    def catalogue() -> None:
        """The procedures."""

    @catalogue.command("publish")
    def publish() -> None:
        """Publish the YAML files that changed; each mistake is named by file, line and field."""
        try:
            with app.extensions["sessions"].write.begin() as session:
                report = procedures.publish(session)
        except procedures.BadCatalogue as error:
            raise click.ClickException(str(error)) from None
        click.echo(f"new: {len(report.new)}, changed: {len(report.changed)}, as they were: {len(report.same)}")

    @catalogue.command("import")
    @click.argument("file", type=click.Path(path_type=Path))
    @click.option(
        "--seen",
        type=click.DateTime(["%Y-%m-%d"]),
        help="the day of the crawl; else the file's own, or when it was written",
    )
    @click.option("--part", is_flag=True, help="the file is a part of the catalogue: what it lacks has not vanished")
    @click.option(
        "--report", type=click.Path(path_type=Path), help="a spreadsheet of changes, doubts and refused lines"
    )
    def import_catalogue(file: Path, seen: datetime | None, part: bool, report: Path | None) -> None:
        """Import a crawl of the national portal: one JSON object a line, plain or gzip."""
        national_commands.run(app.extensions["sessions"], file, seen.date() if seen else None, part, report)

    @app.cli.group("calendar")
    def calendar() -> None:
        """Days off and days worked."""

    @calendar.command("put")
    @click.argument("day", type=click.DateTime(["%Y-%m-%d"]))
    @click.argument("kind", type=click.Choice(calendar_days.KINDS))
    @click.option("--vi", required=True, help="name of the day in Vietnamese")
    @click.option("--en", required=True, help="name of the day in English")
    @click.option("--source", required=True, help="the document that says so")
    def put(day: datetime, kind: str, vi: str, en: str, source: str) -> None:
        """Make DAY a day off or a day worked, for every promise made from now on."""
        with app.extensions["sessions"].write.begin() as session:
            calendar_days.put(session, day.date(), kind, vi, en, source)
        click.echo(f"{day:%d/%m/%Y}: {kind}, {vi}")
