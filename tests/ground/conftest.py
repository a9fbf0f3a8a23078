"""The app with a little room of its own, for tests of the ground."""

import pytest
from flask import Flask

from tests.ground import probe
from tests.page import Client


@pytest.fixture
def probing(app: Flask) -> Client:
    """A client of the app with the pages of `probe`; failures become pages, as for people."""
    probe.attach(app)
    app.config.update(TESTING_RAISES=False, PROPAGATE_EXCEPTIONS=False)
    return app.test_client()  # type: ignore[return-value]
