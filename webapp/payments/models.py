"""Bills, what banks told us, what that meant in money, and what a corrected dossier left over.

Notices and facts are only ever added to.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, uuid7
from webapp.payments.receipt_models import Receipt

COUNTED = ("settled", "short", "surplus")
"""Outcomes of money that goes towards the bill; all other money is kept for a person to decide about."""


class Bill(Base):
    """What is to be paid for a dossier, frozen with its explanation; later rules don't touch it. open, paid or void.

    A dossier has at most one open bill; of paid ones it may have several, when more became due after one was paid.
    """

    __tablename__ = "bills"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    state: Mapped[str] = mapped_column(String(8), default="open")
    total: Mapped[int] = mapped_column(BigInteger)  # đồng
    quote: Mapped[dict[str, Any]]  # procedures.fees.Quote.as_json(), or the officer's line; see differences.py
    legal_document: Mapped[str | None] = mapped_column(String(300))
    refundable: Mapped[bool] = mapped_column(default=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    share_token: Mapped[str] = mapped_column(String(32), unique=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    bank_bin: Mapped[str] = mapped_column(String(6))
    bank_account: Mapped[str] = mapped_column(String(19))
    bank_account_name: Mapped[str] = mapped_column(String(100))
    frozen_at: Mapped[datetime] = mapped_column(UTC)
    paid_at: Mapped[datetime | None] = mapped_column(UTC)
    facts: Mapped[list["MoneyFact"]] = relationship(back_populates="bill", order_by="MoneyFact.at")
    receipts: Mapped[list[Receipt]] = relationship(back_populates="bill", order_by=Receipt.issued_at)


class BankNotice(Base):
    """A notice exactly as it came, kept before anybody interpreted it."""

    __tablename__ = "bank_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    provider: Mapped[str] = mapped_column(String(12))
    body: Mapped[bytes] = mapped_column(LargeBinary, info={"sealed": "bank notice"})  # names of payers stand in it
    verified: Mapped[bool]
    problem: Mapped[str | None] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(UTC)
    interpreted_at: Mapped[datetime | None] = mapped_column(UTC)
    outcome: Mapped[str | None] = mapped_column(String(24))


class MoneyFact(Base):
    """One movement of money and what it meant. `provider_id` is unique: the same notice twice is one fact."""

    __tablename__ = "money_facts"
    __table_args__ = (UniqueConstraint("provider", "provider_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    provider: Mapped[str] = mapped_column(String(12))
    provider_id: Mapped[str] = mapped_column(String(40))
    notice_id: Mapped[UUID] = mapped_column(ForeignKey("bank_notices.id"))
    bill_id: Mapped[UUID | None] = mapped_column(ForeignKey("bills.id"), index=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[str] = mapped_column(Sealed("transfer content"))
    bank_reference: Mapped[str | None] = mapped_column(String(1000))  # sepay.LONGEST_TEXT
    outcome: Mapped[str] = mapped_column(String(24))  # COUNTED, or unknown_reference, second, closed, other_account
    needs_person: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UTC)
    bill: Mapped[Bill | None] = relationship(back_populates="facts")

    @property
    def counts(self) -> bool:
        return self.outcome in COUNTED


class Reckoning(Base):
    """A corrected dossier held against what was paid for it, where that waits for a person: too much was paid, or
    nobody can tell (`due` None). All in đồng; over once a later correction or an officer's bill took its place."""

    __tablename__ = "reckonings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    unit_id: Mapped[str] = mapped_column(String(60))
    paid: Mapped[int] = mapped_column(BigInteger)
    due: Mapped[int | None] = mapped_column(BigInteger)
    quote: Mapped[dict[str, Any]]  # why that is due, as a bill keeps it: lines, total, on
    at: Mapped[datetime] = mapped_column(UTC)
    over_at: Mapped[datetime | None] = mapped_column(UTC)

    @property
    def beyond(self) -> int:
        """Đồng paid that are not due any more; 0 where nobody can tell."""
        return 0 if self.due is None else self.paid - self.due
