"""What was received, in order."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import sealing
from webapp.documents.models import Upload, UploadPart
from webapp.documents.store import Store
from webapp.documents.uploads.sealed import open_part


def parts(db: Session, upload: Upload) -> list[UploadPart]:
    """The parts that are safe, in order."""
    return list(db.scalars(select(UploadPart).where(UploadPart.upload_id == upload.id).order_by(UploadPart.number)))


def content(store: Store, upload: Upload, kept: Sequence[UploadPart]) -> Iterator[bytes]:
    """The plain bytes, `upload.offset` of them; needs no transaction. `kept` comes from `parts`.

    Raises `Unreadable` (changed, missing, wrong key) and `StoreError` (may pass). Join all before trusting any.
    """
    key, at = sealing.open_file_key(upload.wrapped_key), 0
    for part in kept:
        if part.start != at:
            raise sealing.Unreadable(f"upload {upload.id}: a part is missing at {at}")
        yield open_part(store, upload.id, key, part.number, part.stored_as)
        at += part.size
    if at != upload.offset:
        raise sealing.Unreadable(f"upload {upload.id}: {at} of {upload.offset} bytes")
