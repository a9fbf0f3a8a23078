"""The book of mandates: written line by line in the caller's transaction, anchored outside the database, checked from end to end.

An anchor is a line `number seal moment` in DATA/anchors/mandates.txt, written by the worker a moment later and brought to the team
managers once a day: whoever can write the database and knows the key still can't reach what was told outside.
"""

import os
import secrets
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, outbox
from webapp.db import insert_for
from webapp.mandates import chain
from webapp.mandates.models import BookHead, BookKey, BookLine
from webapp.sealing import Unreadable

JOB = "mandates.anchor"
FIRST_KEY = "1"


def write(db: Session, kind: str, mandate_id: UUID, **said: Any) -> BookLine:
    """Append a line; `said`: plain values, identifiers of people only. Writers wait for each other until the caller commits."""
    key_id, key = _key(db)
    head = _head(db)
    line = BookLine(
        number=head.number + 1, at=clock.now(), kind=kind, mandate_id=mandate_id, said=said, key_id=key_id,
        before=head.seal, seal="",
    )  # fmt: skip
    line.seal = chain.seal(key, line.before, _content(line))
    head.number, head.seal = line.number, line.seal
    db.add(line)
    db.flush()
    outbox.enqueue(db, JOB, {"number": line.number}, key=f"{JOB}/{line.number}")
    return line


def lines(db: Session, mandate_id: UUID) -> list[BookLine]:
    return list(db.scalars(select(BookLine).where(BookLine.mandate_id == mandate_id).order_by(BookLine.number)))


def check(db: Session, data: Path, more: Iterable[tuple[int, str]] = ()) -> tuple[int, list[chain.Fault]]:
    """How many lines there are, and what is wrong with them; nothing when each is as it was written and none is missing.

    `more`: anchors told elsewhere; the first 16 digits of a seal will do.
    """
    keys = {}
    for key_id in db.scalars(select(BookKey.id)):
        try:
            keys[key_id] = bytes.fromhex(db.get_one(BookKey, key_id).key)
        except (Unreadable, ValueError):
            continue  # lines under it are told as such
    rows = db.scalars(select(BookLine).order_by(BookLine.number))
    there = [chain.Line(one.number, _content(one), one.key_id, one.before, one.seal) for one in rows]
    head = db.scalar(select(BookHead))
    told = [*anchors(data), *more, *([(head.number, head.seal)] if head and head.number else [])]
    return len(there), chain.check(there, keys, told)


def anchor(db: Session, payload: dict[str, Any], data: Path) -> None:
    """Job: tell the seal of a line to the file outside. Told twice is no harm."""
    line = db.get_one(BookLine, payload["number"])
    path = _file(data)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        file.write(f"{line.number} {line.seal} {line.at.isoformat()}\n")
        file.flush()
        os.fsync(file.fileno())


def handlers(data: Path) -> dict[str, outbox.Handler]:
    return {JOB: partial(anchor, data=data)}


def anchors(data: Path) -> Iterator[tuple[int, str]]:
    path = _file(data)
    for text in path.read_text().splitlines() if path.exists() else ():
        number, seal, *_moment = text.split()
        yield int(number), seal


def _file(data: Path) -> Path:
    return data / "anchors" / "mandates.txt"


def _content(line: BookLine) -> dict[str, Any]:
    at: datetime = line.at
    return {"number": line.number, "at": at.isoformat(), "kind": line.kind, "mandate": str(line.mandate_id)} | line.said


def _head(db: Session) -> BookHead:
    """The head, locked until the caller commits; made when there is none."""
    first = insert_for(db, BookHead).values(id=1, number=0, seal="")
    db.execute(
        first.on_conflict_do_update(index_elements=[BookHead.id], set_={"id": 1})
    )  # also an update: it locks the row
    return db.get_one(BookHead, 1, populate_existing=True)


def _key(db: Session) -> tuple[str, bytes]:
    made = insert_for(db, BookKey).values(id=FIRST_KEY, key=secrets.token_hex(32))
    db.execute(made.on_conflict_do_nothing(index_elements=[BookKey.id]))
    return FIRST_KEY, bytes.fromhex(db.get_one(BookKey, FIRST_KEY).key)
