"""A day's statement as a CSV file, the way providers hand it out: UTF-8 with a byte order mark, so that Excel reads it."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from flask import Response


def day(text: str | None, fallback: date) -> date | None:
    """yyyy-mm-dd; `fallback` where nothing was asked, None for what is no day."""
    if not text:
        return fallback
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def answer(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """The file to be saved as `name`."""
    written = io.StringIO(newline="")
    table = csv.writer(written)
    table.writerow(columns)
    table.writerows(rows)
    response = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f"attachment; filename={name}"
    return response
