"""Shared fixtures: a real database of its own for every test (a copy of one prepared template), on SQLite and on PostgreSQL."""

import base64
import os
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.engines import Database, databases
from tests.page import Client
from webapp import clock, create_app
from webapp.config import Config

START = os.environ.get("TEST_CLOCK", "2026-11-23")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Every test begins on the same day at 09:00 in Việt Nam; TEST_CLOCK chooses the day."""
    clock.set_to(datetime.fromisoformat(f"{START}T09:00:00+07:00"))
    yield
    clock.reset()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that touches a database runs on both engines."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(scope="session")
def _templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases]:
    made = databases(tmp_path_factory.mktemp("db"))
    yield made
    made.close()


@pytest.fixture
def database(request: pytest.FixtureRequest, _templates: databases, tmp_path: Path) -> Iterator[Database]:
    made = _templates.fresh(request.param, tmp_path)
    yield made
    made.drop()


def make_config(url: str, data: Path, **changes: object) -> Config:
    """A demonstration's settings with fixed secrets."""
    settings: dict[str, object] = {
        "demo": True, "data": data, "database_url": url, "public_url": "http://localhost", "secret_key": b"k" * 32,
        "master_key": base64.b64decode("A" * 43 + "="), "bank_secret": "sepay-demo-secret", "hotline": "1900 54 54 81",
    }  # fmt: skip
    return Config(**(settings | changes))  # type: ignore[arg-type]


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    made = create_app(make_config(database.url, tmp_path), engine=database.engine)
    made.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)  # what nobody foresaw reaches the test
    made.test_client_class = Client
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    return app.test_client()  # type: ignore[return-value]


@pytest.fixture
def db(app: Flask) -> Iterator[Session]:
    """A session for looking and for preparing; inside an app context so that services can render texts."""
    with app.app_context(), app.extensions["sessions"].write() as session:
        yield session


@pytest.fixture(autouse=True)
def _no_leftovers(tmp_path: Path) -> Iterator[None]:
    yield
    shutil.rmtree(tmp_path, ignore_errors=True)
