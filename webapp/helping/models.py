"""Who asked to be called back."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed


class CallBack(Base):
    """Somebody asked a unit to call; `id` comes with the form, so that sending it twice is one request.

    `words_hash` proves which words of consent were shown. The whole row goes when its term is over (retention.yaml).
    """

    __tablename__ = "call_backs"
    __table_args__ = (Index("ix_call_backs_unit_id_called_at", "unit_id", "called_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    unit_id: Mapped[str] = mapped_column(String(40))
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    phone: Mapped[str] = mapped_column(Sealed("call-back phone"))
    about: Mapped[str] = mapped_column(Sealed("call-back about"))
    lang: Mapped[str] = mapped_column(String(2))
    words_hash: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime] = mapped_column(UTC, index=True)
    called_at: Mapped[datetime | None] = mapped_column(UTC)
    called_by: Mapped[UUID | None]
