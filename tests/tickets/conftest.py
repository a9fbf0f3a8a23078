"""An office with a line, and who stands at it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.people import UNIT, Browser, browser
from tests.tickets.office import KHANH, LAN, Office


@pytest.fixture
def office(app: Flask, db: Session, open_morning: Callable[[], None]) -> Office:
    open_morning()
    return Office(app, db)


@pytest.fixture
def khanh(app: Flask, db: Session, office: Office) -> Browser:
    """Officer at a desk."""
    return browser(app, db, *KHANH, ("officer", UNIT))


@pytest.fixture
def lan(app: Flask, db: Session, office: Office) -> Browser:
    """Supervisor: says how the line is run."""
    return browser(app, db, *LAN, ("supervisor", UNIT))
