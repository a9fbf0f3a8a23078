"""A file of the crawl, line by line: one JSON object a line, plain or gzip, with or without a BOM."""

import gzip
import json
import math
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from webapp import clock
from webapp.national.reading import DATES

GZIP = b"\x1f\x8b"
DEEPEST = 20  # levels of a record; the crawl has one
LONGEST = 8 * 1024 * 1024  # bytes of a line: the longest record known has 200 kB


class UnreadableFile(ValueError):
    """The file is not there, is no gzip to its end, or has not one line of JSON; says why in words for a terminal."""


def lines(path: Path) -> Iterator[tuple[int, dict[str, Any] | None, str]]:
    """(line number, the object or None, why not). Empty lines are no lines. Raises UnreadableFile."""
    try:
        with path.open("rb") as start:
            opened = gzip.open if start.read(2) == GZIP else open
        with opened(path, "rb") as file:
            number = 0
            while line := file.readline(LONGEST + 1):
                number += 1
                if number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if len(line) > LONGEST:
                    raise UnreadableFile(
                        f"line {number} is longer than {LONGEST} bytes: is this a file of one JSON object a line?"
                    )
                if line.strip():
                    yield number, *_object(line)
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableFile(f"{path}: {error}") from None


def _object(line: bytes) -> tuple[dict[str, Any] | None, str]:
    try:
        found = json.loads(line, parse_constant=_no_constant, parse_float=_finite)
    except (ValueError, RecursionError):  # bytes that are no UTF-8 are a ValueError too
        return None, "not JSON"
    if not isinstance(found, dict):
        return None, "not an object"
    return (found, "") if _is_shallow(found, DEEPEST) else (None, "nested too deep")


def _is_shallow(value: Any, left: int) -> bool:
    """What was read must be written again, by functions that call themselves level for level."""
    if not isinstance(value, dict | list):
        return True
    return left > 0 and all(
        _is_shallow(one, left - 1) for one in (value.values() if isinstance(value, dict) else value)
    )


def _no_constant(name: str) -> None:
    """NaN and the infinities are no JSON, and PostgreSQL keeps none."""
    raise ValueError(name)


def _finite(digits: str) -> float:
    """«1e999» is one of the infinities too."""
    number = float(digits)
    if math.isinf(number):
        raise ValueError(digits)
    return number


def day_of(path: Path, first: dict[str, Any] | None) -> date:
    """When the crawl was: its own field of a date, else when the file was written (no later than today)."""
    for key in DATES:
        try:
            return min(datetime.fromisoformat(str((first or {})[key])).date(), clock.today())
        except (KeyError, ValueError):
            continue
    return min(datetime.fromtimestamp(path.stat().st_mtime, clock.VN).date(), clock.today())
