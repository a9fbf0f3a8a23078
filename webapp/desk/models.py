"""Returns with a reason for each item (P5)."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from webapp.db import UTC, Base, Sealed, uuid7


class Return(Base):
    """One request for a supplement. `number` counts from 1 in a dossier; `second`: asked again by a supervisor."""

    __tablename__ = "returns"
    __table_args__ = (UniqueConstraint("dossier_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id"), index=True)
    number: Mapped[int]
    second: Mapped[bool]
    at: Mapped[datetime] = mapped_column(UTC)
    by: Mapped[UUID | None]
    answered_at: Mapped[datetime | None] = mapped_column(UTC)
    items: Mapped[list["ReturnItem"]] = relationship(order_by="ReturnItem.position", back_populates="asked")


class ReturnItem(Base):
    """One thing to put right. `kind`: paper, group, other; `item`: the id of the paper or of the group of questions.

    `reason` is empty once the dossier's contents were destroyed.
    """

    __tablename__ = "return_items"
    __table_args__ = (UniqueConstraint("return_id", "kind", "item"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    return_id: Mapped[UUID] = mapped_column(ForeignKey("returns.id"))
    position: Mapped[int]
    kind: Mapped[str] = mapped_column(String(8))
    item: Mapped[str] = mapped_column(String(60))
    reason: Mapped[str] = mapped_column(Sealed("return reason"))
    answer: Mapped[str | None] = mapped_column(Sealed("return answer"))
    asked: Mapped[Return] = relationship(back_populates="items")
