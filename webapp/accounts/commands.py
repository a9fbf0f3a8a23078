"""`flask roles …`: who works where. In a running app nothing else gives or takes a role."""

import getpass
import os
from collections.abc import Iterator
from contextlib import contextmanager

import click
from flask import Flask
from sqlalchemy.orm import Session

from webapp import i18n
from webapp.accounts import phone, roles, service
from webapp.accounts.models import Account
from webapp.units import service as units


def attach(app: Flask) -> None:
    @app.cli.group("roles")
    def group() -> None:
        """Who works where."""

    @group.command("grant")
    @click.argument("number")
    @click.argument("role")
    @click.argument("unit")
    @click.option("--by", default="", help="who decided it (default: who is logged in here)")
    def grant(number: str, role: str, unit: str, by: str) -> None:
        """Let the account of this phone NUMBER act in ROLE at UNIT (its id). Harmless when repeated."""
        with _changing(app) as db:
            new = roles.grant(db, _account(db, number), role, unit, by or _myself())
        click.echo(f"{role} at {unit}: {'granted' if new else 'nothing to do, it is granted'}")

    @group.command("revoke")
    @click.argument("number")
    @click.argument("role")
    @click.argument("unit")
    @click.option("--by", default="", help="who decided it (default: who is logged in here)")
    def revoke(number: str, role: str, unit: str, by: str) -> None:
        """Take ROLE at UNIT away from the account of this phone NUMBER, at once. Harmless when repeated."""
        with _changing(app) as db:
            gone = roles.revoke(db, _account(db, number), role, unit, by or _myself())
        click.echo(f"{role} at {unit}: {'revoked' if gone else 'nothing to do, it is not granted'}")

    @group.command("list")
    @click.option("--unit", default=None, help="only this unit (its id)")
    def listing(unit: str | None) -> None:
        """Every role that is given now: unit, role, phone, name, since when."""
        with app.extensions["sessions"].read() as db, _said():
            if unit:
                units.get(db, unit)
            found = roles.held(db, unit)
            for one in found:
                since = i18n.say_date(one.since) if one.since else "-"
                click.echo(f"{one.unit_id:22} {one.role:13} {one.phone}  {since:10}  {one.name}".rstrip())
        click.echo(f"{len(found)} roles")


@contextmanager
def _changing(app: Flask) -> Iterator[Session]:
    with _said(), app.extensions["sessions"].write.begin() as db:
        yield db


@contextmanager
def _said() -> Iterator[None]:
    """What was mistyped, in a sentence that says what would be right."""
    try:
        yield
    except phone.NotAPhone:
        raise click.ClickException("This is not a Vietnamese mobile number: ten digits, such as 0912345678.") from None
    except roles.UnknownRole as error:
        raise click.ClickException(f"Unknown role: {error}. Roles are {', '.join(roles.ROLES)}.") from None
    except units.UnknownUnit as error:
        raise click.ClickException(
            f"Unknown unit: {error}. Its id stands at the end of its address, /noi-nop/…."
        ) from None


def _account(db: Session, number: str) -> Account:
    found = service.account_by_phone(db, phone.normalise(number))
    if found is None:
        raise click.ClickException(
            "Nobody has signed up with this phone. Its owner signs in once with the number; then grant the role."
        )
    return found


def _myself() -> str:
    """Who is logged in at this machine, also behind sudo."""
    return os.environ.get("SUDO_USER") or getpass.getuser()
