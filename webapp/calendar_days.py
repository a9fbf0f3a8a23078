"""The table of days off and days worked, which the province edits, and its first filling from `data/calendar.yaml`."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import CheckConstraint, Date, String, Text, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from webapp import editions
from webapp.db import Base
from webapp.workdays import BadCalendar, Calendar

SEED = Path(__file__).parent / "data" / "calendar.yaml"
KINDS = ("off", "worked")


class CalendarDay(Base):
    """One day that differs from the plain week, with the document that says so.

    Rows are not deleted: a day off that turns out to be worked is put as `worked`, or the next filling would bring it
    back.
    """

    __tablename__ = "calendar_days"
    __table_args__ = (CheckConstraint("kind IN ('off', 'worked')", name="kind"),)

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    kind: Mapped[str] = mapped_column(String(8))
    name_vi: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    source: Mapped[str] = mapped_column(Text)


@cache
def seed_rows(path: Path = SEED) -> tuple[dict[str, Any], ...]:
    """The rows of the file: {day, kind, name: {vi, en}, source}; raises BadCalendar."""
    rows = tuple(yaml.safe_load(path.read_text(encoding="utf-8")))
    Calendar.from_rows(rows)
    return rows


def load(db: Session) -> Calendar:
    """The calendar as it stands in the database."""
    return from_table(db.scalars(select(CalendarDay)))


current = editions.kept(load)


def from_table(rows: Iterable[CalendarDay]) -> Calendar:
    return Calendar.from_rows(
        {"day": row.day, "kind": row.kind, "name": {"vi": row.name_vi, "en": row.name_en}} for row in rows
    )


def seed(db: Session) -> int:
    """Insert the days of the file that the table does not have; edited rows stay. Returns how many were new."""
    known = set(db.scalars(select(CalendarDay.day)))
    new = [row for row in seed_rows() if row["day"] not in known]
    for row in new:
        put(db, row["day"], row["kind"], row["name"]["vi"], row["name"]["en"], row["source"])
    return len(new)


def put(db: Session, day: date, kind: str, name_vi: str, name_en: str, source: str) -> CalendarDay:
    """Set one day, new or changed; raises BadCalendar for another kind than off or worked."""
    if kind not in KINDS:
        raise BadCalendar(f"{day}: {kind}")
    row = CalendarDay(day=day, kind=kind, name_vi=name_vi, name_en=name_en, source=source)
    merged = db.merge(row)
    db.flush()
    return merged
