"""From posted files to documents or reasons: each file is judged on its own, those that are good are kept."""

from typing import Any

from flask import current_app
from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.documents import service
from webapp.documents.forms import Refusal, Sent
from webapp.dossiers.service import Dossier

Judged = tuple[Sent, service.Ready | Refusal]


def judge(sent: Sent) -> Judged:
    """Outside any transaction: it may take a second."""
    try:
        return sent, service.check(sent.data)
    except service.NotAccepted as refusal:
        return sent, Refusal(sent.filename, refusal.reason)


def keep(
    db: Session, dossier: Dossier, slot: str, judged: list[Judged], actor: Actor
) -> tuple[list[service.Document], list[Refusal]]:
    """Attach what was found good. Raises `NotYourTurn`."""
    kept: list[service.Document] = []
    refusals: list[Refusal] = []
    for sent, ready in judged:
        made = ready if isinstance(ready, Refusal) else _attach(db, dossier, slot, sent, ready, actor)
        if isinstance(made, Refusal):
            refusals.append(made)
        else:
            kept.append(made)
    return kept, refusals


def store() -> service.Store:
    made: service.Store = current_app.extensions["documents_store"]
    return made


def as_json(document: service.Document) -> dict[str, Any]:
    """What confirms to the phone that exactly its file arrived (P1)."""
    return {
        "id": str(document.id), "filename": document.filename, "size": document.size, "sha256": document.sha256,
        "slot": document.slot,
    }  # fmt: skip


def _attach(
    db: Session, dossier: Dossier, slot: str, sent: Sent, ready: service.Ready, actor: Actor
) -> service.Document | Refusal:
    named = sent.document_id or service.id_for(db, dossier, slot, ready)
    try:
        return service.attach(db, store(), dossier, slot, named, sent.filename, ready, actor)
    except service.NotAccepted as refusal:
        return Refusal(sent.filename, refusal.reason)
    except service.OtherContent:
        return Refusal(sent.filename, "other_content")
    except service.StoreError:
        current_app.logger.exception("a file could not be kept")
        return Refusal(sent.filename, "store")
