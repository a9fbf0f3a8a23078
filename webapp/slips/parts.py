"""What slips bring to a dossier's pages: the way to one for its citizen; where it is open by one, until when, and the button that closes it."""

from sqlalchemy.orm import Session

from webapp import access
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Panel, State
from webapp.slips import holding


def on_page(db: Session, dossier: Dossier) -> Panel | None:
    if dossiers.own(dossier):
        return Panel("slips/_offer.html", {})
    found = holding.here(db, dossier.id)
    if found is None:
        return None
    who, draft = access.actor(), dossier.state == State.DRAFT
    claims = draft and dossier.account_id is None and who.account_id is not None and not who.roles
    return Panel("slips/_open_here.html", {"until": found[1], "draft": draft, "claims": claims})
