"""Every kind of store, empty; the object store is a real server, started once a test process."""

import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.documents.stores.server import KEY, REGION, SECRET, Server
from webapp.documents.store import Store
from webapp.documents.stores.disk import Disk
from webapp.documents.stores.s3 import S3


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.stop()


@pytest.fixture(scope="session")
def bucket(server: Server) -> str:
    """One for all tests: each works under a prefix of its own."""
    return server.bucket()


@pytest.fixture
def at(bucket: str) -> str:
    return f"{bucket}/{secrets.token_hex(4)} of one test"


@pytest.fixture
def s3(server: Server, at: str) -> Callable[..., S3]:
    """A store at the server; any setting may be another."""

    def store(at: str = at, **other: str) -> S3:
        given = {"endpoint": server.endpoint, "region": REGION, "key": KEY, "secret": SECRET}
        return S3(f"s3://{at}", **(given | other))

    return store


@pytest.fixture(params=["disk", "s3"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    if request.param == "disk":
        return Disk(tmp_path / "files")
    made: Store = request.getfixturevalue("s3")()
    return made
