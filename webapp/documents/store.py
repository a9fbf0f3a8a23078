"""The port of file stores: four verbs and one error. What passes through is sealed already."""

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

NAME = re.compile(r"[0-9a-f]{32}")


class StoreError(Exception):
    """The store did not do it. `permanent`: trying again will not help (the file is gone, the name is taken or no name)."""

    def __init__(self, message: str, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Store(Protocol):
    """A name is 32 lower-case hexadecimal characters and is used once: what was put never changes."""

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """Keep the bytes for good before returning: whole, or not at all.

        A name that is taken is refused (`StoreError`, permanent) and what it names stays. What `blocks` raises passes
        through, and nothing is kept.
        """

    def open(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes as they were put, in blocks of any size: from `start`, `length` of them or all that follow.

        What lies beyond the end is nothing, not an error. Errors come with the first block.
        """

    def delete(self, name: str) -> None:
        """Forget the file; harmless when it is not there."""

    def names(self) -> Iterator[str]:
        """Every file there is, in no order; one that comes or goes meanwhile may be missing."""


def proved(name: str) -> str:
    """The name, if it is one: a path would lead out of the store."""
    if not NAME.fullmatch(name):
        raise StoreError("not a name of a file", permanent=True)
    return name
