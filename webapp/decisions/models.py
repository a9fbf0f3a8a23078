"""Vouchers that ask the State Treasury to give a booked fee back: numbered by unit and year, without gaps."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, SealedJSON


class Voucher(Base):
    """Frozen with the decision whose id it has; `content` is what vouchers.py says."""

    __tablename__ = "refund_vouchers"
    __table_args__ = (UniqueConstraint("unit_id", "year", "number"),)

    id: Mapped[UUID] = mapped_column(ForeignKey("money_decisions.id"), primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    year: Mapped[int]
    number: Mapped[int]
    content: Mapped[dict[str, Any]] = mapped_column(SealedJSON("refund voucher"))
    made_at: Mapped[datetime] = mapped_column(UTC)


class VoucherCounter(Base):
    __tablename__ = "voucher_counters"

    unit_id: Mapped[str] = mapped_column(String(60), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]
