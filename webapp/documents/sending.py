"""From posted files to documents or reasons: each file is judged on its own, those that are good are kept.

Where the virus scanner is away or too many files are being judged just now, a file is kept as a received upload instead, and
the worker judges it later. However many come in one post, only so many are opened.
"""

import hashlib
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.child import Busy, soon
from webapp.documents import joining, service, uploads
from webapp.documents.checking.intake import kind_of
from webapp.documents.checking.scan import Scanner, ScannerDown
from webapp.documents.forms import Refusal, Sent
from webapp.documents.models import Upload
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier

MOST_PAGES = 20  # photographs opened of one post
A_FURTHER = 1.5  # seconds for each file after the first: half of some photographs is no paper


@dataclass(frozen=True)
class Unscanned:
    """Nothing is known of the file yet; `sha256` (hex) is that of what was sent."""

    sha256: str


Judgement = service.Ready | Unscanned | Refusal
Judged = tuple[Sent, Judgement]
Kept = service.Document | Upload


def fitting(db: Session, dossier: Dossier, into: service.Slot, sent: list[Sent]) -> tuple[list[Sent], list[Refusal]]:
    """The files that may be opened, and those that are too many. Raises `NotYourTurn`.

    Photographs become one file, so the paper's room does not count for them. A file that is here already may come again,
    whatever the room and the turn: whoever sent it did not hear the answer.
    """
    coming = uploads.of_dossier(db, dossier)
    here = {one.sha256 for one in into.documents}
    here |= {one.sha256 for one in coming if (one.slot, one.state) == (into.id, uploads.RECEIVED) and one.sha256}
    room = {"at_once": MOST_PAGES, "slot_full": into.room}
    fit, over = [], []
    for known, one in {_sha256(one): one for one in sent}.items():  # the same file twice in one post is one
        kind = kind_of(one.data)
        if kind is None or known in here:
            fit.append(one)
            continue
        if not into.open:
            raise service.NotYourTurn
        counted = "at_once" if kind != "PDF" and not one.document_id else "slot_full"
        room[counted] -= 1
        if room[counted] >= 0:
            fit.append(one)
        else:
            over.append(Refusal(one.filename, counted))
    return fit, over


def judge(sent: list[Sent]) -> list[Judged]:
    """Outside any transaction: it may take seconds, but for all of them only a little more than a page may take."""
    by = soon() + A_FURTHER * (len(sent) - 1)
    return [(one, _judged(one, by)) for one in sent]


def _judged(sent: Sent, by: float) -> Judgement:
    try:
        return service.check(sent.data, scanner=scanner(), by=by)
    except service.NotAccepted as refusal:
        return Refusal(sent.filename, refusal.reason)
    except ScannerDown:
        current_app.logger.exception("the virus scanner is away")
    except Busy:
        current_app.logger.warning("too many files at once: one is checked later")
    return Unscanned(_sha256(sent))


def _sha256(sent: Sent) -> str:
    return hashlib.sha256(sent.data).hexdigest()


def together(judged: list[Judged]) -> list[Judged]:
    """Photographs posted at once for one paper as one file of several pages, before whatever else came.

    What the phone sent under an id of its own stays apart, and so do more than fit into one file.
    """
    pages = [(sent, ready) for sent, ready in judged if _is_page(sent, ready)]
    ready = [one for _sent, one in pages if isinstance(one, service.Ready)]
    fits = sum(len(one.body) for one in ready) <= service.LIMITS.file_bytes
    if not 2 <= len(pages) <= service.LIMITS.pages or not fits:
        return judged
    overruled = tuple({reason: None for sent, _ready in pages for reason in sent.overruled})
    whole = Sent(joining.name_of(pages[0][0].filename), b"", None, overruled)
    return [(whole, joining.joined(ready)), *((sent, one) for sent, one in judged if not _is_page(sent, one))]


def _is_page(sent: Sent, judgement: Judgement) -> bool:
    return isinstance(judgement, service.Ready) and joining.is_picture(judgement) and not sent.document_id


def keep(
    db: Session, dossier: Dossier, slot: str, judged: list[Judged], actor: Actor
) -> tuple[list[Kept], list[Refusal]]:
    """Attach what was found good, let wait what could not be judged. Raises `NotYourTurn`."""
    kept: list[Kept] = []
    refusals: list[Refusal] = []
    for sent, judgement in judged:
        made = _kept(db, dossier, slot, sent, judgement, actor)
        if isinstance(made, Refusal):
            refusals.append(made)
        else:
            kept.append(made)
    return kept, refusals


def store() -> service.Store:
    made: service.Store = current_app.extensions["documents_store"]
    return made


def scanner() -> Scanner:
    made: Scanner = current_app.extensions["documents_scanner"]
    return made


def as_json(kept: Kept) -> dict[str, Any]:
    """What confirms to the phone that exactly its file arrived (P1); `waiting` while it is not checked yet."""
    known = {"id": str(kept.id), "filename": kept.filename, "sha256": kept.sha256, "slot": kept.slot}
    if isinstance(kept, Upload):
        return known | {"size": kept.length, "waiting": kept.state == uploads.RECEIVED}
    return known | {"size": kept.size}


def _kept(db: Session, dossier: Dossier, slot: str, sent: Sent, judgement: Judgement, actor: Actor) -> Kept | Refusal:
    if isinstance(judgement, Refusal):
        return judgement
    named = sent.document_id or service.id_for(db, dossier, slot, judgement.sha256)
    try:
        if isinstance(judgement, Unscanned):
            owner = dossiers.this_browser(actor)
            received = uploads.receive_whole(
                db, store(), owner, dossier, slot, named, sent.filename, sent.data, sent.overruled
            )
            received.sha256 = judgement.sha256
            return received
        return service.attach(
            db, store(), dossier, slot, named, sent.filename, judgement, actor, overruled=sent.overruled
        )
    except service.NotAccepted as refusal:
        return Refusal(sent.filename, refusal.reason)
    except uploads.Full:
        return Refusal(sent.filename, "slot_full")
    except uploads.OverLimit:
        return Refusal(sent.filename, "over_limit")
    except (uploads.TooMuch, uploads.TooManyUploads):
        return Refusal(sent.filename, "waiting")
    except (service.OtherContent, uploads.IdKnown):
        return Refusal(sent.filename, "other_content")
    except service.StoreError:
        current_app.logger.exception("a file could not be kept")
        return Refusal(sent.filename, "store")
