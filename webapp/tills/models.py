"""Shifts of clerks at a counter, and what was taken and given back in each. Triggers refuse to change a closed shift."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, SealedJSON

OPEN = "closed_at IS NULL"


class Shift(Base):
    """One clerk's till from its opening float to its sheet; `id` comes with the form, so that opening it twice is once.

    All in đồng. `counts`: each time the drawer was counted, [{at, amount, by}]; once it was, no more money is taken. `sheet`:
    what sheet.py made at closing, `sheet_hash` its SHA-256. `clerk`, `closed_by`: names as others may read them.
    """

    __tablename__ = "shifts"
    __table_args__ = (
        Index("uq_shifts_open", "account_id", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index("ix_shifts_unit_id_opened_at", "unit_id", "opened_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID]
    clerk: Mapped[str] = mapped_column(String(120))
    unit_id: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(UTC)
    opening_float: Mapped[int] = mapped_column(BigInteger)
    counts: Mapped[list[Any]]
    counted: Mapped[int | None] = mapped_column(BigInteger)
    note: Mapped[str | None] = mapped_column(Sealed("shift note"))
    closed_at: Mapped[datetime | None] = mapped_column(UTC)
    closed_by: Mapped[str | None] = mapped_column(String(120))
    sheet: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("shift sheet"))
    sheet_hash: Mapped[str | None] = mapped_column(String(64))
    takings: Mapped[list["Taking"]] = relationship(back_populates="shift", order_by="Taking.at, Taking.id")

    @property
    def state(self) -> str:
        """open (money is taken), counted (it is being closed), closed."""
        if self.closed_at is not None:
            return "closed"
        return "open" if self.counted is None else "counted"


class Taking(Base):
    """Money that came over this counter, or went back over it. Only ever added. `id`: of the form, as in the journal.

    `kind`: taken, counter_entry. `means`: the account of the journal (cash, pos, bank). `amount` in đồng, positive for both;
    `given`: what was handed over in cash, where it was written down. `receipts`: [{id, name}] as they were at that moment.
    """

    __tablename__ = "shift_takings"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    shift_id: Mapped[UUID] = mapped_column(ForeignKey("shifts.id"), index=True)
    fact_id: Mapped[UUID] = mapped_column(ForeignKey("money_facts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    means: Mapped[str] = mapped_column(String(8))
    amount: Mapped[int] = mapped_column(BigInteger)
    given: Mapped[int | None] = mapped_column(BigInteger)
    bill_reference: Mapped[str] = mapped_column(String(12))
    kinds: Mapped[dict[str, Any]]  # kind of money → đồng of `amount`
    receipts: Mapped[list[Any]]
    reference: Mapped[str | None] = mapped_column(Sealed("taking reference"))
    reason: Mapped[str | None] = mapped_column(Sealed("taking reason"))
    at: Mapped[datetime] = mapped_column(UTC)
    shift: Mapped[Shift] = relationship(back_populates="takings")
