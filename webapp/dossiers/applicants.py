"""For whom a procedure is: the kinds of applicants its file names, held against the person a dossier is for."""

from uuid import UUID

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.dossiers.models import Dossier
from webapp.procedures import service as procedures
from webapp.procedures.service import Procedure


class NotForThem(Exception):
    """The procedure is not for such a person: a firm marries nobody."""


def fits(db: Session, procedure: Procedure, person_id: UUID | None) -> bool:
    """Whether the procedure is for that person; nobody is turned away before somebody is chosen."""
    return person_id is None or procedure.is_for(accounts.kind_of(db, person_id))


def person_for(db: Session, dossier: Dossier, actor: Actor) -> UUID | None:
    """Whom the dossier is for: the person it was begun for or, where the procedure is not for that one, the person chosen now.

    None while nobody is chosen. Raises `NotForThem`.
    """
    procedure = procedures.version(db, dossier.version_id)
    for one in (dossier.person_id, actor.person_id):
        if one is not None and fits(db, procedure, one):
            return one
    if dossier.person_id or actor.person_id:
        raise NotForThem
    return None
