"""An app that sends to the sandbox phones, An who gets messages, and what became of them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.people import AN, account_of
from tests.phones import Phones
from webapp import clock
from webapp.accounts.models import Account
from webapp.messages import delivering
from webapp.messages import service as messages
from webapp.messages.models import Delivery, Message
from webapp.outbox import Job


@pytest.fixture
def phones(tmp_path: Path) -> Iterator[Phones]:
    made = Phones(tmp_path / "phones")
    yield made
    made.stop()


@pytest.fixture
def app(app_with: Callable[..., Flask], phones: Phones) -> Flask:
    return app_with(**phones.settings)


@pytest.fixture
def an(app: Flask, db: Session) -> Account:
    return account_of(db, *AN)


@pytest.fixture
def tell(db: Session, an: Account) -> Callable[..., Message]:
    """News of a dossier to An, written and saved."""

    def told(news: str = "resolved", **more: Any) -> Message:
        to = messages.To(an.id, an.phone)
        made = messages.send(db, "dossier_changed", to, news=news, reference="H49ABCDE", due=None, **more)
        db.commit()
        return made

    return told


@pytest.fixture
def send_code(db: Session) -> Callable[[], Message]:
    def sent() -> Message:
        to, keep = messages.To(None, AN[0]), timedelta(minutes=5)
        made = messages.send(db, "one_time_code", to, in_app=False, keep=keep, code="123456", minutes=5)
        db.commit()
        return made

    return sent


def tries(db: Session) -> list[tuple[str, str]]:
    """(channel, outcome), oldest first."""
    db.rollback()
    found = [(one.channel, one.outcome) for one in db.scalars(select(Delivery).order_by(Delivery.at))]
    db.rollback()
    return found


def later(seconds: int) -> None:
    clock.advance(timedelta(seconds=seconds))


def due(db: Session) -> datetime | None:
    """When the next job is due."""
    db.rollback()
    found = db.scalars(select(Job.due_at).where(Job.kind == delivering.JOB, Job.done_at.is_(None))).all()
    db.rollback()
    assert len(found) <= 1
    return found[0] if found else None
