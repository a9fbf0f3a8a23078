"""`flask retention show`: the rules, what the last runs did, and requests that wait, late ones first."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import click
from flask import Flask
from sqlalchemy import Row, func, select
from sqlalchemy.orm import Session

from webapp import clock, i18n, retention
from webapp.privacy import requests
from webapp.privacy.clearing import NOTES
from webapp.privacy.models import RetentionAct

LATELY = timedelta(days=7)


def lines(db: Session) -> Iterator[str]:
    """For the one who looks after the app; names no person."""
    yield "Rules (days, what, counted from, mark)"
    for name, rule in retention.rules().items():
        days = "-" if rule["days"] is None else str(rule["days"])
        yield f"  {name:18} {days:>5}  {rule['what']['en']}; {rule['from']['en']} [{rule['source']['mark']}]"
    yield f"Cleared in the last {LATELY.days} days (rule, kind, how many, last)"
    done = [f"  {rule:18} {kind:10} {count:>6}  {i18n.say_time(at)}" for rule, kind, count, at in _acts(db)]
    yield from done or ["  nothing"]
    yield "Requests that wait (kind, request, asked, due)"
    yield from list(_requests(db)) or ["  none"]


def attach(app: Flask) -> None:
    @app.cli.group("retention")
    def group() -> None:
        """How long things are kept."""

    @group.command("show")
    def show() -> None:
        """The rules, what the last runs did, requests that wait."""
        with app.extensions["sessions"].read() as db:
            for line in lines(db):
                click.echo(line)


def _acts(db: Session) -> Sequence[Row[str, str, int, datetime]]:
    lately = select(RetentionAct.rule, RetentionAct.kind, func.sum(RetentionAct.count), func.max(RetentionAct.at))
    lately = lately.where(RetentionAct.at > clock.now() - LATELY, RetentionAct.rule.not_in(NOTES))
    return db.execute(lately.group_by(RetentionAct.rule, RetentionAct.kind)).all()


def _requests(db: Session) -> Iterator[str]:
    for one in requests.waiting(db):
        late = "  LATE" if one.due_at < clock.now() else ""
        yield f"  {one.kind:18} {one.id}  {i18n.say_date(one.asked_at)}  {i18n.say_date(one.due_at)}{late}"
