"""A visit: begun when somebody's card was read and they said yes, rested while nobody touches the screen, ended by the next."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp import clock
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.accounts.service import Person
from webapp.consignments import service as consignments
from webapp.counter.models import CounterVisit
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.mandates import service as mandates
from webapp.mandates.service import Mandate

CLERK = "clerk"
NEXT, OTHER, GUIDED = "next", "other", "guided"
MOST_KEYS = 20  # of visits whose work still lies in a desk's browser


class NoSuchVisit(LookupError):
    """It does not exist, is another clerk's, or is over."""


class NotThere(Exception):
    """The actor sits at no counter."""


class SomebodyElse(Exception):
    """Another card than that of the one whose visit rests."""


@dataclass(frozen=True)
class Customer:
    """Who sits there: their visit, what they allowed the clerk, and the person."""

    visit: CounterVisit
    mandate: Mandate
    person: Person


def unit_of(clerk: Actor, wanted: str = "") -> str:
    """Where the clerk works: `wanted` if that is one of theirs, else the first. Raises NotThere."""
    mine = sorted(clerk.units(CLERK))
    if not mine:
        raise NotThere
    return wanted if wanted in mine else mine[0]


def current(db: Session, clerk: Actor) -> Customer | None:
    """Who sits at this clerk's desk now."""
    theirs = select(CounterVisit, Mandate, Person).join(Mandate, Mandate.id == CounterVisit.id)
    theirs = theirs.join(Person, Person.id == Mandate.person_id).options(joinedload(Person.account))
    mine = CounterVisit.clerk_id == clerk.account_id, CounterVisit.ended_at.is_(None)
    row = db.execute(theirs.where(*mine)).first()
    return Customer(*row) if row else None


def one(db: Session, clerk: Actor, visit_id: UUID) -> Customer:
    """The same, by its id. Raises NoSuchVisit."""
    found = current(db, clerk)
    if found is None or found.visit.id != visit_id:
        raise NoSuchVisit(visit_id)
    return found


def begin(db: Session, clerk: Actor, met: mandates.Met, page: str) -> Customer:
    """Somebody sits down: their mandate, and the visit. Who was there before is done. The same id again gives the same.

    Raises NoSuchVisit, and what mandates.give_at_counter raises.
    """
    known = db.get(CounterVisit, met.id)
    if known is not None:
        return one(db, clerk, met.id)
    before = current(db, clerk)
    if before is not None:
        _over(db, before, OTHER)
        db.flush()
    now, mandate = clock.now(), mandates.give_at_counter(db, clerk, met, page)
    assert mandate.account_id is not None
    assert mandate.person_id is not None
    person = accounts.person(db, mandate.account_id, mandate.person_id)
    assert clerk.account_id is not None
    visit = CounterVisit(
        id=met.id, unit_id=met.unit_id, clerk_id=clerk.account_id, opened_at=now, met=_how(met),
        new_account=person.created_at >= now, guided=False, key=secrets.token_hex(32),
    )  # fmt: skip
    db.add(visit)
    db.flush()
    return Customer(visit, mandate, person)


def _how(met: mandates.Met) -> str:
    return "card" if met.who.get("source") == "card" else "typed"


def guide(db: Session, clerk: Actor, visit_id: UUID, unit_id: str) -> None:
    """Somebody was only shown how: counted, and nothing of them is asked. The same id again counts nothing."""
    if db.get(CounterVisit, visit_id) is not None:
        return
    assert clerk.account_id is not None
    now = clock.now()
    db.add(CounterVisit(
        id=visit_id, unit_id=unit_id, clerk_id=clerk.account_id, opened_at=now, met="", new_account=False, guided=True,
        ended_at=now, ended_by=GUIDED,
    ))  # fmt: skip


def rest(db: Session, clerk: Actor, visit_id: UUID) -> None:
    """Nobody touched the screen: it shows nothing more until their card is read again. Harmless when repeated."""
    found = one(db, clerk, visit_id).visit
    found.rested_at = found.rested_at or clock.now()


def wake(db: Session, clerk: Actor, visit_id: UUID, id_number: str) -> Customer:
    """The card of the same person opens it again. Raises NoSuchVisit, SomebodyElse."""
    found = one(db, clerk, visit_id)
    if not id_number or found.person.facts.get("id_number") != id_number:
        raise SomebodyElse
    found.visit.rested_at = None
    return found


def end(db: Session, clerk: Actor, visit_id: UUID) -> None:
    """They are done: the clerk may do nothing more for them. Harmless when repeated."""
    found = current(db, clerk)
    if found is not None and found.visit.id == visit_id:
        _over(db, found, NEXT)


def _over(db: Session, found: Customer, by: str) -> None:
    found.visit.ended_at, found.visit.ended_by = clock.now(), by
    mandates.revoke(db, found.mandate, "helper")


def keys(db: Session, clerk: Actor, visit_ids: Collection[UUID]) -> dict[UUID, str]:
    """What opens the work of my earlier visits that still lies in this browser, to send it."""
    mine = CounterVisit.clerk_id == clerk.account_id, CounterVisit.id.in_(list(visit_ids)[:MOST_KEYS])
    return {one.id: one.key for one in db.scalars(select(CounterVisit).where(*mine)) if one.key}


def reach(db: Session, clerk: Actor, dossier_id: UUID) -> Dossier:
    """For public post: a dossier of whoever sits here, or one whose fee this counter may collect. Raises LookupError."""
    found, dossier = current(db, clerk), db.get(Dossier, dossier_id, options=dossiers.WITH_PERSON)
    if found and dossier and dossier.mandate_id == found.mandate.id:
        return dossier
    return consignments.by_bill(db, clerk, dossier_id)


def dossier_of(db: Session, found: Customer, dossier_id: UUID) -> Dossier:
    """One that was begun in this visit. Raises NoSuchVisit."""
    dossier = db.get(Dossier, dossier_id)
    if dossier is None or dossier.mandate_id != found.mandate.id:
        raise NoSuchVisit(dossier_id)
    return dossier


def dossiers_of(db: Session, found: Customer) -> tuple[list[Dossier], list[Dossier]]:
    """(begun in this visit, handed in before and not done yet): without what was typed, the latest first."""
    begun = dossiers.under(db, found.mandate.id)
    here = {one.id for one in begun}
    return begun, [one for one in dossiers.all_filed(db, [found.person.id]) if one.id not in here]
