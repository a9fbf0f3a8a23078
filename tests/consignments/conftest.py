"""A post office and an agency, and who stands at them."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.consignments.office import AGENCY, HA, OTHER_POST, POST, QUANG, TU, Office
from tests.payments import conftest
from tests.payments.till import Till
from tests.people import Browser, browser

till = conftest.till


@pytest.fixture
def office(app: Flask, db: Session, till: Till) -> Office:
    return Office(app, db, till)


@pytest.fixture
def ha(app: Flask, db: Session, office: Office) -> Browser:
    """Clerk of the post office at Hà Tu."""
    return browser(app, db, *HA, ("clerk", POST))


@pytest.fixture
def tu(app: Flask, db: Session, office: Office) -> Browser:
    """Clerk of another post office."""
    return browser(app, db, *TU, ("clerk", OTHER_POST))


@pytest.fixture
def quang(app: Flask, db: Session, office: Office) -> Browser:
    """Officer at the centre of Hà Tu."""
    return browser(app, db, *QUANG, ("officer", AGENCY))
