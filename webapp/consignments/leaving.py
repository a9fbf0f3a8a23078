"""What goes when a dossier's contents are destroyed, and when the days of a post office's papers are over (retention.yaml)."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.consignments.models import Consignment, ConsignmentPaper
from webapp.dossiers.service import Dossier

RULE = "consignment"


def emptied(db: Session, dossier: Dossier) -> None:
    """Whatever is nobody's proof goes with the dossier's contents; what was signed stays as long as the law asks."""
    cleared = {"address": None, "authorised": None, "note": None, "missing": None, "given_to": None}
    mine = select(Consignment.id).where(Consignment.dossier_id == dossier.id)
    db.execute(update(Consignment).where(Consignment.dossier_id == dossier.id).values(cleared))
    db.execute(update(ConsignmentPaper).where(ConsignmentPaper.consignment_id.in_(mine)).values(returned_to=None))


def forget(db: Session, most: int) -> int:
    """Names and what was signed, of consignments whose term is over; that there was one stays in the register. Returns how many."""
    old = clock.now() - retention.term(RULE)
    rows = select(Consignment.id).where(Consignment.written_at < old, Consignment.clerk != "").limit(most)
    ids = db.scalars(rows).all()
    gone = {
        "sheet": None,
        "clerk": "",
        "address": None,
        "authorised": None,
        "note": None,
        "missing": None,
        "given_to": None,
    }
    db.execute(update(Consignment).where(Consignment.id.in_(ids)).values(gone))
    papers = update(ConsignmentPaper).where(ConsignmentPaper.consignment_id.in_(ids))
    db.execute(papers.values(name="", returned_to=None))
    return len(ids)
