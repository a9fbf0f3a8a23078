"""Receipts, the counters of their numbers, and the papers that were signed. Rows are never taken away: what is wrong is cancelled."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, SealedBytes, SealedJSON, uuid7
from webapp.payments.service import Bill

BEFORE = "chung"
"""The kind of proofs issued before phí and lệ phí had receipts of their own: one for both, in a series of theirs."""
BEFORE_FORM = "BN"
UNREPORTED = "reported_at IS NULL OR cancelled_at IS NOT NULL AND cancel_reported_at IS NULL"


def _where(condition: str) -> dict[str, Any]:
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


class Receipt(Base):
    """Proof of payment for one kind of money of a bill (NĐ 254/2026 art. 22–27): phi, le_phi, thue, khac or BEFORE.

    Numbered by series and year, from 1 on 1 January on, without gaps. A cancelled one keeps its number.
    """

    __tablename__ = "receipts"
    __table_args__ = (
        UniqueConstraint("series", "year", "number"),
        Index("uq_receipts_living", "bill_id", "kind", unique=True, **_where("cancelled_at IS NULL")),
        Index("ix_receipts_unreported", "issued_at", **_where(UNREPORTED)),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    bill_id: Mapped[UUID] = mapped_column(ForeignKey("bills.id"), index=True)
    unit_id: Mapped[str] = mapped_column(String(60))  # who collects, and whose series it is
    delegate_unit_id: Mapped[str | None] = mapped_column(String(60))  # who wrote it for that unit (art. 25)
    kind: Mapped[str] = mapped_column(String(8))
    form: Mapped[str] = mapped_column(String(40))
    series: Mapped[str] = mapped_column(String(80))
    year: Mapped[int]
    number: Mapped[int]
    token: Mapped[str] = mapped_column(String(32), unique=True)  # of the public page behind the QR
    content: Mapped[dict[str, Any]] = mapped_column(SealedJSON("receipt"))
    issued_at: Mapped[datetime] = mapped_column(UTC)
    cancelled_at: Mapped[datetime | None] = mapped_column(UTC)
    cancelled_by: Mapped[str | None] = mapped_column(Sealed("receipt cancelled by"))
    cancelled_why: Mapped[str | None] = mapped_column(Sealed("receipt cancelled why"))
    reported_at: Mapped[datetime | None] = mapped_column(UTC)  # to the tax system (art. 27.3)
    acknowledged: Mapped[str | None] = mapped_column(String(60))
    cancel_reported_at: Mapped[datetime | None] = mapped_column(UTC)
    cancel_acknowledged: Mapped[str | None] = mapped_column(String(60))
    bill: Mapped[Bill] = relationship(back_populates="receipts")

    @property
    def living(self) -> bool:
        return self.cancelled_at is None

    @property
    def total(self) -> int:
        """Đồng."""
        return int(self.content["total"])


# Hung on from here: the room of payments knows no receipts. Templates say `bill.receipts`, code `of_bill`.
Bill.receipts = relationship(Receipt, back_populates="bill", order_by=Receipt.issued_at)
OF_BILL: InstrumentedAttribute[list[Receipt]] = Bill.receipts  # type: ignore[attr-defined]


def of_bill(bill: Bill) -> list[Receipt]:
    """Oldest first, cancelled ones too."""
    return OF_BILL.__get__(bill, Bill)


class ReceiptCounter(Base):
    """The last number of a series in a year, moved on in the transaction of the receipt that takes it."""

    __tablename__ = "receipt_counters"

    series: Mapped[str] = mapped_column(String(80), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class ReceiptPaper(Base):
    """The signed original of a receipt, made once and never again."""

    __tablename__ = "receipt_papers"

    receipt_id: Mapped[UUID] = mapped_column(ForeignKey("receipts.id"), primary_key=True)
    signed_at: Mapped[datetime] = mapped_column(UTC)
    pdf: Mapped[bytes] = mapped_column(SealedBytes("receipt paper"))
