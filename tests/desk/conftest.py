"""An's browser, and the browsers of officer Khánh, supervisor Lan, leader Minh, and Quang of another unit."""

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
def khanh(app: Flask, db: Session) -> Client:
    return people.browser(app, db, *people.KHANH, ("officer", people.UNIT))


@pytest.fixture
def lan(app: Flask, db: Session) -> Client:
    return people.browser(app, db, *people.LAN, ("supervisor", people.UNIT))


@pytest.fixture
def minh(app: Flask, db: Session) -> Client:
    return people.browser(app, db, *people.MINH, ("leader", people.UNIT))


@pytest.fixture
def quang(app: Flask, db: Session) -> Client:
    return people.browser(app, db, *people.QUANG, ("officer", "ha-tu"))
