"""`flask keys …`: change the master key, and know when the old one may go."""

import click
from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from webapp import rotation, sealing
from webapp.config import Misconfigured
from webapp.db import Sessions

WRONG = (
    "MASTER_KEY is not the key of this database: nothing in it can be opened. Set the key it was sealed with; while keys "
    "are being changed name the one of before in OLD_MASTER_KEYS."
)


def refuse_wrong_key(made: Sessions) -> None:
    """An app with another key would seal new data beside data it can't read: it doesn't start."""
    try:
        with made.read() as db:
            fits = rotation.opens(db)
    except SQLAlchemyError:
        return  # no tables yet, or no database: `setup` and the health page tell
    if not fits:
        raise Misconfigured(WRONG)


def attach(app: Flask) -> None:
    made: Sessions = app.extensions["sessions"]

    @app.cli.group("keys")
    def keys() -> None:
        """The master key: MASTER_KEY seals, those in OLD_MASTER_KEYS still open."""

    @keys.command("rotate")
    def rotate() -> None:
        """Seal everything anew under MASTER_KEY. The app may run meanwhile; stop it and repeat it as you like."""
        last = {count.table: count for count in rotation.rotate(made)}
        for count in last.values():
            if count.renewed:
                click.echo(f"{count.table}: {count.renewed} of {count.rows} rows sealed anew")
            for twice in count.twice:
                click.echo(f"{count.table} {twice}: left alone, another row has the same phone or number")
        _tell(rotation.check(made))

    @keys.command("check")
    def check() -> None:
        """Say whether anything still needs a key of before; ends with 1 if so, or if something opens under no key."""
        _tell(rotation.check(made))


def _tell(counts: list[rotation.Count]) -> None:
    for count in counts:
        if count.old:
            click.echo(f"{count.table}: {count.old} of {count.rows} rows need an old key: run «flask keys rotate»")
        if count.fading:
            click.echo(
                f"{count.table}: {count.fading} rows may need an old key; they go by themselves (retention.yaml)"
            )
        for broken in count.broken:
            click.echo(f"{count.table} {broken}: opens under none of the keys")
    if any(count.broken for count in counts):
        raise click.ClickException(
            "Some rows were changed, or sealed with a key that is not set. They were left alone."
        )
    if any(count.old or count.fading for count in counts):
        raise click.ClickException("OLD_MASTER_KEYS is still needed.")
    rows = sum(count.rows for count in counts)
    more = " OLD_MASTER_KEYS may be removed." if sealing.several() else ""
    click.echo(f"All {rows} rows are under MASTER_KEY.{more}")
