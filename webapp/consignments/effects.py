"""What a record does to each consignment on it, and to where its papers lie."""

from typing import Any
from uuid import UUID

from webapp.consignments.lifecycle import NEXT, RESULT_NEXT, Event, Move, Place, after
from webapp.consignments.models import Consignment, Handover


def listed(found: Consignment, record_id: UUID, to_agency: bool) -> None:
    """It stands on a record. Raises NotNow."""
    if to_agency:
        found.state, found.handover_id = after(NEXT, found.state, Event.LISTED), record_id
    else:
        found.result, found.result_handover_id = after(RESULT_NEXT, found.result, Move.LISTED), record_id
    found.missing = None


def dropped(found: Consignment, to_agency: bool) -> None:
    if to_agency:
        found.state, found.handover_id = after(NEXT, found.state, Event.DROPPED), None
    else:
        found.result, found.result_handover_id = after(RESULT_NEXT, found.result, Move.DROPPED), None


def confirmed(found: Consignment, record: Handover, said: Any, line: dict[str, Any]) -> None:
    """Counted together: there (or there with a difference), or missing, which goes back to who gave it with its reason."""
    missing = said.found == "missing"
    if record.direction == "to_agency":
        found.state = after(NEXT, found.state, Event.MISSING if missing else Event.THERE)
        if missing:
            found.handover_id = None
        else:
            found.handed_at, found.forwarded = record.confirmed_at, line["fees"]["takings"]
            _move(found, Place.POST, Place.AGENCY)
    else:
        found.result = after(RESULT_NEXT, found.result, Move.MISSING if missing else Move.THERE)
        if missing:
            found.result_handover_id = None
        else:
            found.result_at = record.confirmed_at
        if said.found == "there":
            _move(found, Place.AGENCY, Place.POST, to_return=True)
    found.missing = said.note.strip() if missing else None


def _move(found: Consignment, here: Place, there: Place, to_return: bool = False) -> None:
    for one in found.papers:
        if one.place == here and (one.to_return or not to_return):
            one.place = there
