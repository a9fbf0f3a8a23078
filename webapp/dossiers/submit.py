"""Submitting, correcting, withdrawing, receiving: the citizen's verbs and the official code given at receipt."""

import os
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.db import insert_for
from webapp.dossiers import acting, counting, promise
from webapp.dossiers.applicants import person_for
from webapp.dossiers.change import apply, check
from webapp.dossiers.codes import new_reference, official_code
from webapp.dossiers.lifecycle import Event
from webapp.dossiers.models import Dossier, OfficialCounter
from webapp.units import service as units


class NotComplete(Exception):
    """The form was not filled in to the end."""


class NoAgencyCode(Exception):
    """The unit has no identifier of its own to make official codes from: it cannot receive."""


class NoPerson(Exception):
    """Nobody is chosen yet for whom the dossier is."""


class NoLonger(Exception):
    """The mandate of the helper who hands it in holds no longer: it waits for its citizen."""


class Undecided(Exception):
    """Two phones answered a question differently, and nobody chose yet."""


def submit(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Hand the dossier in. Whether every paper is there is for the room that knows it to say (P1).

    Raises `NoLonger`, `NotComplete`, `Undecided`, `NoPerson`, `NotForThem`, `NotSaid`, `NotByOthers`, `lifecycle.NotAllowed`.
    """
    if actor.helped and actor.helped.stopped:
        raise NoLonger
    if dossier.undecided:
        raise Undecided
    if not dossier.answers or not dossier.unit_id:
        raise NotComplete
    dossier.account_id = dossier.account_id or actor.account_id
    dossier.person_id = person_for(db, dossier, actor)
    if not dossier.person_id:
        raise NoPerson
    acts = acting.may(db, dossier, actor)
    if dossier.reference is None:
        dossier.reference = _free_reference(db)
    dossier.submitted_at, dossier.set_aside = clock.now(), None
    apply(db, dossier, Event.SUBMITTED, acting.named(actor, acts), acted=acting.kept(acts, actor.helped))


def filed_on(dossier: Dossier) -> date:
    """The day it was first handed in, from which the law counts; today while it never was."""
    first = next((row.at for row in dossier.events if row.event == Event.SUBMITTED), None)
    return clock.local(first).date() if first else clock.today()


def reopen(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Take it back to correct it (P24); possible until an officer took it up."""
    _by_citizen(db, dossier, Event.REOPENED, actor)


def withdraw(db: Session, dossier: Dossier, actor: Actor) -> None:
    _by_citizen(db, dossier, Event.WITHDRAWN, actor)


def _by_citizen(db: Session, dossier: Dossier, event: Event, actor: Actor) -> None:
    """With who of the household it was, as far as that is known: nobody is asked before a dossier is taken back."""
    acts = acting.acts(db, dossier, actor)
    apply(db, dossier, event, acting.named(actor, acts), acted=acting.kept(acts))


def receive(db: Session, dossier: Dossier, actor: Actor, seen: int | None = None) -> None:
    """The office takes it up: official code, legal time of receipt, promised date.

    What went on paper counts from the moment it was handed over (counting.py), whenever the officer takes it up.
    Raises as `apply` does, or PapersNotHere, before a number is drawn: a refused receipt leaves no gap.
    """
    check(dossier, Event.RECEIVED, seen)
    now, counts = clock.now(), counting.counts_from(db, dossier)
    agency = units.get(db, dossier.unit_id or "").agency_code
    if agency is None:
        raise NoAgencyCode(dossier.unit_id)
    dossier.received_at = counts or now
    dossier.official_code = next_official_code(db, agency, clock.local(now).date())
    promise.renew(db, dossier)
    apply(db, dossier, Event.RECEIVED, actor, unit_id=dossier.unit_id, seen=seen)


def next_official_code(db: Session, agency: str, day: date) -> str:
    """Per agency and day, without gaps: the counter's row stays locked until the caller commits or rolls back."""
    row = insert_for(db, OfficialCounter).values(agency=agency, day=day, last=1)
    counted = row.on_conflict_do_update(
        index_elements=[OfficialCounter.agency, OfficialCounter.day], set_={"last": OfficialCounter.last + 1}
    ).returning(OfficialCounter.last)
    return official_code(agency, day, db.execute(counted).scalar_one())


def _free_reference(db: Session) -> str:
    while True:
        made = new_reference(os.urandom(16))
        if db.scalar(select(Dossier.id).where(Dossier.reference == made)) is None:
            return made
