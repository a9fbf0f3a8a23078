"""Tables for a spreadsheet: CSV that Excel reads as UTF-8, in which no text is ever a formula."""

import csv
import io
from collections.abc import Iterable

from flask import Response, make_response

BOM = "\ufeff"  # without it Excel takes UTF-8 for something else
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def written(rows: Iterable[Iterable[object]]) -> str:
    """Line by line; numbers stay numbers."""
    out = io.StringIO()
    csv.writer(out).writerows([plain(one) if isinstance(one, str) else one for one in row] for row in rows)
    return BOM + out.getvalue()


def plain(text: str) -> str:
    """Text that a spreadsheet leaves text: a sign that begins a formula gets an apostrophe before it."""
    return f"'{text}" if text.startswith(FORMULA) else text


def answer(text: str, name: str) -> Response:
    """To be saved as `name`."""
    made = make_response(text)
    made.headers["Content-Type"] = "text/csv; charset=utf-8"
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made
