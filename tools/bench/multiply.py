"""Copies of filled rows made inside the database: a million dossiers in minutes.

A copy has the number of its copy as the first eight hexadecimal digits of every id, so that what belongs together still does.
"""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Engine, Table

IDS = {"id", "account_id", "person_id", "dossier_id", "bill_id"}
HEX = {"phone_index", "stored_as", "share_token", "token"}
UNIQUE = {
    ("dossiers", "reference"): "{count}", ("bills", "reference"): "'X' || {count}",
    ("dossiers", "official_code"): "official_code || '.' || {copy}", ("receipts", "number"): "number + {copy} * 10000000",
}  # fmt: skip
"""Columns of which no two rows may have the same → what a copy has there; `{count}`: eight digits of its own."""
SPELL = {"sqlite": "printf('%08x', {})", "postgresql": "lpad(to_hex(({})::bigint), 8, '0')"}


def multiply(engine: Engine, tables: Sequence[Table], first: UUID, last: UUID, copies: int) -> None:
    """`copies` more of all rows whose ids lie from `first` to `last`. A copy at a time: each is one transaction."""
    for number in range(1, copies + 1):
        with engine.begin() as connection:
            for table in tables:
                connection.exec_driver_sql(_statement(engine.dialect.name, table, first, last, number))


def _statement(dialect: str, table: Table, first: UUID, last: UUID, copy: int) -> str:
    names = [f'"{name}"' for name in _names(table)]
    values = [_value(dialect, table.name, name, copy) for name in _names(table)]
    low, high = (one.hex if dialect == "sqlite" else str(one) for one in (first, last))
    return (
        f"INSERT INTO {table.name} ({', '.join(names)}) SELECT {', '.join(values)} FROM {table.name} "  # noqa: S608
        f"WHERE id BETWEEN '{low}' AND '{high}'"
    )


def _value(dialect: str, table: str, name: str, copy: int) -> str:
    prefix = SPELL[dialect].format(copy)
    if name in IDS and dialect == "postgresql":
        return f"({prefix} || substr({name}::text, 9))::uuid"
    if name in IDS | HEX:
        return f"{prefix} || substr({name}, 9)"
    count = SPELL[dialect].format(f"{copy} * 1000000 + row_number() OVER (ORDER BY id)")
    unique = UNIQUE.get((table, name))
    return unique.format(copy=copy, count=count) if unique else f'"{name}"'


def _names(table: Table) -> list[str]:
    return [one.name for one in table.columns]
