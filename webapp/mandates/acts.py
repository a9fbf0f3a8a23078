"""Acts of help: each is a line of the book; what was handed in for a citizen, they hear of at once."""

from sqlalchemy.orm import Session

from webapp.access import Actor, Help
from webapp.dossiers.service import Dossier
from webapp.mandates import book, service
from webapp.mandates.models import Mandate
from webapp.mandates.telling import page as page


def begun(db: Session, dossier: Dossier, helped: Help) -> None:
    """A draft is in the citizen's own list from the first moment on; no text message for it."""
    book.write(
        db, "saved", helped.mandate_id, helper=str(helped.helper_id), dossier=str(dossier.id), stopped=helped.stopped
    )


def handed_in(db: Session, dossier: Dossier, actor: Actor) -> None:
    if actor.helped:
        mandate = db.get_one(Mandate, actor.helped.mandate_id)
        service.told(db, mandate, "submitted", page(), dossier=str(dossier.id))
