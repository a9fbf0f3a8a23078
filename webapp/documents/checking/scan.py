"""The port of virus scanners. What it looks at is what was sent, before anything of it is changed."""

from collections.abc import Iterable
from typing import Protocol


class ScannerDown(Exception):
    """The scanner gave no answer: the file waits where it is, neither taken nor refused."""


class Scanner(Protocol):
    """`mark` is what is written on a file in which nothing was found: "clean", or "off" by one that does not look."""

    mark: str

    def scan(self, blocks: Iterable[bytes]) -> str | None:
        """The name of what was found, or None. Raises `ScannerDown`."""


class NoScanner:
    """None is set up: every file is marked as not scanned, and the officer is told so."""

    mark = "off"

    def scan(self, _blocks: Iterable[bytes]) -> str | None:
        return None


NO_SCANNER = NoScanner()
