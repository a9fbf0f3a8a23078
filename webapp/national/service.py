"""What other rooms may ask of the nationwide catalogue: one record as it is shown, and what all of them are called."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import editions
from webapp.national.editing import NothingToEdit, edit, settle, withdraw
from webapp.national.importing import run
from webapp.national.loading import load
from webapp.national.models import NationalEdit, NationalRecord
from webapp.national.overlay import HIDDEN, NAME, Shown
from webapp.national.stream import UnreadableFile
from webapp.national.taking import Report

__all__ = [
    "NothingToEdit",
    "Report",
    "Shown",
    "UnreadableFile",
    "edit",
    "get",
    "import_file",
    "names",
    "settle",
    "withdraw",
]

import_file = run


def get(db: Session, code: str, hidden: bool = False) -> Shown | None:
    """The record as it is shown today, two statements; None where there is none or (unless `hidden`) it is not to be shown."""
    found = load(db, code)
    return None if found is None or (found.shown.hidden and not hidden) else found.shown


@editions.kept
def names(db: Session) -> tuple[tuple[str, str, str, str], ...]:
    """(code, name, name of its field, everyday name or "") of each that is listed and shown, by code; read once an edition."""
    which = (NationalEdit.withdrawn_at.is_(None), NationalEdit.part.in_((NAME, HIDDEN)))
    edits = {
        (one.code, one.part): one.value
        for one in db.execute(select(NationalEdit.code, NationalEdit.part, NationalEdit.value).where(*which))
    }
    columns = (NationalRecord.code, NationalRecord.name, NationalRecord.field)
    rows = db.execute(select(*columns).where(NationalRecord.gone_on.is_(None)).order_by(NationalRecord.code))
    return tuple(
        (code, name, field, edits.get((code, NAME), "")) for code, name, field in rows if (code, HIDDEN) not in edits
    )
