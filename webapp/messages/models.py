"""Messages as they were sent, sealed, and the browsers that want to hear of them at once."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, SealedBytes, uuid7
from webapp.sealing import Index


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


class PushSubscription(Base):
    """A browser that is told of news at once. It belongs to one sign-in: one that ended gets nothing, one that lasts has one
    address, and telling it again replaces it. `server_key`: our public key that the browser was given.
    """

    __tablename__ = "push_subscriptions"

    sign_in_id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(index=True)
    endpoint: Mapped[str] = mapped_column(Sealed("push endpoint"))
    endpoint_index: Mapped[str] = mapped_column(
        String(64), unique=True, info={"blind": Index("push endpoint", "endpoint")}
    )
    key: Mapped[bytes] = mapped_column(SealedBytes("push key"))
    auth: Mapped[bytes] = mapped_column(SealedBytes("push auth"))
    server_key: Mapped[str] = mapped_column(String(87))
    created_at: Mapped[datetime] = mapped_column(UTC)
    until: Mapped[datetime] = mapped_column(UTC, index=True)
