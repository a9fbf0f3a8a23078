"""Notices that somebody found, and what became of telling the system that asked for the money."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, SealedJSON


class FoundDebt(Base):
    """One look at a notice by one person; `id` comes with the form and opens its page, so nobody can guess it.

    `code` as `systems.state.plain` writes it: the bill is found by it. `found`: the notice as it stood at `found_at`,
    `first_at`: when it was found first.
    """

    __tablename__ = "debts"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(40), index=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    found: Mapped[dict[str, Any]] = mapped_column(SealedJSON("debt"))
    first_at: Mapped[datetime] = mapped_column(UTC)
    found_at: Mapped[datetime] = mapped_column(UTC, index=True)


class Confirmation(Base):
    """A debt was paid here, and its system is to be told: until `told_at`, or until it said no (`refused_code`, its own).

    `number` names the movement for that system, the same however often it is told. A no waits for a person: `settled_at`.
    """

    __tablename__ = "debt_confirmations"

    bill_id: Mapped[UUID] = mapped_column(ForeignKey("bills.id"), primary_key=True)
    code: Mapped[str] = mapped_column(String(40))
    amount: Mapped[int] = mapped_column(BigInteger)  # đồng
    number: Mapped[str] = mapped_column(String(60))
    paid_at: Mapped[datetime] = mapped_column(UTC)
    told_at: Mapped[datetime | None] = mapped_column(UTC)
    refused_code: Mapped[str | None] = mapped_column(String(20))
    refused_at: Mapped[datetime | None] = mapped_column(UTC)
    settled_at: Mapped[datetime | None] = mapped_column(UTC)
    settled_by: Mapped[str | None] = mapped_column(String(120))
    note: Mapped[str | None] = mapped_column(Sealed("debt settled"))
