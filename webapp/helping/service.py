"""Asking to be called back, and the list of those who wait for it; which unit calls."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.access import Actor
from webapp.accounts import service as accounts
from webapp.db import insert_for
from webapp.helping.models import CallBack
from webapp.units import service as units
from webapp.units.service import Unit

RULE = "call_back"
CALLS = ("officer", "supervisor")  # who sees the list and calls
UNDO = timedelta(days=1)  # how long one that was called can be put back on the list


class NoSuchCall(LookupError):
    """No such request, or not this visitor's or officer's."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for. `id` comes with the form, `words` are those of the consent as shown."""

    id: UUID
    unit_id: str
    phone: str
    about: str
    lang: str
    words: str


def caller(db: Session, unit: Unit | None) -> Unit | None:
    """The unit that can call: this one if somebody works at its desk here, else its centre, else any. None: nobody."""
    staffed = accounts.staffed(db, *CALLS)
    centre = units.parent_centre(db, unit) if unit else None
    near = [one for one in (unit, centre, centre and centre.parent) if one]
    return next((one for one in [*near, *units.receiving_units(db)] if one.id in staffed), None)


def ask(db: Session, wanted: Wanted, account_id: UUID | None, mine: Collection[UUID] = ()) -> CallBack:
    """Put the request on the list. Sent again it is the same one, with what was corrected meanwhile.

    `mine`: ids that this browser sent before. Raises NoSuchCall for somebody else's id.
    """
    hashed = hashlib.sha256(wanted.words.encode()).hexdigest()
    row = {
        "id": wanted.id, "unit_id": wanted.unit_id, "account_id": account_id, "phone": wanted.phone, "about": wanted.about,
        "lang": wanted.lang, "words_hash": hashed, "asked_at": clock.now(),
    }  # fmt: skip
    db.execute(insert_for(db, CallBack).values(row).on_conflict_do_nothing(index_elements=[CallBack.id]))
    found = db.get_one(CallBack, wanted.id)
    if found.phone != wanted.phone:
        found = of(db, wanted.id, account_id, mine)
    if found.called_at is None:
        found.phone, found.about = wanted.phone, wanted.about
    return found


def known(db: Session, call_id: UUID) -> bool:
    """Whether such a request was kept already: then it is no new try."""
    return db.get(CallBack, call_id) is not None


def of(db: Session, call_id: UUID, account_id: UUID | None, mine: Collection[UUID]) -> CallBack:
    """The visitor's own request: of their account, or sent by this browser. Raises NoSuchCall."""
    found = db.get(CallBack, call_id)
    own = found is not None and (call_id in mine or (account_id is not None and found.account_id == account_id))
    if found is None or not own:
        raise NoSuchCall(call_id)
    return found


def take_back(db: Session, found: CallBack) -> None:
    """No call is wanted any more; nothing of the request is left."""
    db.delete(found)
    db.flush()


def waiting(db: Session, who: Actor) -> list[CallBack]:
    """Who waits for a call of my units, the longest first."""
    open_ones = select(CallBack).where(CallBack.unit_id.in_(who.units(*CALLS)), CallBack.called_at.is_(None))
    return list(db.scalars(open_ones.order_by(CallBack.asked_at, CallBack.id)))


def count_waiting(db: Session, who: Actor) -> int:
    mine = select(func.count()).where(CallBack.unit_id.in_(who.units(*CALLS)), CallBack.called_at.is_(None))
    return int(db.scalar(mine) or 0)


def just_called(db: Session, who: Actor) -> list[CallBack]:
    """Those of the last day, the latest first: marking one by mistake can be undone."""
    done = select(CallBack).where(CallBack.unit_id.in_(who.units(*CALLS)), CallBack.called_at > clock.now() - UNDO)
    return list(db.scalars(done.order_by(CallBack.called_at.desc(), CallBack.id)))


def mark(db: Session, who: Actor, call_id: UUID, called: bool) -> CallBack:
    """Called, or not after all. Harmless when repeated: the first call stays. Raises NoSuchCall."""
    found = db.get(CallBack, call_id, with_for_update=True)
    if found is None or found.unit_id not in who.units(*CALLS):
        raise NoSuchCall(call_id)
    if called and found.called_at is None:
        found.called_at, found.called_by = clock.now(), who.account_id
    elif not called:
        found.called_at = found.called_by = None
    return found


def of_account(db: Session, account_id: UUID) -> list[CallBack]:
    return list(db.scalars(calls_of(account_id).order_by(CallBack.asked_at)))


def calls_of(account_id: UUID) -> Select[CallBack]:
    return select(CallBack).where(CallBack.account_id == account_id)


def forget(db: Session, account_id: UUID) -> None:
    """All that this account asked for, called or not."""
    db.execute(delete(CallBack).where(CallBack.account_id == account_id))


def forget_old(db: Session, most: int = 1000) -> int:
    """Requests whose term is over, called or not; at most `most`, returns how many."""
    old = select(CallBack.id).where(CallBack.asked_at < clock.now() - retention.term(RULE))
    ids = db.scalars(old.limit(most)).all()
    db.execute(delete(CallBack).where(CallBack.id.in_(ids)))
    return len(ids)
