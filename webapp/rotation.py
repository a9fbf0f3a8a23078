"""Changing the master key: everything sealed, every wrapped file key and every blind index, moved from old keys to the new one.

The walk knows no room: it goes by the types of the columns and by what they say of themselves in `info`:
`sealed` (a purpose; sealed by hand), `blind` (an `Index`), `follows` ("table.column": a copy of that index), `unkeyed` (an
index that begins with this letter needs no key). A table whose `info` says `fades` keeps what can't be moved and empties
itself within days.

Nothing is remembered about how far it came: what lies under the new key already is passed over. So it may be stopped,
killed and repeated, and the app goes on meanwhile: each row is changed only if it still is what was read.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    Column,
    CompoundSelect,
    LargeBinary,
    RowMapping,
    Table,
    TableClause,
    Update,
    column,
    literal,
    select,
    table,
    union_all,
    update,
)
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import sealing
from webapp.db import Base, Sealed, SealedBytes, SealedJSON, Sessions

BATCH = 200  # rows in one transaction
WRAPPED = "wrapped_key"
INDEX = re.compile(r"[0-9a-f]{64}")


@dataclass
class Count:
    """Rows of one table. `old` need a key of before, `fading` too but go by themselves; `broken` open under no key.

    `twice`: another row has the same index under the key of now; the row stays as it was, for a person to settle.
    """

    table: str
    rows: int = 0
    renewed: int = 0
    old: int = 0
    fading: int = 0
    broken: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Kept:
    """What of a table depends on a master key. `raw` is the table without types: bytes as they lie."""

    name: str
    id: str
    raw: TableClause
    sealed: dict[str, str]
    wrapped: tuple[str, ...]
    blind: dict[str, sealing.Index]
    unkeyed: dict[str, str]
    fades: bool


def kept() -> list[Kept]:
    """Every table that holds something under a master key, by name."""
    tables = sorted({mapper.local_table for mapper in Base.registry.mappers}, key=str)
    return [one for one in map(_kept, tables) if one.sealed or one.wrapped or one.unkeyed]


def _kept(mapped: Any) -> Kept:
    own: Table = mapped
    (identity,) = list(own.primary_key.columns)[:1]
    sealed = {one.name: purpose for one in own.columns if (purpose := sealed_as(one))}
    wrapped = tuple(one.name for one in own.columns if one.name == WRAPPED)
    blind = {one.name: one.info["blind"] for one in own.columns if "blind" in one.info}
    unkeyed = {one.name: one.info["unkeyed"] for one in own.columns if "unkeyed" in one.info}
    names = [*sealed, *wrapped]
    raw = [column(name, LargeBinary()) for name in names]
    raw += [column(name, own.columns[name].type) for name in (identity.name, *blind, *unkeyed)]
    return Kept(
        own.name, identity.name, table(own.name, *raw), sealed, wrapped, blind, unkeyed, bool(own.info.get("fades"))
    )


def sealed_as(one: Column[Any]) -> str | None:
    """The purpose under which a column is sealed."""
    if isinstance(one.type, Sealed | SealedBytes | SealedJSON):
        return one.type.purpose
    by_hand: str | None = one.info.get("sealed")
    return by_hand


def rotate(made: Sessions, size: int = BATCH) -> Iterator[Count]:
    """Move everything to the key of now; the count of its table so far after each batch, which is saved by then."""
    for one in kept():
        count = Count(one.name)
        for rows in _batches(made, one, size):
            changes = _judged(one, rows, count)
            if changes and not one.fades:
                _write(made, one, changes, count)
            yield count


def check(made: Sessions, size: int = BATCH) -> list[Count]:
    """What still needs a key of before, and what no key opens. Changes nothing."""
    counts = []
    for one in kept():
        count = Count(one.name)
        for rows in _batches(made, one, size):
            _judged(one, rows, count)
        counts.append(count)
    return counts


def opens(db: Session) -> bool:
    """Whether the keys are those of this database: one value that opens is proof; an empty database fits any key."""
    refused = False
    for purpose, value in db.execute(_newest()):
        try:
            if value is not None:
                sealing.unseal(bytes(value), purpose)
                return True
        except sealing.Unreadable:
            refused = True
    return not refused


@cache
def _newest() -> CompoundSelect[str, bytes | None]:
    """(purpose, sealed value) of the three newest rows of every table, asked at once: every start of the app waits for it."""
    parts = []
    for one in kept():
        rows = select(one.raw).order_by(one.raw.c[one.id].desc()).limit(3).subquery()
        parts += [select(literal(purpose), rows.c[name]) for name, purpose in one.sealed.items()]
    return union_all(*parts)


def _batches(made: Sessions, one: Kept, size: int) -> Iterator[list[RowMapping]]:
    """Rows by their ids, up to the highest there is now: what comes meanwhile is under the key of now, and never ends."""
    identity, last = one.raw.c[one.id], None
    with made.read() as db:
        end = db.scalar(select(identity).order_by(identity.desc()).limit(1))
    while last != end:
        wanted = select(one.raw).where(identity <= end).order_by(identity).limit(size)
        with made.read() as db:
            rows = list(db.execute(wanted if last is None else wanted.where(identity > last)).mappings())
        if not rows:
            return
        yield rows
        last = rows[-1][one.id]


def _judged(one: Kept, rows: list[RowMapping], count: Count) -> list[tuple[RowMapping, dict[str, Any]]]:
    """The rows to be changed, with what they shall hold."""
    changes = []
    for row in rows:
        count.rows += 1
        try:
            fresh = _fresh(one, row)
        except sealing.Unreadable:
            count.broken.append(str(row[one.id]))
            continue
        if fresh:
            changes.append((row, fresh))
            count.old += not one.fades
        count.fading += bool((fresh and one.fades) or _keyed(one, row))
    return changes


def _fresh(one: Kept, row: RowMapping) -> dict[str, Any]:
    fresh: dict[str, Any] = {}
    for name, purpose in one.sealed.items():
        if row[name] is not None:
            fresh[name] = sealing.renewed(bytes(row[name]), purpose)
    for name in one.wrapped:
        if row[name]:  # empty: a file that was destroyed
            fresh[name] = sealing.renewed_file_key(bytes(row[name]))
    for name, index in one.blind.items():
        if row[name] is not None and INDEX.fullmatch(row[name]):
            fresh[name] = _index(one, row, name, index)
    return {name: value for name, value in fresh.items() if value is not None}


def _index(one: Kept, row: RowMapping, name: str, index: sealing.Index) -> str | None:
    """The index under the key of now, or None where it is that already."""
    plain = sealing.unseal(bytes(row[index.column]), one.sealed[index.column]).decode()
    value = json.loads(plain).get(index.field) if index.field else plain
    known = sealing.blinds(index.purpose, str(value))
    if row[name] not in known:
        raise sealing.Unreadable(f"{one.name}.{name}")
    return known[0] if row[name] != known[0] else None


def _keyed(one: Kept, row: RowMapping) -> bool:
    """An index of before, of which nobody can tell the key."""
    return sealing.several() and any(row[name] and not row[name].startswith(way) for name, way in one.unkeyed.items())


def _write(made: Sessions, one: Kept, changes: list[tuple[RowMapping, dict[str, Any]]], count: Count) -> None:
    with made.write.begin() as db:
        for row, fresh in changes:
            as_read = [one.raw.c[name] == row[name] for name in (one.id, *fresh)]
            try:
                with db.begin_nested():
                    done: Any = db.execute(update(one.raw).where(*as_read).values(fresh))
                    for statement in _followers(one, row, fresh):
                        db.execute(statement)
            except IntegrityError:  # two servers, one not restarted yet, took the same phone or number at once
                count.twice.append(str(row[one.id]))
                continue
            count.renewed += done.rowcount
            count.old -= 1


def _followers(one: Kept, row: RowMapping, fresh: dict[str, Any]) -> Iterator[Update]:
    for name in one.blind.keys() & fresh.keys():
        for own in Base.metadata.tables.values():
            for copy in own.columns:
                if copy.info.get("follows") == f"{one.name}.{name}":
                    yield update(own).where(copy == row[name]).values({copy: fresh[name]})
