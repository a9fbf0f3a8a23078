"""Every kept file read through, as `flask files check` does: what can't be read, what is missing, what nobody knows.

In small batches and piece by piece, so that memory stays small and the database is never held up; people may use the app.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, load_only

from webapp.db import Sessions
from webapp.documents import faults, uploads
from webapp.documents.attach import FORGET
from webapp.documents.destroying import unknown
from webapp.documents.keeping import Damaged, pieces
from webapp.documents.models import Document, DocumentFault, Upload
from webapp.documents.store import Store
from webapp.outbox import Job
from webapp.sealing import Unreadable

BATCH = 100
FILE = load_only(Document.wrapped_key, Document.stored_as, Document.kept_size)  # nothing sealed of the row itself


@dataclass
class Found:
    """`faults`: documents and what is wrong; `parts`: uploads whose bytes are not all there; `orphans`: names in the store."""

    documents: int = 0
    uploads: int = 0
    again: int = 0
    faults: dict[UUID, str] = field(default_factory=dict)
    parts: list[UUID] = field(default_factory=list)
    orphans: list[str] = field(default_factory=list)

    @property
    def well(self) -> bool:
        return not (self.faults or self.parts or self.orphans)


def inspect(made: Sessions, store: Store) -> Found:
    """Read everything, and write down what changed about the faults. Raises `StoreError` when the store is not there."""
    found = Found()
    strange = [name for names in _some(store.names()) for name in _unknown(made, names)]
    for batch in _documents(made):
        for document in batch:
            _read(made, store, document, found)
    for upload_id in _uploads(made):
        _read_upload(made, store, upload_id, found)
    # asked again: what was being sent in between has its row by now
    found.orphans = [name for names in _some(strange) for name in _unknown(made, names)]
    return found


def _documents(made: Sessions) -> Iterator[list[Document]]:
    last: UUID | None = None
    while True:
        wanted = select(Document).options(FILE).where(Document.wrapped_key != b"").order_by(Document.id).limit(BATCH)
        with made.read() as db:
            rows = list(db.scalars(wanted if last is None else wanted.where(Document.id > last)))
        if not rows:
            return
        yield rows
        last = rows[-1].id


def _read(made: Sessions, store: Store, document: Document, found: Found) -> None:
    found.documents += 1
    try:
        size = sum(len(piece) for piece in pieces(store, document.id, document.wrapped_key, document.stored_as))
        what = "" if size == document.kept_size else f"{size} bytes, not {document.kept_size}"
    except Damaged as damage:
        what = damage.what
    with made.read() as db:
        if not db.scalar(select(Document.wrapped_key).where(Document.id == document.id)):
            return  # taken away meanwhile
        row = _news(db, document.id, what)
    if what:
        found.faults[document.id] = what
    if row:
        found.again += row.what == faults.READABLE
        with made.write.begin() as db:
            db.add(row)


def _news(db: Session, document_id: UUID, what: str) -> DocumentFault | None:
    if not what and document_id not in faults.standing(db):
        return None
    return faults.told(db, document_id, what or faults.READABLE)


def _uploads(made: Sessions) -> list[UUID]:
    with made.read() as db:
        waiting = (uploads.RECEIVING, uploads.RECEIVED)
        return list(db.scalars(select(Upload.id).where(Upload.state.in_(waiting))))


def _read_upload(made: Sessions, store: Store, upload_id: UUID, found: Found, tries: int = 2) -> None:
    """Bytes that were acknowledged. One that failed is looked at again: it may have gone on meanwhile."""
    try:
        with made.read() as db:
            upload = db.get(Upload, upload_id)
            if upload is None or upload.state not in (uploads.RECEIVING, uploads.RECEIVED):
                return
            parts = uploads.parts(db, upload)
        for _piece in uploads.content(store, upload, parts):
            pass
        found.uploads += 1
    except Unreadable:
        if tries > 1:
            _read_upload(made, store, upload_id, found, tries - 1)
        else:
            found.parts.append(upload_id)


def _unknown(made: Sessions, names: list[str]) -> list[str]:
    """Names that no row and no job that will forget them knows."""
    with made.read() as db:
        kinds = (FORGET, uploads.FORGET_PARTS)
        waiting = db.scalars(select(Job.payload).where(Job.kind.in_(kinds), Job.done_at.is_(None)))
        going = json.dumps(list(waiting))
        return [name for name in unknown(db, names) if name not in going]


def _some(names: Iterable[str]) -> Iterator[list[str]]:
    left = iter(names)
    while some := list(islice(left, BATCH)):
        yield some
