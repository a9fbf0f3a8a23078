"""The till of the tests of payments, and those of staff who look into the books."""

import pytest
from flask import Flask

from tests import people
from tests.decisions.deciders import Deciders, browser
from tests.page import Client
from tests.payments.conftest import an, till
from tests.payments.till import Till

__all__ = ["an", "till"]


@pytest.fixture
def khanh(till: Till, app: Flask) -> Client:
    """Officer of the unit."""
    return browser(till, app, people.KHANH, "officer")


@pytest.fixture
def lan(till: Till, app: Flask) -> Client:
    """Supervisor of the unit."""
    return browser(till, app, people.LAN, "supervisor")


@pytest.fixture
def decide(till: Till) -> Deciders:
    return Deciders(till)
