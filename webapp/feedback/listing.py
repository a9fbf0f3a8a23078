"""The petitions of an office: who sees which, the late ones first; nobody sees one that is about themself."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.feedback import lifecycle
from webapp.feedback.models import Petition
from webapp.feedback.petitions import ANSWERS, NoSuchPetition
from webapp.teams import service as teams

SEES = ("officer", "clerk", *ANSWERS)
"""Whoever answers for a unit sees all of its petitions, others of its staff those that were given to them."""
MOST = 100


@dataclass(frozen=True)
class Page:
    """At most MOST; `more`: there are others still."""

    rows: list[Petition]
    more: bool


def page(db: Session, who: Actor, closed: bool) -> Page:
    """Open ones by the day they are due, those without one last; or the closed ones, the latest first."""
    state = Petition.state.not_in(lifecycle.OPEN) if closed else Petition.state.in_(lifecycle.OPEN)
    order = (
        (Petition.closed_at.desc(), Petition.id)
        if closed
        else (Petition.due_at.is_(None), Petition.due_at, Petition.received_at, Petition.id)
    )
    wanted = select(Petition).where(_visible(who), state).options(joinedload(Petition.rating))
    found = list(db.scalars(wanted.order_by(*order).limit(MOST + 1)))
    return Page(found[:MOST], len(found) > MOST)


def one(db: Session, who: Actor, petition_id: UUID, lock: bool = False) -> Petition:
    """With its history unless it is locked to be changed. Raises NoSuchPetition."""
    wanted = select(Petition).where(Petition.id == petition_id, _visible(who)).options(joinedload(Petition.rating))
    wanted = wanted.with_for_update(of=Petition) if lock else wanted.options(joinedload(Petition.events))
    found = db.scalars(wanted).unique().first()
    if found is None:
        raise NoSuchPetition(petition_id)
    return found


def leads(who: Actor, petition: Petition) -> bool:
    """May give it to somebody and hand it on; whoever it was given to only answers."""
    return petition.unit_id in who.units(*ANSWERS)


def staff(db: Session, petition: Petition) -> list[UUID]:
    """Those of its unit who can be asked to answer it; never the one it is about."""
    return [one for one in accounts.working(db, petition.unit_id, *SEES) if one != petition.about_id]


def called(db: Session, account_ids: set[UUID]) -> dict[UUID, str]:
    """Account → what somebody of staff, or a helper by the badge, is called; two statements."""
    badges = {one: badge.name for one, badge in teams.badges(db, account_ids).items()} if account_ids else {}
    names = accounts.staff_names(db, account_ids)
    return {one: badges.get(one) or names.get(one) or "" for one in account_ids}


def late_number(rows: list[Petition]) -> int:
    now = clock.now()
    return sum(one.due_at is not None and one.due_at < now for one in rows if one.closed_at is None)


def _visible(who: Actor) -> ColumnElement[bool]:
    given = (Petition.assigned_id == who.account_id) & Petition.unit_id.in_(who.units(*SEES))
    mine = or_(Petition.unit_id.in_(who.units(*ANSWERS)), given)
    return mine & (Petition.about_id.is_(None) | (Petition.about_id != who.account_id))
