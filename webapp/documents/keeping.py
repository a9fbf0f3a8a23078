"""Reading what is kept, who read it, and forgetting files whose paper is gone."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import Connection, event, insert, select
from sqlalchemy.orm import Mapper, Session

from webapp import clock, outbox, sealing
from webapp.access import Actor
from webapp.documents import crypt
from webapp.documents.attach import FORGET
from webapp.documents.models import Document, DocumentRead
from webapp.documents.slots import RESULT
from webapp.documents.store import Store, StoreError
from webapp.dossiers.service import Dossier, State

HANDED = {State.RESOLVED, State.HANDED_OVER}


class Damaged(sealing.Unreadable):
    """The kept file is not what was written: changed, cut, exchanged or gone. `what` says which, without personal data."""

    def __init__(self, document_id: UUID, what: str) -> None:
        super().__init__(f"document {document_id}: {what}")
        self.document_id, self.what = document_id, what


class NoSuchDocument(LookupError):
    """Not in this dossier, or no longer, or not yet to be seen by its citizen."""


def find(db: Session, dossier: Dossier, document_id: UUID, owner: bool) -> Document:
    """A paper of this dossier. Its citizen sees results once they are out; an office also sees what was replaced."""
    found = own(db, dossier, document_id)
    if not found.wrapped_key:
        raise NoSuchDocument
    if owner and (found.removed_at or (found.slot == RESULT and dossier.state not in HANDED)):
        raise NoSuchDocument
    return found


def own(db: Session, dossier: Dossier, document_id: UUID) -> Document:
    """A paper of this dossier, also one that was taken away already."""
    found = db.get(Document, document_id)
    if found is None or found.dossier_id != dossier.id:
        raise NoSuchDocument
    return found


def read(store: Store, document: Document) -> Iterator[bytes]:
    """The file in pieces. Join them before showing any: a later one may turn out changed or missing.

    Raises `Damaged` (where nobody catches it, webapp.documents.faults answers), `StoreError` when it may pass.
    """
    return pieces(store, document.id, document.wrapped_key, document.stored_as)


def pieces(store: Store, document_id: UUID, wrapped_key: bytes, stored_as: str) -> Iterator[bytes]:
    """As `read`, without the row."""
    try:
        key = sealing.open_file_key(wrapped_key)
    except sealing.Unreadable as error:
        raise Damaged(document_id, "its key opens under none of the master keys") from error
    try:
        yield from crypt.unseal(key, document_id, store.open(stored_as))
    except sealing.Unreadable as error:
        raise Damaged(document_id, "changed in the store") from error
    except StoreError as error:
        if not error.permanent:
            raise
        raise Damaged(document_id, "gone from the store") from error


def seen_by(document: Document, who: Actor) -> DocumentRead:
    """The line of the log, for `webapp.db.append`."""
    return DocumentRead(document_id=document.id, account_id=who.account_id, at=clock.now())


def forgetting(store: Store) -> outbox.Outside:
    """The worker's part of removing; harmless when repeated, and slow where the store is far away."""
    return outbox.Outside(look=lambda _db, payload: payload["stored_as"], work=store.delete)


@event.listens_for(Dossier, "before_delete")
def _forget_all(_mapper: Mapper[Dossier], connection: Connection, dossier: Dossier) -> None:
    """A draft thrown away takes its files along; the rows go by the foreign key."""
    kept = select(Document.stored_as).where(Document.dossier_id == dossier.id, Document.wrapped_key != b"")
    for name in connection.scalars(kept).all():
        connection.execute(insert(outbox.Job).values(kind=FORGET, payload={"stored_as": name}, due_at=clock.now()))
