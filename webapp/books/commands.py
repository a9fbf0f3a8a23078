"""`flask money …`: whether the books agree with the journal."""

import click
from flask import Flask

from webapp.books import checking, reconciling


def attach(app: Flask) -> None:
    @app.cli.group("money")
    def group() -> None:
        """The journal of money."""

    @group.command("check")
    def check() -> None:
        """Work out every bill, movement, receipt and voucher anew; name each difference, and exit with 1 if there is one."""
        many = 0
        with app.extensions["sessions"].read() as db:
            for sentence in (*checking.wrong(db), *reconciling.bent(db)):
                many += 1
                click.echo(sentence)
        if many:
            raise click.ClickException(f"{many} differences.")
        click.echo("Every đồng is where the books say.")
