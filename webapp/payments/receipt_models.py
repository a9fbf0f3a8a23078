"""Receipts and the counters of their numbers."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, SealedJSON, uuid7

if TYPE_CHECKING:
    from webapp.payments.models import Bill


class Receipt(Base):
    """Proof of payment: numbered by unit and year, starting at 1 on 1 January (NĐ 254/2026 art. 22–27)."""

    __tablename__ = "receipts"
    __table_args__ = (UniqueConstraint("unit_id", "year", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    bill_id: Mapped[UUID] = mapped_column(ForeignKey("bills.id"), unique=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(SealedJSON("receipt"))
    issued_at: Mapped[datetime] = mapped_column(UTC)
    bill: Mapped["Bill"] = relationship(back_populates="receipt")


class ReceiptCounter(Base):
    __tablename__ = "receipt_counters"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
