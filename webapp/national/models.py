"""Records of the national portal as they were imported, version after version; what is doubted in them; what we corrected."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, uuid7

LIVING = text("withdrawn_at IS NULL")
OPEN, SETTLED, GONE = "open", "settled", "gone"  # gone: the words that were doubted stand there no more


class NationalRecord(Base):
    """One code of the national catalogue. `name`, `field`: as read, for lists; `number`: its current version.

    `seen_on`: the day of the last crawl that listed it; `gone_on`: of the first that did not, None while it is listed.
    """

    __tablename__ = "national_records"

    code: Mapped[str] = mapped_column(Text, primary_key=True)
    name: Mapped[str] = mapped_column(Text)
    field: Mapped[str] = mapped_column(Text)
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))
    seen_on: Mapped[date]
    gone_on: Mapped[date | None]


class NationalVersion(Base):
    """What a crawl said, unread; never changed. `number` counts from 1 for each code."""

    __tablename__ = "national_versions"
    __table_args__ = (UniqueConstraint("code", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(ForeignKey("national_records.code"))
    number: Mapped[int]
    raw: Mapped[dict[str, Any]]
    seen_on: Mapped[date]
    imported_at: Mapped[datetime] = mapped_column(UTC)


class NationalDoubt(Base):
    """A place of a record that somebody has to look at. `key`: hash of kind, part and excerpt, so that no import asks twice.

    `words`: how it was settled, or why it is gone.
    """

    __tablename__ = "national_doubts"
    __table_args__ = (
        UniqueConstraint("code", "key"),
        Index("ix_national_doubts_state_kind_code", "state", "kind", "code"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(ForeignKey("national_records.code"))
    key: Mapped[str] = mapped_column(String(64))
    kind: Mapped[str] = mapped_column(String(40))
    part: Mapped[str] = mapped_column(String(20))
    excerpt: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(10), default=OPEN)
    raised_at: Mapped[datetime] = mapped_column(UTC)
    settled_at: Mapped[datetime | None] = mapped_column(UTC)
    settled_by_id: Mapped[UUID | None]
    words: Mapped[str] = mapped_column(Text, default="")


class NationalEdit(Base):
    """What we say instead of the portal about one part of a code, whatever is imported later; `id` comes with the form.

    `part`: name, term, fee, hidden; `channel`: of a term or fee, else "". `under`: the imported words it lies over, to notice when
    they change.
    """

    __tablename__ = "national_edits"
    __table_args__ = (
        Index(
            "uq_national_edits_living",
            "code",
            "part",
            "channel",
            unique=True,
            sqlite_where=LIVING,
            postgresql_where=LIVING,
        ),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(ForeignKey("national_records.code"))
    part: Mapped[str] = mapped_column(String(10))
    channel: Mapped[str] = mapped_column(String(20))
    value: Mapped[str] = mapped_column(Text)
    under: Mapped[str] = mapped_column(Text)
    made_at: Mapped[datetime] = mapped_column(UTC)
    made_by_id: Mapped[UUID]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UTC)
