"""Clerks Hà and Tú of the post office of Hà Tu, and a citizen with a phone of her own."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.counter.desk import HA, OFFICE, TU
from tests.people import AN, Browser, browser


def at_desk(app: Flask, db: Session, who: tuple[str, str]) -> Browser:
    """What the test read before is let go when the clerk's browser asks: SQLite has one writer."""
    made = browser(app, db, *who, ("clerk", OFFICE))
    asks = made.open

    def ask(*args: Any, **said: Any) -> Any:
        db.rollback()
        return asks(*args, **said)

    made.open = ask  # type: ignore[method-assign]
    return made


@pytest.fixture
def ha(app: Flask, db: Session) -> Browser:
    return at_desk(app, db, HA)


@pytest.fixture
def tu(app: Flask, db: Session) -> Browser:
    """At the next desk."""
    return at_desk(app, db, TU)


@pytest.fixture
def an(app: Flask, db: Session) -> Browser:
    return browser(app, db, *AN)
