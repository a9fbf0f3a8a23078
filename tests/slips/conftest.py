"""An, and a desk that gives slips for her dossiers."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.people import Browser, browser
from tests.slips.desk import Desk


@pytest.fixture
def desk(app: Flask, db: Session) -> Desk:
    return Desk(app, db, people.account_of(db, *people.AN))


@pytest.fixture
def an(app: Flask, db: Session, desk: Desk) -> Browser:
    return browser(app, db, *people.AN)


@pytest.fixture
def anyone(desk: Desk) -> Browser:
    return desk.browser()
