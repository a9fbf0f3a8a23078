"""Papers of a dossier, uploads on their way to become one, and who read them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, column_property, foreign, mapped_column, relationship, remote

from webapp.db import UTC, Base, Sealed, SealedBytes, uuid7
from webapp.dossiers.service import Dossier


class Document(Base):
    """One file, confirmed: the row exists only after the store has it. `id` is made on the phone.

    `slot` is the id of a paper of the procedure, or "result". `size` and `sha256` are those of what was sent,
    `kept_size` that of what is kept. `wrapped_key` empty: the file can never be read again.
    `quality` are the reasons the quality gate found ("blur", "dark" …), `overruled` those the citizen saw and sent anyway.
    `scanned`: "clean" or "off" (no virus scanner was set up). `small` is a sealed JPEG of the first page.
    `reused_from` is the paper of the wallet it came from. The national flags (FACTS §3.2): DuocSoHoa, DuocTaiSuDung,
    DuocLayTuKhoDMQG.
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
    quality: Mapped[list[Any]] = mapped_column(default=list)
    overruled: Mapped[list[Any]] = mapped_column(default=list)
    scanned: Mapped[str] = mapped_column(String(8), default="off")
    small: Mapped[bytes | None] = mapped_column(SealedBytes("thumbnail"), deferred=True)
    has_small: Mapped[bool] = column_property(small.is_not(None))  # without loading and opening it
    reused_from: Mapped[UUID | None]
    digitised: Mapped[bool] = mapped_column(default=True)
    reusable: Mapped[bool] = mapped_column(default=False)
    from_state_store: Mapped[bool] = mapped_column(default=False)
    dossier: Mapped[Dossier] = relationship(viewonly=True)
    source: Mapped["Document | None"] = relationship(
        primaryjoin=lambda: foreign(Document.reused_from) == remote(Document.id), viewonly=True
    )


class Upload(Base):
    """A file on its way in, over tus. `id` is the phone's own where it sent one; the address of the upload is made of it.

    `state`: receiving, received (whole, waiting to be checked), taken (a document was made of it), refused (`reason` is a key
    of forms.WHY). Only its owner reaches it: the account, or the browser that holds the draft. Without a dossier it is
    unclaimed. `metadata_` is what the client said, as it said it; `sha256` (hex) what the phone says the whole must have.
    Taken or refused it has no bytes, key and metadata any more, and taken no name: the document has it.
    """

    __tablename__ = "uploads"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"), index=True)
    holder: Mapped[str | None] = mapped_column(String(64), index=True)
    dossier_id: Mapped[UUID | None] = mapped_column(ForeignKey("dossiers.id", ondelete="CASCADE"), index=True)
    slot: Mapped[str | None] = mapped_column(String(60))
    filename: Mapped[str] = mapped_column(Sealed("file name"))
    metadata_: Mapped[str] = mapped_column("metadata", Sealed("upload metadata"), default="")
    length: Mapped[int]
    offset: Mapped[int] = mapped_column(default=0)
    parts: Mapped[int] = mapped_column(default=0)
    sha256: Mapped[str | None] = mapped_column(String(64))
    overruled: Mapped[list[Any]] = mapped_column(default=list)
    wrapped_key: Mapped[bytes] = mapped_column(LargeBinary)
    state: Mapped[str] = mapped_column(String(12), default="receiving", index=True)
    reason: Mapped[str | None] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(UTC)
    expires_at: Mapped[datetime] = mapped_column(UTC, index=True)
    received_at: Mapped[datetime | None] = mapped_column(UTC)


class UploadPart(Base):
    """Bytes that are safe: the row exists only after the store has them. `start` and `size` are of the plain bytes."""

    __tablename__ = "upload_parts"
    __table_args__ = (UniqueConstraint("upload_id", "number"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    upload_id: Mapped[UUID] = mapped_column(ForeignKey("uploads.id", ondelete="CASCADE"), index=True)
    number: Mapped[int]
    start: Mapped[int]
    size: Mapped[int]
    stored_as: Mapped[str] = mapped_column(String(64), unique=True)


class DocumentFault(Base):
    """A kept file that could not be read as it was written: changed, cut or gone. Appended only."""

    __tablename__ = "document_faults"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    document_id: Mapped[UUID] = mapped_column(index=True)
    what: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime] = mapped_column(UTC)


class DocumentRead(Base):
    """Somebody other than its owner opened a paper. Appended only; outlives the paper, hence no foreign key."""

    __tablename__ = "document_reads"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid7)
    document_id: Mapped[UUID] = mapped_column(index=True)
    account_id: Mapped[UUID | None]
    at: Mapped[datetime] = mapped_column(UTC)
