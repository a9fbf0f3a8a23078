"""A paper of the wallet put to another dossier: a copy under a key of its own, which says where it came from."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.documents import service as documents
from webapp.documents.service import Document, Ready, Store
from webapp.dossiers.service import Dossier
from webapp.wallet import papers
from webapp.wallet.papers import NoSuchPaper, Paper


class Expired(Exception):
    """Its term is over: a new one is needed."""


def usable(db: Session, dossier: Dossier, slot: str, document_id: UUID, who: Actor) -> Paper:
    """The paper, when it may be used there: the same person's, of the kind asked for, its term not over.

    Raises `NoSuchPaper`, `Expired`, `documents.NoSuchSlot`.
    """
    found, into = papers.mine(db, who.account_id, document_id), documents.slot(db, dossier, slot)
    person = papers.applies_to(dossier, who.person_id)
    fits = found.kind and found.kind["id"] == into.spec.get("paper") and person and found.dossier.person_id == person
    if not fits or found.dossier.id == dossier.id:
        raise NoSuchPaper
    if found.expired:
        raise Expired
    return found


def use(
    db: Session, store: Store, dossier: Dossier, slot: str, source: Document, body: bytes, who: Actor
) -> Document:  # fmt: skip
    """Put a copy of `source`, whose plain bytes are `body`, into that slot; a second time gives the same copy.

    Raises what `documents.attach` raises.
    """
    ready = Ready(body, source.media_type, source.pages, source.size, source.sha256)
    named = documents.id_for(db, dossier, slot, f"reused/{source.id}")
    made = documents.attach(db, store, dossier, slot, named, source.filename, ready, who)
    made.reused_from, made.reusable, made.digitised = source.id, True, source.digitised
    made.quality, made.overruled, made.scanned = source.quality, source.overruled, source.scanned
    made.from_state_store, made.small = source.from_state_store, source.small
    db.flush()
    return made
