"""Tickets of a line, the desks that call, each day's numbers, and how a unit runs its line. Nothing of a person stands in them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base


class QueueDesk(Base):
    """A desk that calls, from its opening to its closing. `label`: what the board says, «3»."""

    __tablename__ = "queue_desks"
    __table_args__ = (Index("ix_queue_desks_unit_id_closed_at", "unit_id", "closed_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the form: sent twice is once
    unit_id: Mapped[str] = mapped_column(String(60))
    label: Mapped[str] = mapped_column(String(20))
    account_id: Mapped[UUID] = mapped_column(index=True)
    opened_at: Mapped[datetime] = mapped_column(UTC)
    closed_at: Mapped[datetime | None] = mapped_column(UTC)


class QueueTicket(Base):
    """One place in the line of a unit on a day. `number` from 1 on, None while it is only booked; `token` opens its page.

    `group`: of rules.GROUPS or ""; `came_by`: tablet, phone or booking; `turn_at`: since when it counts as waiting;
    `slot_at`: the time that was booked; `calls`: how often it was called.
    """

    __tablename__ = "queue_tickets"
    __table_args__ = (
        UniqueConstraint("unit_id", "day", "number"),
        Index("ix_queue_tickets_unit_id_day_state", "unit_id", "day", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the page: sent twice is once
    unit_id: Mapped[str] = mapped_column(String(60))
    day: Mapped[date] = mapped_column(index=True)
    number: Mapped[int | None]
    token: Mapped[str] = mapped_column(String(24), unique=True)
    group: Mapped[str] = mapped_column(String(10), default="")
    came_by: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(8))
    made_at: Mapped[datetime] = mapped_column(UTC)
    turn_at: Mapped[datetime] = mapped_column(UTC)
    slot_at: Mapped[datetime | None] = mapped_column(UTC)
    desk_id: Mapped[UUID | None] = mapped_column(ForeignKey("queue_desks.id"), index=True)
    calls: Mapped[int] = mapped_column(default=0)
    called_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    desk: Mapped[QueueDesk | None] = relationship()


class QueueDay(Base):
    """The last number of a unit on a day, and how many who go ahead were called in a row; whoever calls or books locks it."""

    __tablename__ = "queue_days"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
    run: Mapped[int] = mapped_column(default=0)


class QueueSetting(Base):
    """What a unit said about its line (rules.OWN), and the secret by which its tablet is known."""

    __tablename__ = "queue_settings"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    own: Mapped[dict[str, Any]]
    tablet: Mapped[str] = mapped_column(String(24), unique=True)
    changed_at: Mapped[datetime] = mapped_column(UTC)
    changed_by: Mapped[UUID | None] = mapped_column(default=None)
