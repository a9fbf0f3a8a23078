"""The promised date: term of the version at receipt, the unit's hours, the calendar, days waited for the citizen."""

from datetime import datetime

from sqlalchemy.orm import Session

from webapp import calendar_days, clock, workdays
from webapp.dossiers.lifecycle import State
from webapp.dossiers.models import Dossier
from webapp.procedures import service as procedures
from webapp.units import service as units

WAITS_FOR_CITIZEN = {State.SUPPLEMENT, State.FEE_DUE}


def pauses(dossier: Dossier) -> list[tuple[datetime, datetime]]:
    """Spans after receipt in which the dossier waited for the citizen; the last may still be open (it ends now)."""
    spans, since = [], None
    for row in dossier.events:
        waits = row.to_state in WAITS_FOR_CITIZEN
        if waits and since is None:
            since = row.at
        elif not waits and since is not None:
            spans.append((since, row.at))
            since = None
    if since is not None:
        spans.append((since, clock.now()))
    return spans


def promise(db: Session, dossier: Dossier) -> workdays.Promise | None:
    """How the due moment comes about, or None where nothing can be promised (not received, or no known term)."""
    if dossier.received_at is None or dossier.unit_id is None:
        return None
    procedure = procedures.version(db, dossier.version_id)
    term = procedures.term_for(procedure, dossier.answers or {})
    hours = units.office_hours(units.get(db, dossier.unit_id), procedure.definition["authority"])
    try:
        return workdays.explain(dossier.received_at, term, calendar_days.current(db), hours, pauses(dossier))
    except workdays.UnknownTerm:
        return None


def renew(db: Session, dossier: Dossier) -> None:
    """Write the promised moment on the dossier; called at receipt and when a wait for the citizen is over."""
    made = promise(db, dossier)
    dossier.due_at = made.due if made else None
