"""Consignments and their papers, records of handing over, each day's numbers. Triggers refuse to change a confirmed record."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.consignments.lifecycle import Place, Result, State
from webapp.db import UTC, Base, Sealed, SealedJSON
from webapp.dossiers.service import Dossier

LIVING = text("state IN ('written', 'signed', 'listed')")


class Consignment(Base):
    """«Phiếu gửi hồ sơ»: what a clerk took in for a dossier, from the form to the result in somebody's hand.

    `id` comes with the form, `number` stands on the paper. `services`: send, receive or both (art. 5); `delivery`: here, mail or
    online, "" where nothing is to be received. `sheet`: what was signed, `sheet_hash` its SHA-256. `missing`: why it came back from
    the last record. `forwarded`: takings whose money went along (ids). `tracking`: [{move, at, by}] of the item in the mail.
    """

    __tablename__ = "consignments"
    __table_args__ = (
        Index("uq_consignments_living", "dossier_id", unique=True, sqlite_where=LIVING, postgresql_where=LIVING),
        Index("ix_consignments_unit_id_state", "unit_id", "state"),
        Index("ix_consignments_agency_id_result", "agency_id", "result"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    unit_id: Mapped[str] = mapped_column(String(60))  # the post office
    agency_id: Mapped[str] = mapped_column(String(60))
    account_id: Mapped[UUID]
    clerk: Mapped[str] = mapped_column(String(120))
    services: Mapped[str] = mapped_column(String(8))
    delivery: Mapped[str] = mapped_column(String(8))
    address: Mapped[str | None] = mapped_column(Sealed("consignment address"))
    authorised: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("consignment authorised"))
    note: Mapped[str | None] = mapped_column(Sealed("consignment note"))
    state: Mapped[str] = mapped_column(String(12), default=State.WRITTEN)
    result: Mapped[str] = mapped_column(String(12), default=Result.NONE)
    written_at: Mapped[datetime] = mapped_column(UTC, index=True)
    signed_at: Mapped[datetime | None] = mapped_column(UTC)
    handed_at: Mapped[datetime | None] = mapped_column(UTC)
    handover_id: Mapped[UUID | None] = mapped_column(ForeignKey("handovers.id"), index=True)
    missing: Mapped[str | None] = mapped_column(Sealed("consignment missing"))
    forwarded: Mapped[list[Any] | None]
    sheet: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("consignment sheet"))
    sheet_hash: Mapped[str | None] = mapped_column(String(64))
    result_handover_id: Mapped[UUID | None] = mapped_column(ForeignKey("handovers.id"), index=True)
    result_at: Mapped[datetime | None] = mapped_column(UTC)
    item_code: Mapped[str | None] = mapped_column(String(13))
    tracking: Mapped[list[Any] | None]
    given_at: Mapped[datetime | None] = mapped_column(UTC)
    given_by_id: Mapped[UUID | None]
    given_to: Mapped[str | None] = mapped_column(Sealed("consignment given to"))
    dossier: Mapped[Dossier] = relationship()
    papers: Mapped[list["ConsignmentPaper"]] = relationship(
        order_by="ConsignmentPaper.position", back_populates="consignment", cascade="all, delete-orphan"
    )


class ConsignmentPaper(Base):
    """One kind of paper of a consignment. `place`: of lifecycle.Place; `returned_*`: who took it back, having signed for it."""

    __tablename__ = "consignment_papers"
    __table_args__ = (Index("ix_consignment_papers_place", "place"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    consignment_id: Mapped[UUID] = mapped_column(ForeignKey("consignments.id"), index=True)
    position: Mapped[int]
    name: Mapped[str] = mapped_column(Sealed("consignment paper"))
    copies: Mapped[int]
    original: Mapped[bool]
    to_return: Mapped[bool]
    place: Mapped[str] = mapped_column(String(8), default=Place.SENDER)
    returned_at: Mapped[datetime | None] = mapped_column(UTC)
    returned_to: Mapped[str | None] = mapped_column(Sealed("consignment paper returned to"))
    consignment: Mapped[Consignment] = relationship(back_populates="papers")


class Handover(Base):
    """«Biên bản giao nhận» between a post office and an agency. `direction`: to_agency (papers) or to_post (results).

    `lines`: records.line_of each, as they stood when it was made; `answers`: consignment id → {found, note}. `hash`: SHA-256 of all it
    says. `state`: made, confirmed or dropped.
    """

    __tablename__ = "handovers"
    __table_args__ = (
        UniqueConstraint("unit_id", "day", "number"),
        Index("ix_handovers_agency_id_state", "agency_id", "state"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the form: sent twice is once
    number: Mapped[int]
    day: Mapped[date]
    unit_id: Mapped[str] = mapped_column(String(60))
    agency_id: Mapped[str] = mapped_column(String(60))
    direction: Mapped[str] = mapped_column(String(10))
    state: Mapped[str] = mapped_column(String(10))
    lines: Mapped[list[Any]]
    agreement: Mapped[dict[str, Any] | None]
    made_by_id: Mapped[UUID]
    given_by: Mapped[str] = mapped_column(String(120))
    made_at: Mapped[datetime] = mapped_column(UTC)
    confirmed_by_id: Mapped[UUID | None]
    received_by: Mapped[str | None] = mapped_column(String(120))
    confirmed_at: Mapped[datetime | None] = mapped_column(UTC)
    answers: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("handover answers"))
    hash: Mapped[str | None] = mapped_column(String(64))

    @property
    def name(self) -> str:
        """«03/23112026»: what people call it at this post office."""
        return f"{self.number:02}/{self.day:%d%m%Y}"


class HandoverDay(Base):
    """The last number of a post office on a day; whoever makes a record locks it."""

    __tablename__ = "handover_days"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
