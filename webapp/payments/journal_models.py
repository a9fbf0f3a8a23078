"""What gateways told us, what moved, where each đồng lies, and what people decided about it. Rows are only ever added."""

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, uuid7

if TYPE_CHECKING:
    from webapp.payments.models import Bill

WHERE = ("bank", "card", "cash", "pos")
"""Accounts that hold money; what stands there is positive."""
BILL, HELD, OWED = "bill", "held", "owed"
"""Accounts that say what money is for, negative: counts for a bill, waits for a person, is to be given back."""
TAKEN, TAKEN_BACK = "taken", "counter"
"""Kinds of decisions: a clerk took this money, and by a counter-entry gave all of it back."""


class BankNotice(Base):
    """What a provider said exactly as it came, kept before anybody interpreted it. `kind`: notice (it came by itself), reply
    (we asked) or line (of a statement)."""

    __tablename__ = "bank_notices"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    provider: Mapped[str] = mapped_column(String(12))
    kind: Mapped[str] = mapped_column(String(8), default="notice")
    body: Mapped[bytes] = mapped_column(LargeBinary, info={"sealed": "bank notice"})  # names of payers stand in it
    verified: Mapped[bool]
    problem: Mapped[str | None] = mapped_column(String(40))
    received_at: Mapped[datetime] = mapped_column(UTC)
    interpreted_at: Mapped[datetime | None] = mapped_column(UTC)
    outcome: Mapped[str | None] = mapped_column(String(24))


class MoneyFact(Base):
    """One movement of money and what it meant when it came. `provider_id` is unique: the same notice twice is one fact.

    `outcome`: settled, short, surplus (it counts for the bill), or why all of it waits: unknown_reference, second, closed,
    other_account, amount_differs. `through`: shared (by the link for a relative), "" otherwise.
    """

    __tablename__ = "money_facts"
    __table_args__ = (
        UniqueConstraint("provider", "provider_id"),
        Index("ix_money_facts_held", "at", sqlite_where=text("held > 0"), postgresql_where=text("held > 0")),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    provider: Mapped[str] = mapped_column(String(12))
    provider_id: Mapped[str] = mapped_column(String(40))
    notice_id: Mapped[UUID | None] = mapped_column(ForeignKey("bank_notices.id"))  # none: taken at a counter
    bill_id: Mapped[UUID | None] = mapped_column(ForeignKey("bills.id"), index=True)
    attempt_id: Mapped[UUID | None] = mapped_column(ForeignKey("attempts.id"))
    amount: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[str] = mapped_column(Sealed("transfer content"))
    bank_reference: Mapped[str | None] = mapped_column(String(1000))  # gateways.sepay.LONGEST_TEXT
    through: Mapped[str] = mapped_column(String(8), default="")
    outcome: Mapped[str] = mapped_column(String(24))
    held: Mapped[int] = mapped_column(BigInteger, default=0, server_default="0")  # of its postings: to find what waits
    at: Mapped[datetime] = mapped_column(UTC)
    bill: Mapped["Bill | None"] = relationship(back_populates="facts")
    postings: Mapped[list["Posting"]] = relationship(order_by="Posting.id")


class Decision(Base):
    """What a person, or the app where it is told (`by_id` None), did about money.

    By a person: assigned, refund and return (it is to go back), gone (what `of_id` decided has gone), kept; at a counter `taken`
    and `counter` (taken back). By the app: dropped, carried. `pay_to`: the account that whoever gets it back named.
    """

    __tablename__ = "money_decisions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)  # made by the form: sent twice is once
    kind: Mapped[str] = mapped_column(String(12))
    amount: Mapped[int] = mapped_column(BigInteger)
    fact_id: Mapped[UUID | None] = mapped_column(ForeignKey("money_facts.id"), index=True)
    bill_id: Mapped[UUID | None] = mapped_column(ForeignKey("bills.id"), index=True)
    reason: Mapped[str] = mapped_column(Sealed("money decision"))
    reference: Mapped[str | None] = mapped_column(String(60))  # of the transfer by which it went back
    of_id: Mapped[UUID | None] = mapped_column(ForeignKey("money_decisions.id"), unique=True)
    pay_to: Mapped[str | None] = mapped_column(Sealed("pay back to"))
    by_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    by_name: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[str | None] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(UTC)


class Posting(Base):
    """One line of the journal: đồng of a movement on an account, + or −. A trigger refuses to change or delete it."""

    __tablename__ = "postings"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    entry_id: Mapped[UUID] = mapped_column(index=True)  # lines of an entry add up to nothing
    fact_id: Mapped[UUID] = mapped_column(ForeignKey("money_facts.id"), index=True)
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("money_decisions.id"))
    account: Mapped[str] = mapped_column(String(8))
    bill_id: Mapped[UUID | None] = mapped_column(ForeignKey("bills.id"), index=True)  # on `held`: the bill it named
    amount: Mapped[int] = mapped_column(BigInteger)
    at: Mapped[datetime] = mapped_column(UTC)
    decision: Mapped[Decision | None] = relationship(viewonly=True)
