"""Finding mandates: by link, as the helper, the citizen or the manager they belong to; nobody else's exist."""

import hashlib
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.mandates.models import Mandate
from webapp.mandates.standing import Standing, standing
from webapp.teams import service as teams

SHOWN = 100  # mandates in a list
CASES = (teams.MANAGER, "supervisor")  # who hears of «không phải tôi», of a team or of a counter


class NoSuchMandate(LookupError):
    """It does not exist, or not for this visitor."""


class NotHelping(Exception):
    """The helper's badge does not hold today: training, a photo, suspended …"""


def team_of(db: Session, helper: Actor) -> str | None:
    """For which team somebody may help today; None while their badge does not hold."""
    stands = teams.standing(db, helper.account_id) if helper.account_id else None
    return stands.unit_id if stands and stands.valid else None


def known(db: Session, mandate_id: UUID) -> bool:
    """Whether such an offer was kept already: then it is no new try."""
    return db.get(Mandate, mandate_id) is not None


def by_token(db: Session, token: str) -> Mandate:
    """The mandate of a citizen's link. Raises NoSuchMandate."""
    found = db.scalar(select(Mandate).where(Mandate.token_hash == hashed(token)))
    if found is None:
        raise NoSuchMandate
    return found


def of_helper(db: Session, helper: Actor, mandate_id: UUID) -> Mandate:
    """One of my own, as a helper. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or helper.account_id is None or found.helper_id != helper.account_id:
        raise NoSuchMandate(mandate_id)
    return found


def of_citizen(db: Session, citizen: Actor, mandate_id: UUID) -> Mandate:
    """One that my account gave. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or citizen.account_id is None or found.account_id != citizen.account_id:
        raise NoSuchMandate(mandate_id)
    return found


def case(db: Session, manager: Actor, mandate_id: UUID) -> Mandate:
    """A case of my teams. Raises NoSuchMandate."""
    found = db.get(Mandate, mandate_id)
    if found is None or found.frozen_at is None or found.unit_id not in manager.units(*CASES):
        raise NoSuchMandate(mandate_id)
    return found


def helped_by(db: Session, helper: Actor) -> list[Mandate]:
    """What I offered and was given and what still holds, the latest first; nothing of people whose mandate is over."""
    now = clock.now()
    live = or_(Mandate.until > now, (Mandate.given_at.is_(None)) & (Mandate.offer_until > now))
    return _newest(db, Mandate.helper_id == helper.account_id, Mandate.ended_at.is_(None), live)


def households(db: Session, helper: Actor, unit_id: str) -> list[Mandate]:
    """Under which I may help now, for this team, the latest first."""
    now = clock.now()
    return [one for one in helped_by(db, helper) if one.unit_id == unit_id and standing(one, now) == Standing.ACTIVE]


def given_by(db: Session, account_id: UUID) -> list[Mandate]:
    """What an account gave, the latest first."""
    return _newest(db, Mandate.account_id == account_id)


def cases(db: Session, manager: Actor) -> list[Mandate]:
    """«Không phải tôi» in my teams, the latest first, the settled ones too."""
    return _newest(db, Mandate.frozen_at.is_not(None), Mandate.unit_id.in_(manager.units(*CASES)))


def active(db: Session, helper: Actor, account_id: UUID, code: str) -> Mandate | None:
    """The mandate under which this helper may help this account with that procedure now."""
    now = clock.now()
    mine = [Mandate.helper_id == helper.account_id, Mandate.account_id == account_id, Mandate.until > now]
    free = [Mandate.ended_at.is_(None), Mandate.frozen_at.is_(None), Mandate.unit_id == team_of(db, helper)]
    found = db.scalars(select(Mandate).where(*mine, *free).order_by(Mandate.until.desc()))
    return next((one for one in found if allows(one, code)), None)


def denied(db: Session, helper_id: UUID, account_id: UUID) -> bool:
    """Whether anybody of this account ever said «không phải tôi» of this helper."""
    theirs = Mandate.helper_id == helper_id, Mandate.account_id == account_id, Mandate.frozen_at.is_not(None)
    return db.scalar(select(Mandate.id).where(*theirs).limit(1)) is not None


def allows(mandate: Mandate, code: str) -> bool:
    return not mandate.procedures or code in mandate.procedures


def given_of(account_id: UUID) -> Select[Mandate]:
    return select(Mandate).where(Mandate.account_id == account_id)


def _newest(db: Session, *which: ColumnElement[bool]) -> list[Mandate]:
    return list(db.scalars(select(Mandate).where(*which).order_by(Mandate.offered_at.desc(), Mandate.id).limit(SHOWN)))


def hashed(token: str) -> str:
    """A random token of 144 bits needs no key to be hidden."""
    return hashlib.sha256(f"mot-cham/mandate/{token}".encode()).hexdigest()
