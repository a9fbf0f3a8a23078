"""Who is told what about a petition. No message says what it is about, or what the answer is."""

from collections.abc import Iterable
from uuid import UUID

from flask import current_app
from sqlalchemy.orm import Session

from webapp.accounts import service as accounts
from webapp.dossiers import service as dossiers
from webapp.feedback.models import Petition
from webapp.messages import service as messages
from webapp.units import service as units

PAGE = "/gop-y/viec"


def filed(db: Session, petition: Petition, staff: Iterable[UUID], again: UUID | None = None) -> None:
    """It is on the list of a unit: those who answer there hear of it. `again`: the line by which it was handed on."""
    for one in staff:
        fact = f"petition_new/{again or petition.id}/{one}"
        unit = units.get(db, petition.unit_id).name
        messages.send(db, "petition_new", accounts.reach(db, one), link=f"{PAGE}/{petition.id}", fact=fact, unit=unit)


def assigned(db: Session, petition: Petition, to: UUID, line: UUID) -> None:
    messages.send(
        db, "petition_yours", accounts.reach(db, to), link=f"{PAGE}/{petition.id}", fact=f"petition_yours/{line}"
    )  # fmt: skip


def closed(db: Session, petition: Petition) -> None:
    """Whoever left a number hears that there is an answer, and where it can be read."""
    if petition.phone:
        to = messages.To(None, petition.phone, petition.lang)
        address, fact = page(petition), f"petition_closed/{petition.id}"
        messages.send(db, "petition_closed", to, in_app=False, fact=fact, address=address)


def page(petition: Petition) -> str:
    """The whole address under which it is followed."""
    return f"{current_app.config['CONFIG'].public_url}/gop-y/{dossiers.shown(petition.code)}"
