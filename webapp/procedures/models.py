"""Published versions of procedures. What a version says never changes; a dossier keeps the one it began with."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, uuid7


class ProcedureVersion(Base):
    """One published text of one procedure: `number` counts from 1 for each code and agency; the highest is current."""

    __tablename__ = "procedure_versions"
    __table_args__ = (UniqueConstraint("code", "agency", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    code: Mapped[str] = mapped_column(String(10))
    agency: Mapped[str] = mapped_column(String(20))
    number: Mapped[int]
    content_hash: Mapped[str] = mapped_column(String(64))  # of the definition
    source_hash: Mapped[str] = mapped_column(String(64))  # of its files: unchanged ones need no reading
    definition: Mapped[dict[str, Any]]
    published_at: Mapped[datetime] = mapped_column(UTC)
