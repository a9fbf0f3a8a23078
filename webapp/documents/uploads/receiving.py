"""Taking bytes in: each part is in the store, then in the database, and only then acknowledged.

No transaction is open while bytes come. The offset moves by compare-and-set together with the rows of its parts, so of two
tabs that send at once one wins, and whatever moment the server dies at, the offset counts bytes that are kept.
"""

import contextlib
import logging
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.exceptions import ClientDisconnected

from webapp import clock, outbox, retention, sealing
from webapp.db import Sessions
from webapp.documents.models import Upload, UploadPart
from webapp.documents.store import Store, StoreError
from webapp.documents.uploads.clearing import drop_parts
from webapp.documents.uploads.sealed import MOST, Part, put
from webapp.documents.uploads.states import RECEIVED, RECEIVING, REFUSED, TAKEN, AnotherOffset, AnotherSum, TooMuch

CHECK = "upload.check"
log = logging.getLogger(__name__)
Read = Callable[[int], bytes]
"""At most so many bytes of the body; b"" at its end or when the connection is gone."""


class Sum:
    """What a client says its piece hashes to: `running` is a new hash object, `said` the digest."""

    def __init__(self, running: Any, said: bytes) -> None:
        self.running, self.said = running, said

    def check(self) -> None:
        if self.running.digest() != self.said:
            raise AnotherSum


def append(made: Sessions, store: Store, upload: Upload, start: int, read: Read, said: Sum | None = None) -> int:
    """Keep what `read` gives from byte `start` on; returns the new offset. Call it with no transaction open.

    A body that ends early is kept as far as it came. With `said` nothing counts before all of it was found right.
    Raises `AnotherOffset`, `AnotherSum`, `TooMuch`, `StoreError`.
    """
    if start != upload.offset or upload.state != RECEIVING:
        raise AnotherOffset(upload.offset)
    key, number, at = sealing.open_file_key(upload.wrapped_key), upload.parts, start
    pending: list[Part] = []
    try:
        for block in _blocks(read):
            if start + sum(part.size for part in pending) + len(block) > upload.length:
                raise TooMuch
            pending.append(put(store, upload.id, key, number + len(pending), block))
            if said is None:
                at, number = _settle(made, upload.id, at, pending), number + 1
                start, pending = at, []
            else:
                said.running.update(block)
        if said is not None:
            said.check()
            at = _settle(made, upload.id, at, pending)
    except BaseException:
        _drop(store, pending)
        raise
    return at


def finish(db: Session, upload: Upload) -> None:
    """All bytes are there: one of a dossier waits for its check from now on."""
    now = clock.now()
    upload.state, upload.received_at = RECEIVED, now
    if upload.dossier_id is None:
        upload.expires_at = now + retention.term("upload_unclaimed")
    else:
        ask_check(db, upload)


def ask_check(db: Session, upload: Upload) -> None:
    """Accounts take turns; whoever has none takes turns with all the others who have none, so that many browsers of one
    person do not push back those who signed in."""
    owner = str(upload.account_id or "nobody")
    outbox.enqueue(db, CHECK, {"upload": str(upload.id)}, key=f"{CHECK}/{upload.id}", owner=owner)


def refuse(db: Session, upload: Upload, reason: str) -> None:
    """It was checked and can't be taken; `reason` is a key of forms.WHY.

    Its bytes go at once; name, reason and checksum stay for the term of the rule, so that they can be read.
    """
    upload.state, upload.reason = REFUSED, reason
    upload.expires_at = clock.now() + retention.term("upload_refused")
    _let_go(db, upload)


def took(db: Session, upload: Upload) -> None:
    """A document was made of it, under the same id: the name is there now, and goes when the document does."""
    upload.state, upload.reason, upload.filename = TAKEN, None, ""
    _let_go(db, upload)


def _let_go(db: Session, upload: Upload) -> None:
    """The bytes are needed no more, nor what the client said of them."""
    upload.metadata_, upload.wrapped_key = "", b""
    drop_parts(db, upload)
    db.flush()


def _blocks(read: Read) -> Iterator[bytes]:
    """The body in blocks of `MOST` bytes; the last one as long as it came, also when the client is gone."""
    held = bytearray()
    while block := _read(read, MOST - len(held)):
        held += block
        if len(held) == MOST:
            yield bytes(held)
            held.clear()
    if held:
        yield bytes(held)


def _read(read: Read, most: int) -> bytes:
    try:
        return read(most)
    except (ClientDisconnected, OSError):
        return b""


def _settle(made: Sessions, upload_id: UUID, start: int, pending: list[Part]) -> int:
    """Acknowledge these parts from `start` on; raises `AnotherOffset` when somebody else was quicker."""
    size = sum(part.size for part in pending)
    if not size:
        return start
    with made.write.begin() as db:
        row = (Upload.id == upload_id, Upload.offset == start, Upload.state == RECEIVING)
        moved: Any = db.execute(
            update(Upload).where(*row).values(offset=start + size, parts=pending[-1].number + 1),
            execution_options={"synchronize_session": False},
        )
        if moved.rowcount != 1:
            raise AnotherOffset(db.scalar(select(Upload.offset).where(Upload.id == upload_id)) or 0)
        at = start
        for part in pending:
            db.add(
                UploadPart(upload_id=upload_id, number=part.number, start=at, size=part.size, stored_as=part.stored_as)
            )
            at += part.size
        upload = db.get_one(Upload, upload_id)
        if upload.offset == upload.length:
            finish(db, upload)
    return at


def _drop(store: Store, pending: list[Part]) -> None:
    """Parts that no row names. One that stays because the store is away is sealed, and its key goes with the upload."""
    for part in pending:
        with contextlib.suppress(StoreError):
            store.delete(part.stored_as)
