"""Putting files to a dossier; taking them away again is in `destroying`.

The file is in the store before its row is written: when the transaction fails, what stays behind is a sealed file whose
key is gone, never a row without its file.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.access import Actor
from webapp.db import uuid7
from webapp.documents import crypt, slots
from webapp.documents.checking.harmless import QUALITIES
from webapp.documents.checking.intake import Ready
from webapp.documents.limits import LIMITS, Limits, NotAccepted
from webapp.documents.models import Document, Upload
from webapp.documents.names import shown_name
from webapp.documents.slots import RESULT, TURN, NotYourTurn
from webapp.documents.store import Store
from webapp.dossiers.service import Dossier

FORGET = "document.forget"


class OtherContent(Exception):
    """This phone-made id already names another file; nothing was overwritten."""


@dataclass(frozen=True)
class Stored:
    """A sealed file in the store that no row names yet, and its wrapped key."""

    name: str
    wrapped_key: bytes


def put(store: Store, document_id: UUID, ready: Ready) -> Stored:
    """Seal and keep what is ready, for this id alone; needs no transaction. Raises `StoreError`."""
    key, wrapped = sealing.new_file_key()
    name = secrets.token_hex(16)
    store.put(name, crypt.seal(key, document_id, ready.body))
    return Stored(name, wrapped)


def attach(
    db: Session, store: Store, dossier: Dossier, slot: str, document_id: UUID, filename: str, ready: Ready,
    actor: Actor, limits: Limits = LIMITS, overruled: Sequence[str] = (), stored: Stored | None = None,
) -> Document:  # fmt: skip
    """Keep a citizen's file; the same id again gives the same document. `ready` comes from `check(data)`.

    `overruled`: the reasons of the quality gate that the citizen saw and sent anyway. `stored`: what `put` gave, where
    that was done before the transaction; the caller forgets it when the document that comes back is stored otherwise.
    Raises `NotYourTurn`, `NoSuchSlot`, `NotAccepted` (slot_full, over_limit, too_many, full), `OtherContent`, `StoreError`.
    """
    slots.lock(db, dossier)
    known = db.get(Document, document_id)
    if known is not None:
        return _same(known, dossier, slot, ready)
    if dossier.state not in TURN:
        raise NotYourTurn
    into = slots.slot(db, dossier, slot)
    waited = db.get(Upload, document_id) is not None  # it is one of those that have a place
    _make_room(into, into.places if waited else into.room, slots.current(db, dossier), ready, limits)
    made = _keep(db, store, _row(db, dossier, slot, document_id, filename, ready, actor), ready, stored)
    made.overruled = [one for one in QUALITIES if one in overruled]
    slots.settle(db, dossier, actor)
    return made


def add_result(
    db: Session, store: Store, dossier: Dossier, filename: str, ready: Ready, actor: Actor,
    document_id: UUID | None = None,
) -> Document:  # fmt: skip
    """Keep a result file of the office; `ready` comes from `check(data)`. Raises `OtherContent`, `StoreError`."""
    known = db.get(Document, document_id) if document_id else None
    if known is not None:
        return _same(known, dossier, RESULT, ready)
    made = _row(db, dossier, RESULT, document_id or uuid7(), filename, ready, actor)
    return _keep(db, store, made, ready)


def id_for(db: Session, dossier: Dossier, slot: str, sha256: str) -> UUID:
    """An id for a file sent without one (no JavaScript): the same file for the same paper has the same id."""
    tries = 0
    while True:
        made = uuid5(dossier.id, f"{slot}/{sha256}/{tries}")
        known = db.get(Document, made)
        if known is None or known.removed_at is None:
            return made
        tries += 1


def _same(known: Document, dossier: Dossier, slot: str, ready: Ready) -> Document:
    if (known.dossier_id, known.slot, known.sha256) != (dossier.id, slot, ready.sha256):
        raise OtherContent
    return known


def _make_room(into: slots.Slot, room: int, there: list[Document], ready: Ready, limits: Limits) -> None:
    if not into.open:
        raise NotYourTurn
    if room == 0:
        raise NotAccepted("slot_full")
    if ready.size > into.limit:
        raise NotAccepted("over_limit")
    if len(there) >= limits.files:
        raise NotAccepted("too_many")
    if sum(one.size for one in there) + ready.size > limits.dossier_bytes:
        raise NotAccepted("full")


def _row(
    db: Session, dossier: Dossier, slot: str, document_id: UUID, filename: str, ready: Ready, actor: Actor
) -> Document:
    in_slot = select(func.count()).where(Document.dossier_id == dossier.id, Document.slot == slot)
    return Document(
        id=document_id, dossier_id=dossier.id, slot=slot, position=db.scalars(in_slot).one() + 1,
        filename=shown_name(filename), media_type=ready.media_type, size=ready.size, kept_size=len(ready.body),
        sha256=ready.sha256, pages=ready.pages, uploaded_by=actor.kind, created_at=clock.now(),
        quality=list(ready.quality), scanned=ready.scanned, small=ready.small,
    )  # fmt: skip


def _keep(db: Session, store: Store, made: Document, ready: Ready, stored: Stored | None = None) -> Document:
    kept = stored or put(store, made.id, ready)
    made.stored_as, made.wrapped_key = kept.name, kept.wrapped_key
    try:
        with db.begin_nested():
            db.add(made)
    except IntegrityError as error:  # the same id came for another dossier in this very moment
        if stored is None:
            store.delete(kept.name)
        raise OtherContent from error
    return made
