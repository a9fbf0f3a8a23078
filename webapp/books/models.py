"""A day's money held against a provider's statement: the sheet, its lines, and what a person said of those that differ."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, SealedBytes, SealedJSON, uuid7


class Sheet(Base):
    """One provider, one day. `part` 1, and a supplement for each statement that came after the one before was signed. Signed, it is
    frozen: `content` as reconciling.py froze it, with its SHA-256."""

    __tablename__ = "day_sheets"
    __table_args__ = (UniqueConstraint("provider", "day", "part"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    provider: Mapped[str] = mapped_column(String(12))
    day: Mapped[date]
    part: Mapped[int]
    signed_at: Mapped[datetime | None] = mapped_column(UTC)
    signed_by: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    signed_name: Mapped[str | None] = mapped_column(String(120))
    content: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("day sheet"))
    sha256: Mapped[str | None] = mapped_column(String(64))
    lines: Mapped[list["StatementLine"]] = relationship(order_by="StatementLine.position")


class Statement(Base):
    """The file as it came."""

    __tablename__ = "statements"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the form: sent twice is once
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("day_sheets.id"), index=True)
    body: Mapped[bytes] = mapped_column(SealedBytes("statement"))
    sha256: Mapped[str] = mapped_column(String(64))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    by_name: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(UTC)


class StatementLine(Base):
    """A line of a statement, or a movement of ours that stands in none (`number` of the provider in both).

    `what`: matched, missing_here (found by the statement), missing_there, amount_differs, out, doubtful. `amount`: what the
    statement says, `ours`: what the journal says, in đồng; 0 where it says nothing.
    """

    __tablename__ = "statement_lines"
    __table_args__ = (UniqueConstraint("sheet_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("day_sheets.id"), index=True)
    position: Mapped[int]  # line of the file; after them ours
    number: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int] = mapped_column(BigInteger)
    ours: Mapped[int] = mapped_column(BigInteger)
    what: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(Sealed("statement line"))
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("money_facts.id"), index=True)
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_notices.id"))
    explanation: Mapped[str | None] = mapped_column(Sealed("explanation"))
    explained_by: Mapped[str | None] = mapped_column(String(120))
    explained_at: Mapped[datetime | None] = mapped_column(UTC)
