"""A provider's statement of a day, read line by line (pure): as data/statements.yaml says its columns. All of it, or nothing."""

import csv
import io
import json
import re
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from webapp import clock
from webapp.payments.gateway import Happened, Said, Unreadable

LARGEST, MOST_ROWS, MOST_SAID = 4 * 1024 * 1024, 20_000, 20
COLUMNS = Path(__file__).parent / "data" / "statements.yaml"
_AMOUNT = re.compile(r"([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{1,15})(?:[.,]00?)?", re.ASCII)
_NUMBER = re.compile(r"[A-Za-z0-9._-]{1,40}", re.ASCII)


class BadStatement(ValueError):
    """What cannot be read: (line of the file, in a word what), at most twenty. Nothing was taken."""

    def __init__(self, faults: list[tuple[int, str]]) -> None:
        super().__init__(str(faults))
        self.faults = faults[:MOST_SAID]


@dataclass(frozen=True)
class Row:
    """`line` of the file, the head being 1; `amount` in đồng; `happened`: came, out, or doubtful: neither."""

    line: int
    happened: Happened
    number: str
    amount: int
    account: str = ""
    content: str = ""
    bank_reference: str | None = None
    attempt: str | None = None


@cache
def sets() -> list[dict[str, Any]]:
    """Column sets, newest first."""
    found: list[dict[str, Any]] = yaml.safe_load(COLUMNS.read_text("utf-8"))
    return sorted(found, key=lambda one: str(one["from"]), reverse=True)


def providers() -> dict[str, dict[str, str]]:
    """Providers whose statements are known → `{vi, en}`."""
    return {one["provider"]: one["name"] for one in sets()}


def read(provider: str, raw: bytes, day: date) -> list[Row]:
    """The lines of that day's statement. Raises BadStatement."""
    table = _table(raw)
    known = next((one for one in sets() if one["provider"] == provider and one["from"] <= day), None)
    if known is None or not table:
        raise BadStatement([(1, "empty" if known else "provider")])
    needed = {*known["columns"].values(), *known["came"], *known["out"]}
    if missing := sorted(needed - set(table[0])):
        raise BadStatement([(1, one) for one in missing])
    rows, faults, seen = [], list[tuple[int, str]](), set[str]()
    for line, cells in enumerate(table[1:], 2):
        if not any(cells):
            continue
        row, fault = _row(known, line, dict(zip(table[0], cells, strict=False)), day)
        if row and row.number in seen:
            fault = "twice"
        if row and not fault:
            seen.add(row.number)
            rows.append(row)
        faults += [(line, fault)] if fault else []
    if faults:
        raise BadStatement(faults)
    return rows


def _table(raw: bytes) -> list[list[str]]:
    """Cells, trimmed; UTF-8 with or without a byte order mark, by comma or semicolon, whichever the head has more of."""
    if len(raw) > LARGEST:
        raise BadStatement([(1, "size")])
    try:
        text = raw.decode("utf-8-sig")
        if "\x00" in text:  # no database keeps it, and nobody typed it
            raise csv.Error
        head = text.partition("\n")[0]
        by = ";" if head.count(";") > head.count(",") else ","
        table = [[cell.strip() for cell in cells] for cells in csv.reader(io.StringIO(text, newline=""), delimiter=by)]
    except (UnicodeDecodeError, csv.Error):
        raise BadStatement([(1, "text")]) from None
    if len(table) > MOST_ROWS:
        raise BadStatement([(MOST_ROWS + 1, "size")])
    return table


def _row(known: dict[str, Any], line: int, cells: dict[str, str], day: date) -> tuple[Row | None, str]:
    """The line, or what is wrong with it."""
    said = {name: cells.get(column, "") for name, column in known["columns"].items()}
    amount = dong(said["amount"])
    if not amount:
        return None, "amount"
    if not _NUMBER.fullmatch(said["number"]):
        return None, "number"
    try:
        if datetime.strptime(said["at"], known["moment"]).replace(tzinfo=clock.VN).date() != day:
            return None, "day"
    except ValueError:
        return None, "moment"
    return Row(
        line, _happened(known, cells), said["number"], amount, said.get("account", "")[:40], said.get("content", "")[:1000],
        said.get("bank_reference", "")[:1000] or None, said.get("attempt", "")[:34] or None,
    ), ""  # fmt: skip


def _happened(known: dict[str, Any], cells: dict[str, str]) -> Happened:
    for word in ("came", "out"):
        if all(cells.get(column) in values for column, values in known[word].items()):
            return "came" if word == "came" else "out"
    return "doubtful"


def dong(text: str) -> int:
    """Whole đồng, with or without dots or a «.00»; 0: no amount."""
    found = _AMOUNT.fullmatch(text)
    return int(re.sub(r"\D", "", found[1])) if found else 0


def as_notice(row: Row) -> bytes:
    """The line as it is kept raw, to be read by `said`."""
    return json.dumps(asdict(row), ensure_ascii=False).encode()


def said(raw: bytes) -> list[Said]:
    """What a line of a statement tells, for the door that notices come through. Raises Unreadable."""
    try:
        row = Row(**json.loads(raw))
    except (ValueError, TypeError):
        raise Unreadable("statement") from None
    return [Said(
        row.happened, row.number, row.amount, attempt=row.attempt, texts=(row.content,), content=row.content or (row.attempt or ""),
        accounts=(row.account,) if row.account else (), bank_reference=row.bank_reference, code="00" if row.attempt else None,
    )]  # fmt: skip
