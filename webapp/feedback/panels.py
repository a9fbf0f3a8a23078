"""Where an answer is asked for: on the page of a dossier that is through, and at the foot of the papers of any."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp import sealing
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Panel, State
from webapp.feedback import places
from webapp.footnotes import RECEIPT, Footnote

THROUGH = (State.RESOLVED, State.HANDED_OVER, State.REFUSED)


def on_page(_db: Session, dossier: Dossier) -> Panel | None:
    """Not for those who decide about it."""
    if dossier.state not in THROUGH or not dossiers.own(dossier):
        return None
    return Panel("feedback/_ask.html", {"kind": places.DOSSIER, "key": sealing.veil(dossier.id, places.VEIL)})


def on_paper(what: str, key: str) -> Footnote:
    kind, key = (places.RECEIPT, key) if what == RECEIPT else (places.DOSSIER, sealing.veil(UUID(key), places.VEIL))
    return Footnote("Góp ý: quét mã, bấm một hình", f"/danh-gia/{kind}/{key}")
