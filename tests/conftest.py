"""Shared fixtures: a real database of its own for every test (a copy of one prepared template), on SQLite and on PostgreSQL."""

import base64
import gc
import hashlib
import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time
from pathlib import Path
from types import CodeType
from typing import Any

import pytest
from flask import Flask
from flask.templating import DispatchingJinjaLoader
from hypothesis import settings
from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket
from sqlalchemy.orm import Session
from werkzeug.routing import Rule

from tests.engines import Database, databases
from tests.page import Client
from tools.test import TIMELESS
from webapp import child, clock, create_app
from webapp.calendar_days import seed_rows
from webapp.config import Config
from webapp.opening import Calendar

TESTS = Path(__file__).resolve().parent
LONG = (
    TESTS / "test_queries.py",
    TESTS / "tools" / "test_bench.py",
    TESTS / "documents" / "checking" / "test_quality.py",
)
settings.register_profile("unhurried", deadline=None)  # the cores are shared
settings.load_profile("unhurried")
gc.freeze()  # what was imported stays, and a test leaves little behind: a tenth of the time went into looking for it
gc.set_threshold(100_000, 20, 100)

START = os.environ.get("TEST_CLOCK", "2026-11-23")
ENGINES = os.environ.get("TEST_ENGINES", "sqlite postgresql").split()


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    """Every test begins on the same day at 09:00 in Việt Nam; TEST_CLOCK chooses the day."""
    _morning_of(date.fromisoformat(START))
    yield
    clock.reset()


@pytest.fixture(scope="session")
def open_morning() -> Callable[[], None]:
    """Where an office must be open: 09:00 of the tests' day or, if that is a day off, of the next working day."""
    first, calendar = date.fromisoformat(START), Calendar.from_rows(seed_rows())
    day = first if calendar.is_working(first) else calendar.next_working(first)
    return lambda: _morning_of(day)


def _morning_of(day: date) -> None:
    clock.set_to(datetime.combine(day, time(9), clock.VN))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On another day only what may know the day is run again. The longest come first, so that all processes end together."""
    if "TEST_CLOCK" in os.environ:
        again = [item for item in items if not _in(item, TIMELESS)]
        config.hook.pytest_deselected(items=[item for item in items if item not in set(again)])
        items[:] = again
    items.sort(key=lambda item: not _in(item, LONG))


def _in(item: pytest.Item, places: Iterable[Path]) -> bool:
    return any(item.path.is_relative_to(one) for one in places)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that touches a database runs on both engines, unless TEST_ENGINES names fewer."""
    if "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ENGINES, indirect=True)


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Iterator[databases]:
    made = databases(tmp_path_factory.mktemp("db"))
    yield made
    made.close()


@pytest.fixture
def database(request: pytest.FixtureRequest, templates: databases) -> Iterator[Database]:
    made = templates.fresh(request.param)
    yield made
    made.close()


def make_config(url: str, data: Path, **changes: object) -> Config:
    """A demonstration's settings with fixed secrets."""
    settings: dict[str, object] = {
        "demo": True, "data": data, "database_url": url, "public_url": "http://localhost", "secret_key": b"k" * 32,
        "master_key": base64.b64decode("A" * 43 + "="), "bank_secret": "sepay-demo-secret", "hotline": "1900 54 54 81",
    }  # fmt: skip
    return Config(**(settings | changes))  # type: ignore[arg-type]


class CompiledOnce(BytecodeCache):
    """Every test has an app of its own; its pages are compiled once for all of them."""

    def __init__(self) -> None:
        self.pages: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.pages.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.pages[bucket.key, bucket.checksum] = bucket.code


PAGES = CompiledOnce()
_find_page = DispatchingJinjaLoader._get_source_fast
_pages: dict[tuple[str, str], Any] = {}


def _find_once(self: DispatchingJinjaLoader, environment: Environment, name: str) -> Any:
    """And searched for once: in the folders of twenty rooms, one after the other."""
    key = (self.app.import_name, name)
    if key not in _pages:
        _pages[key] = _find_page(self, environment, name)
    return _pages[key]


DispatchingJinjaLoader._get_source_fast = _find_once  # type: ignore[method-assign]
_read_address = Rule.compile
_addresses: dict[object, dict[str, object]] = {}
READ = ("_parts", "_trace", "_converters", "arguments", "_build", "_build_unknown")


def _read_once(rule: Rule) -> None:
    """The same for addresses: werkzeug takes them apart and writes two functions for each, a tenth of a second an app."""
    key = (rule.rule, rule.host, rule.subdomain, rule.merge_slashes, tuple(sorted((rule.defaults or {}).items())))
    if key not in _addresses:
        _read_address(rule)
        _addresses[key] = {name: getattr(rule, name) for name in READ}
    vars(rule).update(_addresses[key])


Rule.compile = _read_once  # type: ignore[method-assign]


_look = child._ran
_answers: dict[tuple[Path, int, str, bytes, int], bytes] = {}
LOOKS = (TESTS / "documents" / "checking", TESTS / "ground")  # what is about the child, or about memory and time


def _look_once(script: Path, asked: dict[str, object], sent: bytes, most: int, by: float | None) -> bytes:
    """A child's answer depends on nothing else: the same picture under the same bounds is looked at once, for a third of a second."""
    key = (script, script.stat().st_mtime_ns, json.dumps(asked, sort_keys=True), hashlib.sha256(sent).digest(), most)
    if key not in _answers:
        answer = _look(script, asked, sent, most, by)
        if not answer or len(answer) > 1_000_000:  # what went wrong may go well another time
            return answer
        _answers[key] = answer
    return _answers[key]


@pytest.fixture(autouse=True)
def _looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if not _in(request.node, LOOKS):
        monkeypatch.setattr(child, "_ran", _look_once)


@pytest.fixture
def app(database: Database, tmp_path: Path) -> Flask:
    made = create_app(make_config(database.url, tmp_path), engine=database.engine)
    made.config.update(TESTING_RAISES=True, PROPAGATE_EXCEPTIONS=True)  # what nobody foresaw reaches the test
    made.test_client_class = Client
    made.jinja_env.bytecode_cache = PAGES
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
