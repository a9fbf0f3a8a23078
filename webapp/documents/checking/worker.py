"""The worker's check of a received upload: read, compared, searched for viruses, made harmless, and then a document.

Until then the upload is in quarantine: nobody but this job reads it. Slow work is done outside the transaction; a crash at
any moment only means that it is done again, because the document carries the upload's id.
"""

import hashlib
import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import outbox, sealing
from webapp.access import Actor
from webapp.documents import slots, uploads
from webapp.documents.attach import FORGET, OtherContent, Stored, attach, put
from webapp.documents.checking.intake import Ready, check
from webapp.documents.checking.scan import Scanner
from webapp.documents.forms import WHY
from webapp.documents.limits import NotAccepted
from webapp.documents.models import Upload, UploadPart
from webapp.documents.store import Store
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Whole:
    """An upload as `work` needs it, without a session."""

    upload: Upload
    parts: list[UploadPart]


@dataclass(frozen=True)
class Good:
    """Found good, and in the store already under the upload's id."""

    ready: Ready
    stored: Stored


Found = Good | str | None
"""A file, or the reason (a key of WHY) it is refused for, or nothing to do."""


def checking(store: Store, scanner: Scanner) -> outbox.Outside:
    """The handler of `uploads.CHECK`. A scanner or a store that is away fails the job; the outbox tries again later."""
    return outbox.Outside(
        look=look,
        work=lambda whole: work(whole, store, scanner),
        finish=lambda db, payload, found: finish(db, payload, found, store),
    )


def look(db: Session, payload: dict[str, Any]) -> Whole | None:
    """None for what was checked, forgotten, or belongs to no dossier yet (it is asked for again when it does)."""
    upload = db.get(Upload, UUID(payload["upload"]))
    if upload is None or upload.state != uploads.RECEIVED or upload.dossier_id is None:
        return None
    return Whole(upload, uploads.parts(db, upload))


def work(whole: Whole | None, store: Store, scanner: Scanner) -> Found:
    """Raises `ScannerDown` and `StoreError`: then nothing is known of the file and it waits."""
    if whole is None:
        return None
    upload = whole.upload
    try:
        sent = b"".join(uploads.content(store, upload, whole.parts))
    except sealing.Unreadable:
        log.exception("an upload was changed while it waited")
        return "checksum"
    if upload.sha256 and hashlib.sha256(sent).hexdigest() != upload.sha256.lower():
        return "checksum"
    try:
        ready = check(sent, scanner=scanner)
    except NotAccepted as refusal:
        return refusal.reason
    return Good(ready, put(store, upload.id, ready))


def finish(db: Session, payload: dict[str, Any], found: Found, store: Store) -> None:
    """In the transaction that ends the job: a document, or a reason, and the citizen is told where nobody waits for it."""
    if found is None:
        return
    upload, dossier = _locked(db, UUID(payload["upload"]))
    if upload is None or dossier is None or upload.state != uploads.RECEIVED:
        _forget(db, found)
        return
    reason = found if isinstance(found, str) else _take(db, store, dossier, upload, found)
    if reason is None:
        uploads.took(db, upload)
        uploads.drop_parts(db, upload)
        return
    _forget(db, found)
    uploads.refuse(db, upload, reason)
    if reason == "virus":
        uploads.drop_parts(db, upload)
    if dossier.state != State.DRAFT:
        paper = _name_of(db, dossier, upload)
        where, fact = f"/ho-so/{dossier.id}/giay-to", f"paper-refused/{upload.id}"
        dossiers.tell(db, dossier, "paper_refused", where, fact=fact, paper=paper, why=WHY[reason][1])


def _locked(db: Session, upload_id: UUID) -> tuple[Upload | None, Dossier | None]:
    """The dossier first, as everybody does who takes both: two that wait for each other would wait for ever."""
    upload = db.get(Upload, upload_id)
    if upload is None or upload.dossier_id is None:
        return None, None
    dossier = db.get(Dossier, upload.dossier_id, with_for_update=True, populate_existing=True)
    return db.get(Upload, upload_id, with_for_update=True, populate_existing=True), dossier


def _take(db: Session, store: Store, dossier: Dossier, upload: Upload, good: Good) -> str | None:
    """The reason it is not taken after all, or None."""
    actor = Actor("citizen", "", upload.account_id or dossier.account_id)
    try:
        made = attach(
            db, store, dossier, upload.slot or "", upload.id, upload.filename, good.ready, actor,
            overruled=upload.overruled, stored=good.stored,
        )  # fmt: skip
    except NotAccepted as refusal:
        return refusal.reason
    except slots.NotYourTurn:
        return "not_now"
    except slots.NoSuchSlot:
        return "no_slot"
    except OtherContent:
        return "other_content"
    if made.stored_as != good.stored.name:
        _forget(db, good)
    return None


def _forget(db: Session, found: Found) -> None:
    if isinstance(found, Good):
        outbox.enqueue(db, FORGET, {"stored_as": found.stored.name})


def _name_of(db: Session, dossier: Dossier, upload: Upload) -> Any:
    """What the procedure calls the paper, in both languages; None where it is no longer asked for."""
    try:
        return slots.slot(db, dossier, upload.slot or "").spec["name"]
    except slots.NoSuchSlot:
        return None
