"""Bills, who is about to pay them, and what a corrected dossier left over. What moved is in journal_models.py."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, uuid7
from webapp.payments.journal_models import MoneyFact, Posting

LIVING_DEBT = text("debt_code IS NOT NULL AND state IN ('open', 'paid')")


class Bill(Base):
    """What is to be paid, frozen with its explanation; later rules don't touch it. open, paid, void or refunded.

    For a dossier, at most one open bill of ours; of paid ones it may have several, when more became due after one was paid.
    Or for a debt another system told of (`debt_code`), beside a dossier or alone: one for each code, however many ask.
    """

    __tablename__ = "bills"
    __table_args__ = (
        Index("uq_bills_living_debt", "debt_code", unique=True, sqlite_where=LIVING_DEBT, postgresql_where=LIVING_DEBT),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossiers.id"), index=True)
    debt_code: Mapped[str | None] = mapped_column(String(40), index=True)
    state: Mapped[str] = mapped_column(String(8), default="open")
    total: Mapped[int] = mapped_column(BigInteger)  # đồng
    quote: Mapped[dict[str, Any]]  # procedures.fees.Quote.as_json(), or the officer's line; see differences.py
    legal_document: Mapped[str | None] = mapped_column(String(300))
    refundable: Mapped[bool] = mapped_column(default=True)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    shared_reference: Mapped[str | None] = mapped_column(
        String(12), unique=True
    )  # of who pays by the link for a relative
    share_token: Mapped[str] = mapped_column(String(32), unique=True)
    share_until: Mapped[datetime | None] = mapped_column(UTC)
    payer: Mapped[str | None] = mapped_column(Sealed("payer"))  # who paid by that link, as they wrote it
    owed_by: Mapped[str | None] = mapped_column(Sealed("owed by"))  # whom the notice of a debt names
    unit_id: Mapped[str] = mapped_column(String(60))
    bank_bin: Mapped[str] = mapped_column(String(6))
    bank_account: Mapped[str] = mapped_column(String(19))
    bank_account_name: Mapped[str] = mapped_column(String(100))
    frozen_at: Mapped[datetime] = mapped_column(UTC)
    paid_at: Mapped[datetime | None] = mapped_column(UTC)
    facts: Mapped[list["MoneyFact"]] = relationship(back_populates="bill", order_by="MoneyFact.at")
    postings: Mapped[list["Posting"]] = relationship(order_by="Posting.id")


class Attempt(Base):
    """Somebody is about to pay through a gateway: written before they leave. open, paid, failed, doubtful or expired.

    `reference` is what the gateway knows it by; `code` its last word; `through` as in MoneyFact. A late success still counts.
    """

    __tablename__ = "attempts"

    id: Mapped[UUID] = mapped_column(primary_key=True)  # made by the page: sent twice is once
    bill_id: Mapped[UUID] = mapped_column(ForeignKey("bills.id"), index=True)
    provider: Mapped[str] = mapped_column(String(12))
    reference: Mapped[str] = mapped_column(String(34), unique=True)
    amount: Mapped[int] = mapped_column(BigInteger)
    through: Mapped[str] = mapped_column(String(8), default="")
    state: Mapped[str] = mapped_column(String(8), default="open", index=True)
    code: Mapped[str | None] = mapped_column(String(8))
    started_at: Mapped[datetime] = mapped_column(UTC)
    expires_at: Mapped[datetime] = mapped_column(UTC, index=True)
    asked_at: Mapped[datetime | None] = mapped_column(UTC)
    ended_at: Mapped[datetime | None] = mapped_column(UTC)
    bill: Mapped[Bill] = relationship()


class Asked(Base):
    """Until when a provider was asked what moved on an account: the next question begins there."""

    __tablename__ = "provider_asked"

    provider: Mapped[str] = mapped_column(String(12), primary_key=True)
    account: Mapped[str] = mapped_column(String(19), primary_key=True)
    until: Mapped[datetime] = mapped_column(UTC)


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
