"""Visits at a counter: when, whose desk, how it ended. Who sat there stands in the mandate of the same id, not here."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed

OPEN = "ended_at IS NULL"


class CounterVisit(Base):
    """One customer at a desk; `id` comes with the form and is that of the mandate they gave there.

    `met`: how they were found, card or typed; "" for who was only shown how (`guided`). `new_account`: they have one because of
    this visit. `key` (hex, 256 bits) seals what the desk's browser keeps of this visit until it is sent. `rested_at`: the screen
    was cleared while they sat there; their card opens it again. `ended_by`: next, other (another visit was begun), guided.
    """

    __tablename__ = "counter_visits"
    __table_args__ = (
        Index("uq_counter_visits_open", "clerk_id", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_counter_visits_unit_id_opened_at", "unit_id", "opened_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    clerk_id: Mapped[UUID] = mapped_column(index=True)
    opened_at: Mapped[datetime] = mapped_column(UTC)
    met: Mapped[str] = mapped_column(String(8), default="")
    new_account: Mapped[bool] = mapped_column(default=False)
    guided: Mapped[bool] = mapped_column(default=False)
    key: Mapped[str | None] = mapped_column(Sealed("counter visit key"))
    rested_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_by: Mapped[str | None] = mapped_column(String(8))
