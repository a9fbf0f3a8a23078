"""A record out of the database: read as of today, with the corrections that lie over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.national import reading
from webapp.national.editing import living
from webapp.national.models import NationalEdit, NationalRecord, NationalVersion
from webapp.national.overlay import Shown


@dataclass(frozen=True)
class Loaded:
    """As pages show it; its raw JSON; the corrections that hold, as rows."""

    shown: Shown
    raw: dict[str, Any]
    edits: Sequence[NationalEdit]


def load(db: Session, code: str) -> Loaded | None:
    """Two statements; None for a code that was never imported."""
    current = (NationalVersion.code == NationalRecord.code) & (NationalVersion.number == NationalRecord.number)
    found = db.execute(
        select(NationalRecord, NationalVersion.raw).join(NationalVersion, current).where(NationalRecord.code == code)
    ).first()
    if found is None:
        return None
    row, raw = found
    edits = living(db, code)
    said = {(one.part, one.channel): one.value for one in edits}
    return Loaded(Shown(reading.read(raw, clock.today()), said, row.number, row.seen_on, row.gone_on), raw, edits)
