"""The object store: who may not read, what is said when it fails, and what never stands in a log."""

from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest

from tests.conftest import make_config
from tests.documents.stores.server import KEY, REGION, SECRET, Server
from webapp.documents.store import StoreError
from webapp.documents.stores.disk import Disk
from webapp.documents.stores.s3 import S3
from webapp.documents.wiring import store_of

NAME = "0123456789abcdef" * 2
Make = Callable[..., S3]
VERBS: dict[str, Callable[[S3], object]] = {
    "put": lambda store: store.put("e" * 32, [b"x"]),
    "put of a large file": lambda store: store.put("e" * 32, [bytes(6 << 20)]),
    "open": lambda store: list(store.open(NAME)),
    "open a part": lambda store: list(store.open(NAME, 1, 2)),
    "delete": lambda store: store.delete(NAME),
    "names": lambda store: list(store.names()),
}


def failed(verb: str, store: S3) -> StoreError:
    with pytest.raises(StoreError) as raised:
        VERBS[verb](store)
    return raised.value


@pytest.fixture
def kept(s3: Make) -> S3:
    made = s3()
    made.put(NAME, [b"sealed"])
    return made


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("wrong", [{"secret": SECRET + "x"}, {"key": "somebody"}])
def test_another_secret_opens_nothing(s3: Make, kept: S3, verb: str, wrong: dict[str, str]) -> None:
    error = failed(verb, s3(**wrong))
    assert not error.permanent
    assert list(kept.names()) == [NAME]


@pytest.mark.parametrize("verb", VERBS)
def test_a_server_that_does_not_answer_may_answer_later(s3: Make, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("webapp.documents.stores.s3.TRIES", {"max_retries": 0})
    assert not failed(verb, s3(endpoint="http://127.0.0.1:9")).permanent


@pytest.mark.parametrize("verb", ["put", "put of a large file", "open", "open a part", "names"])
def test_a_bucket_that_is_not_there_is_no_lost_file(s3: Make, verb: str) -> None:
    error = failed(verb, s3("no-such-bucket"))
    assert not error.permanent
    assert "NoSuchBucket" in str(error)


def test_it_may_have_a_bucket_to_itself(s3: Make, server: Server) -> None:
    made = s3(server.bucket())
    made.put(NAME, [b"sealed"])
    assert (list(made.names()), b"".join(made.open(NAME))) == ([NAME], b"sealed")


def test_a_changed_link_is_refused_by_the_server(server: Server, kept: S3, at: str) -> None:
    """The server this is tested against checks signatures: else the tests above would prove nothing."""
    link = server.signed("GET", *at.split("/"), NAME)
    assert urlopen(link, timeout=20).read() == b"sealed"
    with pytest.raises(HTTPError) as refused:
        urlopen(link[:-1] + ("0" if link[-1] != "0" else "1"), timeout=20)
    refused.value.close()
    assert refused.value.code == 403


def test_without_a_signature_nothing_is_read(server: Server, kept: S3, at: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(server.signed("GET", *at.split("/"), NAME).partition("?")[0], timeout=20)
    refused.value.close()
    assert refused.value.code == 403


def test_two_prefixes_of_a_bucket_know_nothing_of_each_other(s3: Make, at: str) -> None:
    one, two = s3(f"{at}/one"), s3(f"{at}/two/")
    one.put(NAME, [b"one"])
    two.put(NAME, [b"two"])
    one.delete(NAME)
    assert (list(one.names()), list(two.names())) == ([], [NAME])


@pytest.mark.parametrize("verb", VERBS)
def test_key_and_secret_stand_in_no_message(s3: Make, verb: str) -> None:
    error = failed(verb, s3(secret="wrong-but-secret"))
    told = f"{error!r} {error} {error.__cause__!r}"
    assert "403" in told
    assert not [word for word in (KEY, "wrong-but-secret", "Signature=") if word in told]


def test_key_and_secret_stand_in_no_representation(s3: Make, at: str) -> None:
    made = s3()
    assert repr(made) == f"S3('s3://{at}')"
    assert not [word for word in (KEY, SECRET) if word in f"{made!r} {made._store!r} {vars(made)!r}"]


def test_one_setting_chooses_the_store(server: Server, at: str, tmp_path: Path) -> None:
    s3 = {"endpoint": server.endpoint, "region": REGION, "key": KEY, "secret": SECRET}
    chosen = store_of(make_config("sqlite://", tmp_path, files_at=f"s3://{at}", s3=s3))
    chosen.put(NAME, [b"sealed"])
    assert b"".join(chosen.open(NAME)) == b"sealed"
    assert isinstance(store_of(make_config("sqlite://", tmp_path)), Disk)
