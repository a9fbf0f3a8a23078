"""A slip that a customer brings to the counter: with their card read, their draft goes on here; anything else opens as by the slip."""

import re

from sqlalchemy.orm import Session

from webapp.access import Actor
from webapp.counter.visits import Customer
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.slips import service as slips

IN_LINK = re.compile(r"/phieu#([0-9A-Za-z-]{8,9})$")


def code_in(text: str) -> str:
    """The code of a slip that was scanned (its link) or typed, as it is kept; "" for anything else."""
    link = IN_LINK.search(text.strip())
    code = dossiers.normalise(link[1] if link else text)
    return code if dossiers.looks_like_slip(code) else ""


def join(db: Session, clerk: Actor, found: Customer, code: str) -> tuple[Dossier, bool]:
    """The dossier, and whether it goes on under this visit: a draft of this customer's, or of nobody's yet.

    The card that was read brings the fact that opens it. Raises slips.NotOpened, slips.Over, throttle.TooMany.
    """
    facts = found.person.facts
    born, digits = str(facts.get("birth_date") or ""), str(facts.get("id_number") or "")[-4:]
    slip = slips.opened(db, code, born, digits, str(clerk.account_id))
    dossier = db.get_one(Dossier, slip.dossier_id)
    theirs = dossier.person_id in (None, found.person.id) and dossier.account_id in (None, found.mandate.account_id)
    if dossier.state != State.DRAFT or dossier.events or not theirs:
        slips.keep(slip)
        return dossier, False
    dossiers.help_on(db, dossier, found.mandate.id, found.mandate.account_id, found.person.id)
    return dossier, True
