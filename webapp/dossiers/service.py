"""What other rooms may ask of dossiers: find mine, change state by an event, the promised date."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from webapp import access
from webapp.access import Actor
from webapp.accounts.service import initials
from webapp.dossiers import codes, queue, slipped
from webapp.dossiers.acting import NotByOthers, NotSaid
from webapp.dossiers.acting import last as acted
from webapp.dossiers.applicants import NotForThem, fits, person_for
from webapp.dossiers.approving import check_drawn
from webapp.dossiers.authorising import asked_of_others
from webapp.dossiers.change import JustChanged, apply, on, tell
from webapp.dossiers.codes import (
    ALPHABET,
    is_reference,
    looks_like_slip,
    new_reference,
    normalise,
    shown,
)
from webapp.dossiers.counting import PapersNotHere, by_post, is_by_post, on_counting
from webapp.dossiers.drafts import (
    Holder,
    IdTaken,
    NotADraft,
    NotAForm,
    TooLong,
    TooManyDrafts,
    choose,
    claim,
    save,
    size,
    start,
    take_along,
    throw_away,
)
from webapp.dossiers.emptying import ENDED, StillNeeded, empty, ended_at, on_emptied, persons_in_use
from webapp.dossiers.helped import (
    all_filed,
    aside,
    filed,
    handed_in,
    help_on,
    keep_aside,
    on_begun,
    under,
    was_given_back,
    was_looked_at,
    when_and_where,
)
from webapp.dossiers.in_hand import opened_here, own, this_browser
from webapp.dossiers.lifecycle import CLOSED, NATIONAL, OPEN, WITHDRAWABLE, Event, NotAllowed, State, clock_runs
from webapp.dossiers.lists import Place, at_places, mine_all, queue_of, read_timelines, some_of_mine
from webapp.dossiers.models import UNOPENED, Dossier, DossierEvent
from webapp.dossiers.moving import move, on_moved
from webapp.dossiers.panels import Panel, on_blank_form, register
from webapp.dossiers.panels import of as panels
from webapp.dossiers.promise import pauses, promise, renew
from webapp.dossiers.show import Card, applicant, applicant_initials, cards, state_kind, state_words
from webapp.dossiers.slipped import register_slips
from webapp.dossiers.submit import (
    NoAgencyCode,
    NoLonger,
    NoPerson,
    NotComplete,
    Undecided,
    filed_on,
    receive,
    reopen,
    submit,
    withdraw,
)

__all__ = [
    "ALPHABET", "WHOLE", "WITH_PERSON", "in_hand", "looks_like_slip", "normalise", "on_moved", "opened_here", "own", "panels", "register_slips", "take_along", "this_browser",
    "ENDED", "StillNeeded", "empty", "ended_at", "on_emptied", "persons_in_use",
    "Card", "applicant", "applicant_initials", "cards", "initials", "state_kind", "state_words",
    "CLOSED", "NATIONAL", "OPEN", "WITHDRAWABLE", "Dossier", "DossierEvent", "Event", "Holder", "IdTaken",
    "JustChanged", "NoAgencyCode", "NoLonger", "all_filed", "aside", "check_drawn", "filed", "handed_in", "help_on", "keep_aside", "on_begun", "under", "was_given_back", "was_looked_at", "when_and_where", "NotByOthers", "NotSaid", "acted", "NoPerson", "NoSuchDossier", "NotADraft", "NotAForm", "NotAllowed", "NotComplete",
    "NotForThem", "Panel", "State", "TooLong", "TooManyDrafts", "Undecided", "apply", "choose", "claim", "clock_runs", "filed_on", "find", "fits", "is_reference",
    "UNOPENED", "mine", "move", "mine_all", "new_reference", "Place", "at_places", "queue", "queue_of", "read_timelines", "some_of_mine", "on", "on_blank_form", "owned", "pauses", "person_for", "promise", "receive",
    "PapersNotHere", "asked_of_others", "by_post", "is_by_post", "on_counting", "register", "renew", "reopen", "save", "shown", "size", "start", "submit", "tell", "throw_away", "withdraw",
]  # fmt: skip


WITH_PERSON = tuple(joinedload(one) for one in (Dossier.account, Dossier.person))
WHOLE = tuple(joinedload(one) for one in (Dossier.events, Dossier.account, Dossier.person, Dossier.approvals))


class NoSuchDossier(Exception):
    """It does not exist, or not for this actor: the two can't be told apart from outside."""


def mine(db: Session, who: Actor, dossier_id: UUID, token: str | None = None, whole: bool = False) -> Dossier:
    """The dossier, if `who` is its citizen, holds the browser it was begun in, or has a registered ground of access.

    `whole`: with its timeline, person and account at once.
    """
    dossier = db.get(Dossier, dossier_id, options=WHOLE if whole else ())
    if dossier is None:
        raise NoSuchDossier
    if Holder(who, token).holds(dossier) or access.ground_for(db, who, dossier):
        return dossier
    raise NoSuchDossier


def owned(db: Session, who: Actor, dossier_id: UUID, token: str | None = None, whole: bool = False) -> Dossier:
    """The dossier, if `who` is its citizen: for what only the citizen may do; `whole` as for `mine`."""
    dossier = db.get(Dossier, dossier_id, options=WHOLE if whole else ())
    if dossier is None or not Holder(who, token).holds(dossier):
        raise NoSuchDossier
    access.lies_at(dossier.unit_id)
    return dossier


def in_hand(db: Session, holder: Holder, dossier_id: UUID, options: Sequence[ORMOption] = ()) -> Dossier:
    """The dossier, if `holder` (`this_browser()`) is its citizen or opened it by its paper slip: for what needs no more than to
    go on with it. Taking back, throwing away, handing in stay with `owned`. Staff who opened a slip leave a line in the log.
    `options`: what to read in the same statement, as WHOLE or WITH_PERSON.
    """
    dossier, by_slip = slipped.fetch(db, holder.opened, dossier_id, options)
    if dossier is None or not (by_slip or holder.holds(dossier)):
        raise NoSuchDossier
    if holder.actor.roles and not holder.holds(dossier):
        access.log_look()
    access.lies_at(dossier.unit_id)
    return dossier


def closed_to(actor: Actor, dossier: Dossier) -> bool:
    """Whether a helper reads nothing more in it: it was handed in, or their mandate holds no longer."""
    helped = actor.helped
    return helped is not None and (dossier.submitted_at is not None or bool(helped.stopped))


def find(db: Session, typed: str, whole: bool = False) -> Dossier | None:
    """By short reference or official code, however it was typed; `whole` as for `mine`."""
    text = codes.normalise(typed)
    if codes.is_reference(text):
        return _first(db, Dossier.reference == text, whole)
    try:
        code = str(codes.parse_official(typed))
    except codes.NotAnOfficialCode:
        return None
    return _first(db, Dossier.official_code == code, whole)


def _first(db: Session, which: ColumnElement[bool], whole: bool) -> Dossier | None:
    return db.scalars(select(Dossier).where(which).options(*(WHOLE if whole else ()))).unique().first()
