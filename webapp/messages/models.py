"""Messages as they were sent, sealed: what the inbox shows and what channels deliver."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, uuid7


class Message(Base):
    __tablename__ = "messages"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID | None] = mapped_column(index=True)
    phone: Mapped[str | None] = mapped_column(Sealed("message phone"))
    template: Mapped[str] = mapped_column(String(60))
    title: Mapped[str] = mapped_column(Sealed("message title"))
    body: Mapped[str] = mapped_column(Sealed("message body"))
    link: Mapped[str | None] = mapped_column(String(200))
    in_app: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime] = mapped_column(UTC, index=True)
    read_at: Mapped[datetime | None] = mapped_column(UTC)
    delivered_at: Mapped[datetime | None] = mapped_column(UTC)
    purge_at: Mapped[datetime | None] = mapped_column(UTC)
