"""Commands: set up, work, look after, publish. `flask --app webapp <command>`, or called by `make run` and the tests."""

import signal
import threading

import click
from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask, current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from webapp import calendar_days, db, outbox
from webapp.config import ROOT
from webapp.jobs import handlers
from webapp.procedures import service as procedures
from webapp.units import service as units


def migrate(engine: Engine) -> None:
    """Bring the database to the newest version of its tables."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(ROOT / "webapp" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        db.Base.metadata.create_all(connection)  # until the first revision is cut


def load(session: Session) -> None:
    """Load what ships with the app: calendar, units, procedures; harmless when repeated."""
    calendar_days.seed(session)
    units.load(session)
    procedures.publish(session, procedures.DATA)


def prepare(engine: Engine) -> None:
    """Tables and data that every running app needs; harmless when repeated."""
    migrate(engine)
    with db.Sessions(engine).write.begin() as session:
        load(session)


def work(app: Flask, stop: threading.Event) -> None:
    """Run jobs as they come due until told to stop."""
    made, table = app.extensions["sessions"], handlers(app.config["CONFIG"])
    while not stop.is_set():
        with app.app_context():
            ran = outbox.run_due(made, table)
        if not ran:
            stop.wait(0.5)


def attach(app: Flask) -> None:
    @app.cli.command("setup")
    def setup() -> None:
        """Create or migrate the database and load units, calendar and procedures."""
        prepare(app.extensions["sessions"].engine)

    @app.cli.command("work")
    def work_command() -> None:
        """The worker: runs jobs of the outbox until stopped."""
        stop = threading.Event()
        for sign in (signal.SIGTERM, signal.SIGINT):
            signal.signal(sign, lambda *_: stop.set())
        click.echo("worker ready")
        work(current_app._get_current_object(), stop)  # type: ignore[attr-defined]
