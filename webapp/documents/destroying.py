"""The end of papers: a file taken away or destroyed for good, sendings given up, the log of readings shown and, after its term, cleared."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from webapp import clock, outbox, retention
from webapp.documents import slots
from webapp.documents.attach import FORGET
from webapp.documents.models import Document, DocumentRead, Upload, UploadPart
from webapp.documents.uploads.clearing import forget
from webapp.documents.uploads.owners import of_account
from webapp.documents.uploads.states import RECEIVED, TAKEN
from webapp.dossiers.service import Dossier, State


def remove(db: Session, dossier: Dossier, document: Document) -> None:
    """Take a file away, in the citizen's turn.

    One that no office has asked back is destroyed at once; of one that was, the office still sees what was replaced.
    Raises `NotYourTurn`.
    """
    slots.lock(db, dossier)
    if document.removed_at is not None:
        return
    may = slots.open_slots(db, dossier)
    if document.slot == slots.RESULT or not (may is None or document.slot in may):
        raise slots.NotYourTurn
    document.removed_at = clock.now()
    if dossier.state in (State.DRAFT, State.WAITING_DOCUMENTS):
        destroy(db, document)
    db.flush()


def destroy(db: Session, document: Document) -> None:
    """The key, the small picture and the name at once, the sealed file soon after; harmless when repeated.

    The row stays with size and checksum: it proves what was handed in and can show nothing of it.
    """
    document.removed_at = document.removed_at or clock.now()
    document.wrapped_key, document.small, document.filename = b"", None, ""
    outbox.enqueue(db, FORGET, {"stored_as": document.stored_as}, key=f"destroyed/{document.id}")
    db.flush()


def every(db: Session, dossier: Dossier) -> list[Document]:
    """All papers and results that can still be read, the replaced ones too, in the order they came."""
    return list(db.scalars(every_of(dossier).order_by(Document.slot, Document.position)))


def every_of(dossier: Dossier) -> Select[Document]:
    return select(Document).where(Document.dossier_id == dossier.id, Document.wrapped_key != b"")


def abandon(db: Session, dossier: Dossier) -> None:
    """Forget a dossier's files on their way in, and those that were refused."""
    for upload in db.scalars(select(Upload).where(Upload.dossier_id == dossier.id, Upload.state != TAKEN)).all():
        forget(db, upload)


def abandon_all(db: Session, account_id: UUID) -> None:
    """The same for an account. What waits to be checked for a dossier goes on: it belongs to what an office decides."""
    for upload in of_account(db, account_id):
        if upload.dossier_id is None or upload.state != RECEIVED:
            forget(db, upload)


def readings_of(dossier_ids: Iterable[UUID]) -> Select[DocumentRead]:
    """Who besides the citizen opened papers of these dossiers, the latest first."""
    joined = select(DocumentRead).join(Document, Document.id == DocumentRead.document_id)
    return joined.where(Document.dossier_id.in_(list(dossier_ids))).order_by(DocumentRead.at.desc())


def forget_readings(db: Session, most: int) -> int:
    """Lines of the log whose term is over; at most `most`, returns how many."""
    old = select(DocumentRead.id).where(DocumentRead.at < clock.now() - retention.term("reading_log")).limit(most)
    ids = db.scalars(old).all()
    db.execute(delete(DocumentRead).where(DocumentRead.id.in_(ids)))
    return len(ids)


def unknown(db: Session, names: list[str]) -> list[str]:
    """Of names in the store, those that no row knows: left behind when a transaction failed after the file was put."""
    known = set(
        db.scalars(select(Document.stored_as).where(Document.stored_as.in_(names), Document.wrapped_key != b""))
    )
    known |= set(db.scalars(select(UploadPart.stored_as).where(UploadPart.stored_as.in_(names))))
    return [name for name in names if name not in known]
