"""From when the law counts for a dossier that goes on paper: the agency's confirmation of the record (art. 7.3–7.4)."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp.consignments.lifecycle import State
from webapp.consignments.models import Consignment
from webapp.consignments.writing import SENDS
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event


def moment(db: Session, dossier: Dossier) -> datetime | None:
    """None where nothing of it goes through a post office. Raises dossiers.PapersNotHere while signed papers still lie there."""
    rows = select(Consignment.state, Consignment.handed_at, Consignment.unit_id).where(
        Consignment.dossier_id == dossier.id, Consignment.services.in_(SENDS),
        Consignment.state.not_in((State.WRITTEN, State.TAKEN_BACK)),
    )  # fmt: skip
    found = db.execute(rows).all()
    for state, _at, unit_id in found:
        if state != State.HANDED_OVER:
            raise dossiers.PapersNotHere(unit_id)
    return latest(dossier, [at for _state, at, _unit in found if at])


def latest(dossier: Dossier, handed: Sequence[datetime]) -> datetime | None:
    """Of the records (`handed`), or a later moment at which it was handed in anew or its supplement was complete."""
    again = [row.at for row in dossier.events if row.event in (Event.SUBMITTED, Event.SUPPLEMENTED)]
    return max([*handed, *again]) if handed else None
