"""What the table's world holds of public post: An's papers, which went through the post office of Hà Tu to the centre of Hồng Gai."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from tests import things
from tests.access.visitors import OTHER_POST
from tests.people import UNIT, make_dossier
from webapp import clock
from webapp.accounts.service import Account
from webapp.consignments import service
from webapp.consignments.models import Consignment, ConsignmentPaper
from webapp.dossiers.service import State

ITEM = "EB123456785VN"


class OfPost:
    """A part of the world; the rest of it brings `app`, `an`, `ids` and what is asked of the others."""

    app: Flask
    an: Account
    ids: dict[str, Any]

    def _account(self, column: str) -> UUID:
        raise LookupError(column)

    def _post(self, db: Session) -> None:
        """One is written; one signed; one on its way by a record; of three there is a result: at the centre, at the post office,
        in the mail; one more result is on its way by a record."""
        written, self.ids["consignment_id"] = self._consigned(db, None, dossier_id=self.ids[State.NEW])
        self.ids["sheet of a consignment"] = service.hashed(service.sheet_of(db, written))
        _one, self.ids["signed consignment"] = self._consigned(db, State.NEW, state="signed")
        listed, _id = self._consigned(db, State.NEW, state="listed")
        ready, self.ids["consignment with a result"] = self._consigned(
            db, State.RESOLVED, state="handed_over", result="awaited"
        )
        here, self.ids["consignment here"] = self._consigned(db, State.RESOLVED, state="handed_over", result="here")
        _one, self.ids["consignment in the mail"] = self._consigned(
            db, State.RESOLVED, state="handed_over", result="posted", item_code=ITEM, tracking=[]
        )
        coming, _id = self._consigned(db, State.RESOLVED, state="handed_over", result="listed")
        self.ids["paper_id"] = here.papers[0].id
        clerk, officer = self._account("C*"), self._account("Of")
        papers = things.handover(listed, clerk, number=901)
        results = things.handover(coming, officer, number=902, direction=service.TO_POST)
        db.add_all([papers, results])
        db.flush()
        listed.handover_id, coming.result_handover_id = papers.id, results.id
        self.ids |= {"handover_id": papers.id, "record of results": results.id}
        self.ids |= {"line of papers": str(listed.id), "line of results": str(coming.id)}
        assert ready.agency_id == UNIT

    def _consigned(self, db: Session, of: State | None, **known: Any) -> tuple[Consignment, UUID]:
        if of:
            dossier = make_dossier(db, self.an, state=of)
            dossier.submitted_at = clock.now() - timedelta(
                days=30
            )  # it is not the last time that something is offered again from
            known["dossier_id"] = dossier.id
        made = things.consignment(self._account("C*"), unit_id=OTHER_POST, **known)
        db.add(made)
        db.flush()
        assert isinstance(made.papers[0], ConsignmentPaper)
        return made, made.id
