"""An's account and browser."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.page import Client
from webapp.accounts.service import Account


@pytest.fixture
def an(app: Flask, db: Session) -> Account:
    return people.account_of(db, *people.AN)


@pytest.fixture
def citizen(app: Flask, db: Session) -> Client:
    return people.browser(app, db, *people.AN)


@pytest.fixture
def anyone(app: Flask) -> Client:
    return people.Browser(app, app.response_class, use_cookies=True)
