"""Visits that were asked for, what happened with each, who looked at whose address, and how many a team takes."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp import sealing
from webapp.db import UTC, Base, Sealed, uuid7
from webapp.visits.slots import Slot


class Visit(Base):
    """Somebody asks a team to come; `id` comes with the form, so that sending it twice is one request.

    `name`, `address`, `note`: of the home that is visited; `phone`: of who asked, confirmed. `whom`: self, family, neighbour, as
    seen by who asked. `procedure`: a code, None where it is not clear yet. `token` opens the page of who asked, `token_hash` finds
    it. `code_id`: the one-time code under way, without an account. `emptied_at`: from then on nobody can be recognised.
    """

    __tablename__ = "visits"
    __table_args__ = (
        Index("ix_visits_unit_id_day", "unit_id", "day"),
        Index("ix_visits_helper_id_day", "helper_id", "day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    ward: Mapped[str] = mapped_column(String(5))
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    helper_id: Mapped[UUID | None]
    day: Mapped[date]
    part: Mapped[str] = mapped_column(String(10))
    procedure: Mapped[str | None] = mapped_column(String(40))
    whom: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(Sealed("visit name"))
    address: Mapped[str | None] = mapped_column(Sealed("visit address"))
    note: Mapped[str | None] = mapped_column(Sealed("visit note"))
    phone: Mapped[str | None] = mapped_column(Sealed("visit phone"))
    phone_index: Mapped[str | None] = mapped_column(
        String(64), index=True, info={"blind": sealing.Index("phone", "phone")}
    )
    lang: Mapped[str] = mapped_column(String(2))
    words_hash: Mapped[str] = mapped_column(String(64))
    token: Mapped[str] = mapped_column(Sealed("visit token"))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    code_id: Mapped[UUID | None]
    state: Mapped[str] = mapped_column(String(12))
    state_at: Mapped[datetime] = mapped_column(UTC)
    asked_at: Mapped[datetime] = mapped_column(UTC)
    emptied_at: Mapped[datetime | None] = mapped_column(UTC)

    @property
    def slot(self) -> Slot:
        return Slot(self.day, self.part)


class VisitEvent(Base):
    """One thing that happened with a visit. Appended only. `by_kind`: citizen, manager, helper; `note`: the reason that was given."""

    __tablename__ = "visit_events"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    visit_id: Mapped[UUID] = mapped_column(ForeignKey("visits.id", ondelete="CASCADE"), index=True)
    event: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UTC)
    by_kind: Mapped[str] = mapped_column(String(8))
    by_account: Mapped[UUID | None]
    note: Mapped[str | None] = mapped_column(Sealed("visit event note"))


class VisitLook(Base):
    """Somebody of the team opened name and address. Appended only; outlives the visit, hence no foreign key. `role`: manager, helper."""

    __tablename__ = "visit_looks"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    visit_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID | None]
    role: Mapped[str] = mapped_column(String(8))
    at: Mapped[datetime] = mapped_column(UTC, index=True)


class VisitLimit(Base):
    """How many visits a team takes: {part of the day: number}; empty: as many as the data says."""

    __tablename__ = "visit_limits"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    most: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime | None] = mapped_column(UTC)
    changed_by: Mapped[UUID | None]
