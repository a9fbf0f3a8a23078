"""Forgetting uploads: at their owner's wish, with their dossier, or when the term of a rule is over."""

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, delete, event, insert, select
from sqlalchemy.orm import Mapper, Session

from webapp import clock, outbox, retention
from webapp.documents.models import Upload, UploadPart
from webapp.documents.store import Store
from webapp.documents.uploads.states import RECEIVED, RECEIVING, REFUSED
from webapp.dossiers.service import Dossier

FORGET_PARTS = "upload.forget"


def drop_parts(db: Session, upload: Upload) -> None:
    """Its bytes are forgotten: the rows now, the files soon after. The upload itself stays known."""
    gone = delete(UploadPart).where(UploadPart.upload_id == upload.id).returning(UploadPart.stored_as)
    names = list(db.scalars(gone, execution_options={"synchronize_session": False}))
    if names:
        outbox.enqueue(db, FORGET_PARTS, {"stored_as": names})


def forget(db: Session, upload: Upload) -> None:
    """As if it had never been begun. A document made of it stays."""
    db.flush()
    db.refresh(upload, with_for_update=True)  # a piece that is coming in waits, then finds nothing
    drop_parts(db, upload)
    db.delete(upload)
    db.flush()


def clean(db: Session, most: int) -> list[tuple[str, UUID]]:
    """Forget what lies longer than its rule allows, at most `most`; the rule (retention.yaml) and the id of each.

    One that waits to be checked for a dossier is never dropped.
    """
    cleaned = []
    for upload, rule in [(one, _rule(one)) for one in _over(db, most)]:
        cleaned.append((rule, upload.id))
        forget(db, upload)
    return cleaned


def forgetting(store: Store) -> outbox.Outside:
    """The worker's part: files whose rows are gone. Harmless when repeated."""

    def work(names: list[str]) -> None:
        for name in names:
            store.delete(name)

    return outbox.Outside(lambda _db, payload: payload["stored_as"], work, _nothing)


def _nothing(_db: Session, _payload: dict[str, Any], _result: None) -> None:
    """The rows went before."""


def _rule(upload: Upload) -> str:
    return {RECEIVING: "upload_unfinished", RECEIVED: "upload_unclaimed", REFUSED: "upload_refused"}[upload.state]


def _over(db: Session, most: int) -> list[Upload]:
    now = clock.now()
    unfinished = (Upload.state == RECEIVING) & (Upload.expires_at < now)
    unclaimed = (
        (Upload.state == RECEIVED)
        & Upload.dossier_id.is_(None)
        & (Upload.received_at < now - retention.term("upload_unclaimed"))
    )
    refused = (
        (Upload.state == REFUSED)
        & (Upload.expires_at < now)
        & (Upload.received_at < now - retention.term("upload_refused"))
    )
    return list(db.scalars(select(Upload).where(unfinished | unclaimed | refused).limit(most)))


@event.listens_for(Dossier, "before_delete")
def _forget_all(_mapper: Mapper[Dossier], connection: Connection, dossier: Dossier) -> None:
    """A draft thrown away takes its uploads along; the rows go by the foreign key."""
    theirs = select(UploadPart.stored_as).join(Upload, Upload.id == UploadPart.upload_id)
    names = connection.scalars(theirs.where(Upload.dossier_id == dossier.id)).all()
    if names:
        job = insert(outbox.Job).values(kind=FORGET_PARTS, payload={"stored_as": list(names)}, due_at=clock.now())
        connection.execute(job)
