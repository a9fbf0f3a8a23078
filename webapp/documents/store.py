"""The port of file stores: three verbs and one error. What passes through is sealed already."""

from collections.abc import Iterable, Iterator
from typing import Protocol


class StoreError(Exception):
    """The store did not do it. `permanent`: trying again will not help (the file is gone, the name is not a name)."""

    def __init__(self, message: str, permanent: bool) -> None:
        super().__init__(message)
        self.permanent = permanent


class Store(Protocol):
    """A name is 32 lower-case hexadecimal characters, used once."""

    def put(self, name: str, blocks: Iterable[bytes]) -> None:
        """Keep the bytes for good before returning: whole, or not at all."""

    def open(self, name: str) -> Iterator[bytes]:
        """The bytes as they were put, in blocks of any size."""

    def delete(self, name: str) -> None:
        """Forget the file; harmless when it is not there."""
