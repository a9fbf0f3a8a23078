"""Files in an object store that speaks S3, under bucket and prefix. An object appears whole or not at all, and the answer
comes after it is kept. Errors tell what the server said in its own code words, never the request: it is signed.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import chain
from typing import TYPE_CHECKING

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from webapp.documents.store import NAME, StoreError, proved

if TYPE_CHECKING:  # obstore has these for the type checker only
    from obstore import GetOptions, GetResult
    from obstore.store import ClientConfig, RetryConfig

BLOCK = 1024 * 1024  # bytes
PART = 5 * BLOCK  # the least that S3 takes as a part of several
AT_ONCE = 2  # parts on their way, so that a file of any size takes about 20 MiB of memory
TIMES: "ClientConfig" = {"timeout": timedelta(seconds=60), "connect_timeout": timedelta(seconds=5)}
TRIES: "RetryConfig" = {"max_retries": 3, "retry_timeout": timedelta(seconds=20)}
SAID = re.compile(r"status code: (\d{3})|<Code>(\w+)</Code>")


class S3:
    """`at` is s3://bucket or s3://bucket/prefix; key and secret stay inside."""

    def __init__(self, at: str, *, endpoint: str, region: str, key: str, secret: str) -> None:
        bucket, _slash, prefix = at.removeprefix("s3://").partition("/")
        self.at = at
        self._store = S3Store(
            bucket, prefix=prefix.strip("/") or None, endpoint=endpoint, region=region, access_key_id=key,
            secret_access_key=secret, client_options=TIMES | {"allow_http": endpoint.startswith("http://")},
            retry_config=TRIES,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"S3({self.at!r})"

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        path, rest = proved(name), iter(blocks)
        first: deque[bytes] = deque()
        size = 0
        for block in rest:
            first.append(block)
            size += len(block)
            if size > PART:
                self._put_parts(path, chain(_taken(first), rest))
                return
        with _said("not written"):
            obstore.put(self._store, path, b"".join(first), mode="create")

    def _put_parts(self, path: str, blocks: Iterator[bytes]) -> None:
        """S3 refuses a taken name only for what comes in one piece, so it is looked up before: names are random."""
        if self._is_there(path):
            raise StoreError("the name is taken", permanent=True)
        kept = _Watched(blocks)
        try:
            with _said("not written"):
                obstore.put(self._store, path, kept, use_multipart=True, chunk_size=PART, max_concurrency=AT_ONCE)
        except StoreError:
            if kept.failed is not None:
                raise kept.failed from None
            raise

    def open(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        got = self._get(proved(name), start, length)
        if got is None or length == 0:
            return
        with _said("not read"):
            for block in got.stream(BLOCK):
                yield bytes(block)

    def _get(self, path: str, start: int, length: int | None) -> "GetResult | None":
        """What the server has of it, or None where nothing is: it refuses a range that begins beyond the end."""
        if length is not None:
            part: GetOptions = {"range": (start, start + max(length, 1))}
        else:
            part = {"range": {"offset": start}} if start else {}
        try:
            with _said("not read"):
                return obstore.get(self._store, path, options=part)
        except StoreError as error:
            if "416" in str(error):
                return None
            raise

    def delete(self, name: str) -> None:
        with _said("not deleted"):
            obstore.delete(self._store, proved(name))

    def names(self) -> Iterator[str]:
        with _said("not listed"):
            for some in obstore.list(self._store):
                yield from (one["path"] for one in some if NAME.fullmatch(one["path"]))

    def _is_there(self, path: str) -> bool:
        try:
            with _said("not found out"):
                return bool(obstore.head(self._store, path))
        except StoreError as error:
            if error.permanent:
                return False
            raise


def _taken(held: deque[bytes]) -> Iterator[bytes]:
    """Each block, which is let go with it."""
    while held:
        yield held.popleft()


class _Watched:
    """Blocks for obstore, which remembers what they raised: that is the caller's, not the store's."""

    def __init__(self, blocks: Iterator[bytes]) -> None:
        self.blocks, self.failed = blocks, None  # type: tuple[Iterator[bytes], BaseException | None]

    def __iter__(self) -> Iterator[bytes]:
        try:
            yield from self.blocks
        except BaseException as error:
            self.failed = error
            raise


@contextmanager
def _said(what: str) -> Iterator[None]:
    """Turn what obstore raises into `StoreError`. A bucket that is not there is a wrong setting, not a lost file."""
    try:
        yield
    except AlreadyExistsError:
        raise StoreError("the name is taken", permanent=True) from None
    except (BaseError, OSError, ValueError) as error:
        words = " ".join(dict.fromkeys(a or b for a, b in SAID.findall(str(error)))) or type(error).__name__
        gone = isinstance(error, FileNotFoundError) and "NoSuchBucket" not in words
        raise StoreError(f"{what}: {words}", permanent=gone) from None
