"""A till with one made-up procedure on sale, and An's browser."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.page import Client
from tests.payments.till import Till, publish


@pytest.fixture
def till(app: Flask, db: Session) -> Till:
    publish(db)
    return Till(app, db)


@pytest.fixture
def an(client: Client, till: Till) -> Client:
    people.sign_in(client, till.db, *people.AN)
    return client
