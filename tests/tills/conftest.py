"""A till with something on sale, and who stands at the counter of Hồng Gai: clerk Hà, clerk Tú, supervisor Lan."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.payments import conftest
from tests.payments.till import Till
from tests.people import Browser, browser
from tests.tills.counter import HA, LAN, Counter
from tests.tills.test_counter import agreements

__all__ = ["agreements"]
till = conftest.till


@pytest.fixture
def counter(app: Flask, db: Session, till: Till) -> Counter:
    return Counter(app, db, till)


@pytest.fixture
def ha(app: Flask, db: Session, counter: Counter) -> Browser:
    return browser(app, db, *HA, ("clerk", people.UNIT))


@pytest.fixture
def lan(app: Flask, db: Session, counter: Counter) -> Browser:
    return browser(app, db, *LAN, ("supervisor", people.UNIT))
