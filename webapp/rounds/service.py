"""What a helper's phone takes along for an evening without a signal: who may be helped, what they have filed already, names."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.i18n import LANGUAGES, pick
from webapp.mandates import service as mandates
from webapp.procedures import service as procedures


def people(db: Session, helper: Actor, unit_id: str) -> list[dict[str, Any]]:
    """`[{id, called, until, procedures, filed: {code: {on, at}}}]`: whom I may help now, for this team.

    `filed`: the day and the office of the newest that is being dealt with, as far as the mandate is about that procedure.
    """
    helped = mandates.households(db, helper, unit_id)
    known = _filed(db, {one.person_id for one in helped if one.person_id})
    found = []
    for one in helped:
        theirs = known.get(one.person_id, {}) if one.person_id else {}
        found.append({
            "id": str(one.id), "called": one.called, "until": one.until.isoformat() if one.until else None, "procedures": one.procedures,
            "filed": {code: said for code, said in theirs.items() if mandates.allows(one, code)},
        })  # fmt: skip
    return found


def _filed(db: Session, person_ids: set[UUID]) -> dict[UUID, dict[str, dict[str, str]]]:
    found: dict[UUID, dict[str, dict[str, str]]] = {}
    for one in dossiers.all_filed(db, person_ids):
        if one.person_id:
            found.setdefault(one.person_id, {}).setdefault(one.code, dossiers.when_and_where(db, one))
    return found


def names(db: Session) -> dict[str, dict[str, str]]:
    """Code → its name in each language, of what can be filled in here."""
    known = [one for one in procedures.all_current(db) if one.definition["form"]]
    return {one.code: {lang: pick(one.definition["name"], lang) for lang in LANGUAGES} for one in known}
