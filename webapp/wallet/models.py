"""What a citizen does not want to be offered again."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, uuid7


class Declined(Base):
    """`kind` is paper or answers; `object_id` the document or the dossier that is not offered any more."""

    __tablename__ = "wallet_declined"
    __table_args__ = (UniqueConstraint("account_id", "object_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    kind: Mapped[str] = mapped_column(String(12))
    object_id: Mapped[UUID]
    at: Mapped[datetime] = mapped_column(UTC)
