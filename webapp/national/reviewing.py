"""What there is to look over: doubts by kind, page by page, and one record with all that is said about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from webapp.national.loading import load
from webapp.national.models import OPEN, NationalDoubt, NationalEdit, NationalRecord
from webapp.national.overlay import Shown

AT_ONCE = 30


@dataclass(frozen=True)
class Listed:
    """A page of open doubts, by code. `end`: where the next one begins, None after the last; `counts`: open ones by kind."""

    rows: Sequence[tuple[NationalDoubt, str]]
    end: str | None
    counts: dict[str, int]


@dataclass(frozen=True)
class Opened:
    """A record as it is shown, its raw text, its doubts (open ones first) and the corrections that hold."""

    shown: Shown
    raw: dict[str, Any]
    doubts: Sequence[NationalDoubt]
    edits: Sequence[NationalEdit]


def listed(db: Session, kind: str = "", after: str = "") -> Listed:
    """`kind` "": all; `after`: the `end` of the page before. Two statements."""
    counted = db.execute(
        select(NationalDoubt.kind, func.count()).where(NationalDoubt.state == OPEN).group_by(NationalDoubt.kind)
    )
    which = [NationalDoubt.state == OPEN]
    if kind:
        which.append(NationalDoubt.kind == kind)
    if begins := _place(after):
        which.append(tuple_(NationalDoubt.code, NationalDoubt.id) > begins)
    asked = (
        select(NationalDoubt, NationalRecord.name)
        .join(NationalRecord, NationalRecord.code == NationalDoubt.code)
        .where(*which)
        .order_by(NationalDoubt.code, NationalDoubt.id)
        .limit(AT_ONCE + 1)
    )
    counts = {str(one[0]): int(one[1]) for one in counted}
    rows = [(doubt, name) for doubt, name in db.execute(asked)]
    last = rows[AT_ONCE - 1][0] if len(rows) > AT_ONCE else None
    return Listed(rows[:AT_ONCE], f"{last.id}_{last.code}" if last else None, counts)


def _place(after: str) -> tuple[str, UUID] | None:
    found, _line, code = after.partition("_")
    try:
        return code, UUID(found)
    except ValueError:
        return None


def opened(db: Session, code: str) -> Opened | None:
    """Three statements; None for a code that was never imported."""
    found = load(db, code)
    if found is None:
        return None
    which = (
        select(NationalDoubt)
        .where(NationalDoubt.code == code)
        .order_by(NationalDoubt.state != OPEN, NationalDoubt.kind)
    )
    return Opened(found.shown, found.raw, db.scalars(which).all(), found.edits)
