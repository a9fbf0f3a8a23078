"""What was asked about one's own data, and what was cleared away when its time was over."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, uuid7


class DataRequest(Base):
    """A citizen's request about data of their own; `due_at` is the law's term for it (FACTS §7.6). Never deleted."""

    __tablename__ = "data_requests"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # export, delete, delete_stopped, withdraw_consent, withdraw_stopped
    object_id: Mapped[UUID | None]
    asked_at: Mapped[datetime] = mapped_column(UTC)
    due_at: Mapped[datetime] = mapped_column(UTC, index=True)
    done_at: Mapped[datetime | None] = mapped_column(UTC)


class RetentionAct(Base):
    """One thing that was cleared away, under which rule; a few are notes (`clearing.NOTES`). Appended only; names no person."""

    __tablename__ = "retention_acts"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    rule: Mapped[str] = mapped_column(String(40), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # upload, document, dossier …
    object_id: Mapped[UUID | None]
    count: Mapped[int] = mapped_column(default=1)
    at: Mapped[datetime] = mapped_column(UTC)
