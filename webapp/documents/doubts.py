"""P4: what the quality gate says of a photograph that is here already, and the person's own word on it.

The phone judges before it sends. Where it could not (no JavaScript, a picture only the server can read, a ready-made PDF)
the server's gate speaks afterwards, on the page of papers: a reason, a good example, «chụp lại» or «vẫn dùng».
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from webapp.documents.checking.harmless import QUALITIES
from webapp.documents.models import Document
from webapp.documents.slots import NotYourTurn, open_slots
from webapp.dossiers.service import Dossier


@dataclass(frozen=True)
class Doubts:
    """Reasons of QUALITIES: `open` ones nobody has looked at, `overruled` ones the citizen saw and sent anyway."""

    open: list[str]
    overruled: list[str]


def doubts(document: Document) -> Doubts:
    """Of both gates: the phone may have seen what the server did not, and the other way round."""
    seen = [one for one in QUALITIES if one in document.overruled]
    return Doubts([one for one in QUALITIES if one in document.quality and one not in seen], seen)


def overrule(db: Session, dossier: Dossier, document: Document) -> None:
    """The citizen looked and keeps the picture; the officer sees that they did. Raises `NotYourTurn`."""
    may = open_slots(db, dossier)
    if document.removed_at or not (may is None or document.slot in may):
        raise NotYourTurn
    found = doubts(document)
    document.overruled = [one for one in QUALITIES if one in (*found.open, *found.overruled)]
