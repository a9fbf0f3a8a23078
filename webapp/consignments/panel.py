"""Where the papers are and where the result is, for the citizen's page of a dossier."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.consignments import counting, forms
from webapp.consignments.lifecycle import State
from webapp.consignments.models import Consignment
from webapp.consignments.sheet import name_of
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Panel
from webapp.dossiers.service import State as Stands


def status(db: Session, dossier: Dossier) -> Panel | None:
    """Of the consignments of a dossier, those that still say something; None where there is none."""
    if dossier.state == Stands.DRAFT or not dossiers.is_by_post(dossier):
        return None
    rows = select(Consignment).where(
        Consignment.dossier_id == dossier.id, Consignment.state.not_in((State.WRITTEN, State.TAKEN_BACK))
    )  # fmt: skip
    found = list(db.scalars(rows.order_by(Consignment.signed_at, Consignment.id)))
    if not found:
        return None
    counts = _counts(dossier, found)
    said = [
        {
            "one": row, "counts": row.handed_at is not None and row.handed_at == counts, "post": name_of(db, row.unit_id), "agency": name_of(db, row.agency_id),
            "steps": [(forms.MOVES[step["move"]], step["at"]) for step in row.tracking or []],
        }
        for row in found
    ]  # fmt: skip
    return dossiers.Panel("consignments/_status.html", {"consignments": said})


def _counts(dossier: Dossier, found: Sequence[Consignment]) -> datetime | None:
    """From when the term counts, where that is the moment of a record; once it was received it stays."""
    handed = [row.handed_at for row in found if row.handed_at]
    return dossier.received_at or counting.latest(dossier, handed)
