"""Papers of a dossier and who read them."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from webapp.db import UTC, Base, Sealed, uuid7


class Document(Base):
    """One file, confirmed: the row exists only after the store has it. `id` is made on the phone.

    `slot` is the id of a paper of the procedure, or "result". `size` and `sha256` are those of what was sent,
    `kept_size` that of what is kept. `wrapped_key` empty: the file can never be read again.
    """

    __tablename__ = "documents"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossiers.id", ondelete="CASCADE"), index=True)
    slot: Mapped[str] = mapped_column(String(60))
    position: Mapped[int]
    filename: Mapped[str] = mapped_column(Sealed("file name"))
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    kept_size: Mapped[int]
    sha256: Mapped[str] = mapped_column(String(64))
    pages: Mapped[int]
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)
    uploaded_by: Mapped[str] = mapped_column(String(12))  # citizen, staff
    created_at: Mapped[datetime] = mapped_column(UTC)
    removed_at: Mapped[datetime | None] = mapped_column(UTC)


class DocumentRead(Base):
    """Somebody other than its owner opened a paper. Appended only; outlives the paper, hence no foreign key."""

    __tablename__ = "document_reads"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    document_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(UTC)
