"""Petitions: filed with an answer, found by their code, and what a unit does with them. `happen` is the only line that changes a state."""

import secrets
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp import calendar_days, clock, sealing
from webapp.accounts import service as accounts
from webapp.dossiers import service as dossiers
from webapp.feedback import lifecycle, telling, written
from webapp.feedback.lifecycle import Event, State
from webapp.feedback.models import Petition, PetitionEvent, Rating
from webapp.units import service as units
from webapp.units.service import Unit
from webapp.workdays import due

ANSWERS = ("supervisor", "leader", "team_manager")
"""Who sees a unit's petitions, hands them on and answers."""
LENGTH = 8
COMPLAINT, SUGGESTION = "complaint", "suggestion"
FILED = "filed"


class NoSuchPetition(LookupError):
    """No such code, or not on this actor's list."""


@dataclass(frozen=True)
class Done:
    """What somebody of staff does: `words` for whoever filed it, `to`: a unit's id, an account's id, or an authority in words."""

    event: Event
    words: str = ""
    to: str = ""


def file(db: Session, rating: Rating, phone: str | None, lang: str) -> Petition:
    """Whoever rated wants an answer; the same again gives the same. Dissatisfied, it is a complaint, else a suggestion."""
    if known := db.get(Petition, rating.id):
        return known
    about, unit = _about(db, rating), addressee(db, rating.unit_id, rating.staff_id)
    code, now = _free_code(db), clock.now()
    term = written.answering(about.kind)
    made = Petition(
        id=rating.id, code=code, code_index=sealing.blind("petition code", code), unit_id=unit.id, about_id=rating.staff_id,
        kind=COMPLAINT if rating.face <= 2 else SUGGESTION, received_at=now, phone=phone, lang=lang,
        due_at=due(now, term.term, calendar_days.current(db), units.office_hours(about)) if term else None,
    )  # fmt: skip
    db.add(made)
    db.flush()
    _note(db, made, FILED, None)
    telling.filed(db, made, answering(db, unit.id, made.about_id))
    return made


def by_code(db: Session, typed: str) -> Petition:
    """However it was typed; with its history. Raises NoSuchPetition."""
    code = dossiers.normalise(typed)
    found = select(Petition).where(Petition.code_index.in_(sealing.blinds("petition code", code)))
    wanted = found.options(joinedload(Petition.rating), joinedload(Petition.events))
    one = db.scalars(wanted).unique().first() if dossiers.looks_like_slip(code) else None
    if one is None:
        raise NoSuchPetition(typed)
    return one


def addressee(db: Session, unit_id: str | None, about_id: UUID | None) -> Unit:
    """Whose list it comes to: the unit's where somebody answers there who is not the one it is about, else its centre's, the province's,
    any where somebody does. Where nobody does it waits at the province's centre for whoever will."""
    everywhere = {unit.id: unit for unit in units.all_units(db)}
    unit = everywhere.get(unit_id or "")
    centre = units.parent_centre(db, unit) if unit else None
    top = units.all_units(db, "province_centre")
    staffed = accounts.staffed(db, *ANSWERS, besides=about_id)
    near = (one for one in (unit, centre, *top, *everywhere.values()) if one and one.id in staffed)
    return next(near, top[0])


def answering(db: Session, unit_id: str, about_id: UUID | None) -> list[UUID]:
    """The accounts that answer for a unit, without the one it is about."""
    return [one for one in accounts.working(db, unit_id, *ANSWERS) if one != about_id]


def elsewhere(db: Session, petition: Petition) -> list[Unit]:
    """The other units it can be handed on to: where somebody answers who is not the one it is about. On any other list nobody would find it."""
    staffed = accounts.staffed(db, *ANSWERS, besides=petition.about_id)
    return [one for one in units.all_units(db) if one.id in staffed and one.id != petition.unit_id]


def happen(db: Session, petition: Petition, done: Done, by: UUID | None) -> None:
    """In the caller's transaction: the state, the line of its history, the message to whoever filed it. The same again changes nothing.

    Raises lifecycle.NotAllowed.
    """
    if _is_so(petition, done):
        return
    petition.state = lifecycle.after(petition.state, done.event)
    if done.event == Event.ASSIGNED:
        petition.assigned_id = UUID(done.to)
    elif done.event == Event.HANDED_ON:
        petition.unit_id, petition.assigned_id = done.to, None
    else:
        petition.answer, petition.closed_at = done.words, clock.now()
        petition.passed_to = done.to or None
    db.flush()
    line = _note(db, petition, done.event, by)
    if done.event == Event.ASSIGNED:
        telling.assigned(db, petition, UUID(done.to), line.id)
    elif done.event == Event.HANDED_ON:
        telling.filed(db, petition, answering(db, petition.unit_id, petition.about_id), again=line.id)
    elif petition.state not in lifecycle.OPEN:
        telling.closed(db, petition)


def _is_so(petition: Petition, done: Done) -> bool:
    """The same form sent again, after its answer got lost on the way."""
    if petition.state != lifecycle.TO[done.event] or done.event == Event.HANDED_ON:
        return False
    if done.event == Event.ASSIGNED:
        return str(petition.assigned_id) == done.to
    return (petition.answer, petition.passed_to or "") == (done.words, done.to)


def say(petition: Petition, face: int) -> None:
    """How whoever filed it took the answer; said again it is changed. Raises lifecycle.NotAllowed where there is none."""
    if petition.state != State.ANSWERED:
        raise lifecycle.NotAllowed("no answer yet")
    petition.said = face


def late(petition: Petition) -> bool:
    """Answered after its day, or that day is over without an answer."""
    return petition.due_at is not None and (petition.closed_at or clock.now()) > petition.due_at


def is_open(petition: Petition) -> bool:
    return State(petition.state) in lifecycle.OPEN


def _about(db: Session, rating: Rating) -> Unit:
    """The unit whose kind says the term: of a procedure alone the province's centre."""
    everywhere = {unit.id: unit for unit in units.all_units(db)}
    return everywhere.get(rating.unit_id or "") or units.all_units(db, "province_centre")[0]


def _note(db: Session, petition: Petition, event: str, by: UUID | None) -> PetitionEvent:
    made = PetitionEvent(petition_id=petition.id, event=event, at=clock.now(), by_id=by, unit_id=petition.unit_id)
    db.add(made)
    db.flush()
    return made


def _free_code(db: Session) -> str:
    """Never one that is right as the reference of a dossier."""
    while True:
        code = "".join(secrets.choice(dossiers.ALPHABET) for _ in range(LENGTH))
        taken = select(Petition.id).where(Petition.code_index.in_(sealing.blinds("petition code", code)))
        if dossiers.looks_like_slip(code) and db.scalar(taken) is None:
            return code
