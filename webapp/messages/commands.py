"""`flask messages …`: what messages cost."""

from datetime import date

import click
from flask import Flask

from webapp import clock
from webapp.messages import costs


def attach(app: Flask) -> None:
    @app.cli.group("messages")
    def group() -> None:
        """Messages to people."""

    @group.command("cost")
    @click.option("--month", help="like 2026-11 (default: this month)")
    def cost(month: str | None) -> None:
        """How many messages left in a month, and for how much, by channel and template."""
        asked = month or f"{clock.today():%Y-%m}"
        try:
            first = date.fromisoformat(f"{asked}-01")
        except ValueError:
            raise click.ClickException(f"{asked} is no month: write it like 2026-11.") from None
        with app.extensions["sessions"].read() as db:
            lines = costs.of_month(db, first)
        click.echo(costs.table(lines, asked, example=app.config["CONFIG"].demo))
