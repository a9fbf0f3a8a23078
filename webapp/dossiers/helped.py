"""What a helper's phone does for a citizen: begun under a mandate; what comes when it holds no longer waits for its citizen."""

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor, Help
from webapp.dossiers.change import tell
from webapp.dossiers.lifecycle import OPEN, Event, State
from webapp.dossiers.models import UNOPENED, Dossier, DossierEvent
from webapp.i18n import pick
from webapp.units import service as units

SHOWN = 50  # dossiers of one mandate
Listener = Callable[[Session, Dossier, Help], None]
_listeners: list[Listener] = []


def on_begun(listener: Listener) -> None:
    """The room of mandates asks to be told when a helper begins a dossier."""
    _listeners[:] = [listener]


def begun(db: Session, dossier: Dossier, actor: Actor) -> None:
    """A new draft carries the mandate it was begun under."""
    if actor.helped:
        dossier.mandate_id = actor.helped.mandate_id
        mark(dossier, actor)
        for listener in _listeners:
            listener(db, dossier, actor.helped)


def help_on(db: Session, dossier: Dossier, mandate_id: UUID, account_id: UUID | None, person_id: UUID) -> None:
    """A draft that was begun before goes on under another mandate, whose citizen sits there; one of nobody's becomes theirs."""
    if dossier.account_id is None:
        dossier.account_id, dossier.person_id, dossier.holder = account_id, person_id, None
    dossier.mandate_id, dossier.set_aside = mandate_id, None
    db.flush()


def mark(dossier: Dossier, actor: Actor) -> None:
    """Whatever a helper sends says whether the mandate holds at that moment."""
    if actor.helped and dossier.state == State.DRAFT:
        dossier.set_aside = actor.helped.stopped or None


def keep_aside(db: Session, dossier: Dossier, helped: Help) -> None:
    """It was to be handed in after the mandate's end: nothing is lost, nothing is handed in, the citizen hears of it once."""
    dossier.set_aside = helped.stopped
    tell(db, dossier, "help_kept", f"/ho-so/{dossier.id}/don", fact=f"help_kept/{dossier.id}", helper=helped.name)


def filed(db: Session, person_id: UUID, code: str, but: str = "") -> Dossier | None:
    """The newest dossier of that procedure, `but` this one (an id), that was handed in for this person and is still being dealt with."""
    found = all_filed(db, [person_id])
    return next((one for one in found if one.code == code and str(one.id) != but), None)


def when_and_where(db: Session, filed: Dossier) -> dict[str, str]:
    """`{on, at}`: the day in Việt Nam and the office, "" where it is not known."""
    assert filed.submitted_at is not None
    office = pick(units.get(db, filed.unit_id).name) if filed.unit_id else ""
    return {"on": clock.local(filed.submitted_at).date().isoformat(), "at": office}


def all_filed(db: Session, person_ids: Collection[UUID]) -> list[Dossier]:
    """What was handed in for these persons and is still being dealt with, the newest first, without what was typed."""
    theirs = Dossier.person_id.in_(person_ids), Dossier.state.in_(OPEN), Dossier.submitted_at.is_not(None)
    newest = select(Dossier).where(*theirs).options(*UNOPENED).order_by(Dossier.submitted_at.desc(), Dossier.id)
    return list(db.scalars(newest))


def aside(db: Session, mandate_ids: Collection[UUID]) -> list[Dossier]:
    """What came when these mandates held no longer and their citizens have not decided on yet, without what was typed."""
    waits = Dossier.mandate_id.in_(mandate_ids), Dossier.set_aside.is_not(None), Dossier.state == State.DRAFT
    found = select(Dossier).where(*waits).options(*UNOPENED).order_by(Dossier.saved_at.desc(), Dossier.id)
    return list(db.scalars(found.limit(SHOWN)))


def under(db: Session, mandate_id: UUID) -> list[Dossier]:
    """The dossiers begun under a mandate, the latest first, without what was typed."""
    mine = select(Dossier).where(Dossier.mandate_id == mandate_id).options(*UNOPENED)
    return list(db.scalars(mine.order_by(Dossier.saved_at.desc(), Dossier.id).limit(SHOWN)))


def handed_in(db: Session, mandate_ids: Collection[UUID], since: datetime) -> list[tuple[UUID, UUID, datetime]]:
    """Dossier, mandate and moment of what was handed in under these mandates since then, the latest first."""
    theirs = select(Dossier.id, Dossier.mandate_id, Dossier.submitted_at).where(Dossier.mandate_id.in_(mandate_ids))
    lately = theirs.where(Dossier.submitted_at >= since).order_by(Dossier.submitted_at.desc(), Dossier.id)
    return [(one, mandate, at) for one, mandate, at in db.execute(lately.limit(SHOWN)) if mandate and at]


def was_looked_at() -> ColumnElement[bool]:
    """Whether a desk said what it thinks of a dossier: took it, gave it back or refused it."""
    return _happened(Event.RECEIVED, Event.RETURNED, Event.REFUSED)


def was_given_back() -> ColumnElement[bool]:
    """Whether it ever had to be supplemented, or was refused."""
    return _happened(Event.RETURNED, Event.REFUSED)


def _happened(*events: Event) -> ColumnElement[bool]:
    return exists().where(DossierEvent.dossier_id == Dossier.id, DossierEvent.event.in_(events))
