"""Messages as they were sent, sealed; how each was brought out; what people chose; browsers that hear of them at once."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, false
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, SealedBytes, SealedJSON, uuid7
from webapp.sealing import Index


class Message(Base):
    """`fact`: what it tells, so that nothing is told twice. `waits`: its reader waits for it, so it leaves at any hour. `out`:
    what channels need besides (`lang`, `sms`, `zns`), forgotten once it was delivered.
    """

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
    fact: Mapped[str | None] = mapped_column(String(120), unique=True)
    waits: Mapped[bool] = mapped_column(default=False, server_default=false())
    out: Mapped[dict[str, Any] | None] = mapped_column(SealedJSON("message out"))


class Delivery(Base):
    """One try to bring one message out by one channel: no text and no number. `outcome`: delivered, later (trying again helps),
    refused (it does not) or unfit (the message can't go this way). `cost`: đồng of all `parts`, None = not known.
    """

    __tablename__ = "deliveries"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    message_id: Mapped[UUID] = mapped_column(index=True)
    template: Mapped[str] = mapped_column(String(60))
    channel: Mapped[str] = mapped_column(String(12))
    at: Mapped[datetime] = mapped_column(UTC, index=True)
    outcome: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str | None] = mapped_column(String(40))
    parts: Mapped[int] = mapped_column(default=0)
    cost: Mapped[int | None]
    provider_id: Mapped[str | None] = mapped_column(String(80))


class Choice(Base):
    """In which order an account wants its messages: one of `orders` in data/sending.yaml; without a row, the default."""

    __tablename__ = "message_choices"

    account_id: Mapped[UUID] = mapped_column(primary_key=True)
    order: Mapped[str] = mapped_column("channel_order", String(20))
    at: Mapped[datetime] = mapped_column(UTC)


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
