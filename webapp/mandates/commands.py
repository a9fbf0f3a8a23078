"""`flask mandates check`: whether the book of mandates is as it was written; exits with an error and names each fault if not."""

import re

import click
from flask import Flask

from webapp.mandates import book, chain

SAYS = {
    chain.EDITED: "is not as it was written",
    chain.MISSING: "is missing",
    chain.PARTED: "does not follow the line before it",
    chain.CUT_OFF: "was told outside and is gone: the end of the book was cut off",
    chain.WRITTEN_ANEW: "is another one than was told outside: the book was written anew",
    chain.OTHER_KEY: "was sealed with a key that is not here",
}


def attach(app: Flask) -> None:
    @app.cli.group("mandates")
    def mandates() -> None:
        """The book of mandates."""

    @mandates.command("check")
    @click.option("--told", multiple=True, help="NUMBER:SEAL as a manager's daily message says; as many as there are")
    def check(told: tuple[str, ...]) -> None:
        """Find every line that was edited, deleted, moved or cut off since it was written."""
        more = [_told(one) for one in told]
        with app.extensions["sessions"].read() as db:
            count, faults = book.check(db, app.config["CONFIG"].data, more)
        for fault in faults:
            click.echo(
                f"line {fault.number} {SAYS[fault.what]}" if fault.number else f"the whole book {SAYS[fault.what]}"
            )
        if faults:
            raise click.ClickException(
                f"{len(faults)} found: keep a copy of the database and call whoever watches over it"
            )
        click.echo(f"{count} lines, all as they were written")


def _told(text: str) -> tuple[int, str]:
    found = re.fullmatch(r"([1-9][0-9]{0,9}):([0-9a-f]{16,64})", text.strip().lower())
    if not found:
        raise click.BadParameter(f"{text} is not NUMBER:SEAL")
    return int(found[1]), found[2]
