"""Originals that lie at a post office, and giving them back (art. 8)."""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from webapp import clock
from webapp.access import Actor
from webapp.consignments import reaching
from webapp.consignments.lifecycle import NotNow, Place, State
from webapp.consignments.models import Consignment, ConsignmentPaper
from webapp.consignments.reaching import NoSuchConsignment
from webapp.dossiers.service import UNOPENED

SHOWN = 200


def held(db: Session, who: Actor) -> list[ConsignmentPaper]:
    """At my post offices, the oldest first."""
    rows = (
        select(ConsignmentPaper)
        .join(ConsignmentPaper.consignment)
        .join(Consignment.dossier)
        .where(
            Consignment.unit_id.in_(reaching.post_offices(db, who)), ConsignmentPaper.place == Place.POST,
            ConsignmentPaper.original,
        )
        .order_by(Consignment.signed_at, ConsignmentPaper.id)
        .limit(SHOWN)
        .options(contains_eager(ConsignmentPaper.consignment).contains_eager(Consignment.dossier).options(*UNOPENED))
    )  # fmt: skip
    return list(db.scalars(rows))


def give_back(db: Session, who: Actor, paper_id: UUID, to: str) -> ConsignmentPaper:
    """To somebody who signed for it. Once it went to the agency and came back, or of one that is not needed there any more.

    Given back already: as it was. Raises NotNow (it is on its way to the agency), NoSuchConsignment.
    """
    known = db.get(ConsignmentPaper, paper_id)
    if known is None:
        raise NoSuchConsignment(paper_id)
    found = reaching.one(db, who, known.consignment_id, lock=True)
    paper = db.get_one(ConsignmentPaper, paper_id, populate_existing=True)
    if paper.place == Place.RETURNED:
        return paper
    if paper.place != Place.POST or not paper.original or not returnable(found):
        raise NotNow(paper.place, "returned")
    paper.place, paper.returned_at, paper.returned_to = Place.RETURNED, clock.now(), to
    db.flush()
    return paper


def returnable(found: Consignment) -> bool:
    """What is still to be handed over is taken back whole, with its consignment."""
    return found.state in (State.HANDED_OVER, State.TAKEN_BACK)
