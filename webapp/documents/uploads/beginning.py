"""Beginning an upload, taking in a whole file at once, and claiming one for a paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import clock, retention, sealing
from webapp.db import uuid7
from webapp.documents import slots
from webapp.documents.limits import MB
from webapp.documents.models import Document, Upload, UploadPart
from webapp.documents.names import shown_name
from webapp.documents.store import Store
from webapp.documents.uploads import sealed
from webapp.documents.uploads.owners import Owner, find, theirs
from webapp.documents.uploads.receiving import ask_check, finish
from webapp.documents.uploads.states import (
    RECEIVED,
    RECEIVING,
    Full,
    IdKnown,
    NoSuchUpload,
    OverLimit,
    TooManyUploads,
    TooMuch,
)
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier

MOST_UNFINISHED = 300  # uploads of one owner whose rest is missing, or that wait to be checked
MOST_LYING = 300 * MB  # bytes of one owner that are no document yet


@dataclass(frozen=True)
class Wanted:
    """What the client asks for. `id` is made on the phone; `metadata` is the header as it came; `sha256` is hex."""

    length: int
    id: UUID | None = None
    filename: str = ""
    metadata: str = ""
    dossier_id: UUID | None = None
    slot: str | None = None
    sha256: str | None = None
    overruled: tuple[str, ...] = ()


def begin(db: Session, owner: Owner, wanted: Wanted) -> tuple[Upload, bool]:
    """The upload, and whether it is new: the same wish again gives the same one.

    Raises `NoSuchDossier`, `NoSuchSlot`, `NotYourTurn`, `Full`, `OverLimit`, `IdKnown`, `TooManyUploads`, `TooMuch`.
    """
    if wanted.id and (known := _known(db, owner, wanted)):
        return known, False
    if wanted.dossier_id is None and owner.actor.helped:
        raise dossiers.NoSuchDossier  # under a mandate a file goes into a dossier begun under it
    if wanted.dossier_id:
        dossier = dossiers.in_hand(db, owner, wanted.dossier_id)
        _refuse_closed(db, dossier, wanted.slot or "", wanted.length)
    _refuse_many(db, owner, wanted.length)
    made = _row(owner, wanted, sealing.new_file_key()[1])
    if not _added(db, made):
        return _first(db, owner, wanted), False
    if made.length == 0:
        finish(db, made)
    db.flush()
    return made, True


def receive_whole(
    db: Session, store: Store, owner: Owner, dossier: Dossier, slot: str, upload_id: UUID, filename: str, data: bytes,
    overruled: Sequence[str] = (),
) -> Upload:  # fmt: skip
    """A file that came whole with a form and is to be checked by the worker; the same id again gives the same upload.

    Its bytes are in the store before the database is asked: call it before the transaction has begun.
    Raises `NoSuchSlot`, `NotYourTurn`, `Full`, `OverLimit`, `IdKnown`, `TooManyUploads`, `TooMuch`,
    `StoreError`.
    """
    key, wrapped = sealing.new_file_key()
    part = sealed.put(store, upload_id, key, 0, data)
    wanted = Wanted(
        length=len(data), id=upload_id, filename=filename, dossier_id=dossier.id, slot=slot, overruled=tuple(overruled)
    )
    made = _row(owner, wanted, wrapped)
    made.offset, made.parts = len(data), 1
    try:
        if known := _whole(db, owner, dossier, wanted, made):
            store.delete(part.stored_as)
            return known
    except Exception:
        store.delete(part.stored_as)
        raise
    db.add(UploadPart(upload_id=made.id, number=0, start=0, size=part.size, stored_as=part.stored_as))
    finish(db, made)
    db.flush()
    return made


def claim(db: Session, owner: Owner, dossier: Dossier, slot: str, upload_id: UUID) -> Upload:
    """Give an unclaimed upload of one's own to a paper; the same claim again changes nothing.

    Raises `NoSuchUpload`, `NoSuchSlot`, `NotYourTurn`, `Full`, `OverLimit`, `IdKnown` (it belongs to another paper).
    """
    upload = find(db, owner, upload_id, lock=True)
    if upload.dossier_id is not None:
        if (upload.dossier_id, upload.slot) != (dossier.id, slot):
            raise IdKnown
        return upload
    if upload.state not in (RECEIVING, RECEIVED):
        raise NoSuchUpload
    slots.lock(db, dossier)
    _refuse_closed(db, dossier, slot, upload.length)
    upload.dossier_id, upload.slot = dossier.id, slot
    if upload.state == RECEIVED:
        ask_check(db, upload)
    db.flush()
    return upload


def lying(db: Session, owner: Owner) -> int:
    """Received bytes of this owner that are no document yet: unfinished, unclaimed, or waiting to be checked."""
    there = Upload.state.in_((RECEIVING, RECEIVED))
    return int(db.scalar(select(func.coalesce(func.sum(Upload.offset), 0)).where(theirs(owner), there)) or 0)


def _whole(db: Session, owner: Owner, dossier: Dossier, wanted: Wanted, made: Upload) -> Upload | None:
    """Add the row of a file that came whole, or give the one that is there already under its id."""
    if known := _known(db, owner, wanted):
        return known
    slots.lock(db, dossier)
    _refuse_closed(db, dossier, wanted.slot or "", wanted.length)
    _refuse_many(db, owner, wanted.length)
    return None if _added(db, made) else _first(db, owner, wanted)


def _added(db: Session, made: Upload) -> bool:
    """False when another tab brought the same id in this very moment: its row is there by now."""
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError:
        return False
    return True


def _first(db: Session, owner: Owner, wanted: Wanted) -> Upload:
    """The upload that was quicker."""
    known = _known(db, owner, wanted)
    if known is None:  # it was no id that stood in the way: the dossier went in this moment
        raise dossiers.NoSuchDossier
    return known


def _known(db: Session, owner: Owner, wanted: Wanted) -> Upload | None:
    upload_id = wanted.id or uuid7()
    if db.get(Upload, upload_id) is None:
        if db.get(Document, upload_id) is not None:
            raise IdKnown
        return None
    try:
        known = find(db, owner, upload_id)
    except NoSuchUpload as error:
        raise IdKnown from error
    same = (known.length, known.dossier_id, known.slot) == (wanted.length, wanted.dossier_id, wanted.slot)
    if not same:
        raise IdKnown
    return known


def _refuse_closed(db: Session, dossier: Dossier, slot: str, length: int) -> None:
    into = slots.slot(db, dossier, slot)
    if not into.open:
        raise slots.NotYourTurn
    if into.room == 0:
        raise Full
    if length > into.limit:
        raise OverLimit


def _refuse_many(db: Session, owner: Owner, length: int) -> None:
    coming = (Upload.state == RECEIVING) & (Upload.expires_at > clock.now())
    waiting = (Upload.state == RECEIVED) & Upload.dossier_id.is_not(None)
    if (db.scalar(select(func.count()).where(theirs(owner), coming | waiting)) or 0) >= MOST_UNFINISHED:
        raise TooManyUploads
    if lying(db, owner) + length > MOST_LYING:
        raise TooMuch


def _row(owner: Owner, wanted: Wanted, wrapped: bytes) -> Upload:
    now, account_id = clock.now(), owner.actor.account_id
    return Upload(
        id=wanted.id or uuid7(), account_id=account_id, holder=None if account_id else owner.blind,
        dossier_id=wanted.dossier_id, slot=wanted.slot, filename=shown_name(wanted.filename),
        metadata_=wanted.metadata, length=wanted.length, offset=0, parts=0, sha256=wanted.sha256,
        overruled=list(wanted.overruled), wrapped_key=wrapped, state=RECEIVING, created_at=now,
        expires_at=now + retention.term("upload_unfinished"),
    )  # fmt: skip
