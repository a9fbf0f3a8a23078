"""The question on the pages to which the citizen's messages lead: a mandate's, all mandates of an account, a home visit's."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.dossiers import service as dossiers
from webapp.figures import opinions
from webapp.mandates import service as mandates
from webapp.visits import service as visits

TEMPLATE = "figures/_ask.html"
SHOWN = 3  # questions at once


def of_mandates(db: Session, given: Sequence[mandates.Mandate]) -> mandates.Panel | None:
    """About what was handed in lately; not where the citizen said that they never wished for it."""
    ids = [one.id for one in given if one.frozen_at is None and one.given_at]
    if not ids:
        return None
    acts = {dossier_id: at for dossier_id, _mandate, at in dossiers.handed_in(db, ids, opinions.since())}
    asked = _asked(db, opinions.DOSSIER, acts) if acts else []
    return mandates.Panel(TEMPLATE, {"questions": asked}) if asked else None


def of_visit(db: Session, visit: visits.Visit) -> visits.Panel | None:
    asked = _asked(db, opinions.VISIT, {visit.id: visit.day})
    return visits.Panel(TEMPLATE, {"questions": asked}) if asked else None


def _asked(db: Session, kind: str, acts: dict[UUID, date] | dict[UUID, datetime]) -> list[dict[str, object]]:
    found = opinions.still_open(db, kind, list(acts))
    return [{"day": acts[act_id], "question": one} for act_id, one in found.items()][:SHOWN]
