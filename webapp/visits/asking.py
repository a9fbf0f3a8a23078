"""Asking a team to come, confirming the number where there is no account, calling it off."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock, sealing
from webapp.accounts import service as accounts
from webapp.db import insert_for
from webapp.visits import room, slots, telling
from webapp.visits.happening import By, NoSuchVisit, happen, hashed, own
from webapp.visits.lifecycle import OPEN, Event, State
from webapp.visits.models import Visit
from webapp.visits.slots import Slot

WHOM = ("self", "family", "neighbour")


class EnoughOpen(Exception):
    """This number waits for as many visits as one may."""


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for. `id` comes with the form; `phone`: of who asks, of the account where there is one; `words` are
    those of the consent as shown."""

    id: UUID
    unit_id: str
    ward: str
    slot: Slot
    procedure: str | None
    whom: str
    name: str
    address: str
    note: str
    phone: str
    lang: str
    words: str


def known(db: Session, visit_id: UUID) -> bool:
    """Whether such a request was kept already: then it is no new try."""
    return db.get(Visit, visit_id) is not None


def ask(db: Session, wanted: Wanted, account_id: UUID | None, mine: Collection[UUID] = ()) -> Visit:
    """Put the request on the team's list; without an account it waits for the code first. Sent again it is the same one, with
    what was corrected meanwhile, as long as nobody was told to go.

    Raises room.Full, EnoughOpen, NoSuchVisit for somebody else's id.
    """
    found = db.get(Visit, wanted.id, with_for_update=True)
    if found is not None and not own(found, account_id, mine):
        raise NoSuchVisit(wanted.id)
    if found is not None and found.state not in (State.UNCONFIRMED, State.ASKED):
        return found
    if wanted.slot not in room.free(db, wanted.unit_id, besides=found, lock=True):
        raise room.Full
    if found is None:
        _not_too_many(db, wanted.phone)
        return _new(db, wanted, account_id)
    return _corrected(db, found, wanted)


def confirm(db: Session, visit: Visit, phone: str) -> None:
    """The code was right: the number is theirs. Where that number has an account, the visit is its own. Harmless when repeated.

    The slot is not looked at again: it was held while the code was good, and a manager can move what came too late.
    """
    if phone != visit.phone:
        raise NoSuchVisit(visit.id)
    if happen(db, visit, Event.ASKED, By("citizen")) is None:
        return
    account = accounts.account_by_phone(db, phone)
    visit.account_id, visit.code_id = account.id if account else None, None
    telling.asked(db, visit)


def cancel(db: Session, visit: Visit, account_id: UUID | None) -> None:
    """Who asked needs nobody any more. Harmless when repeated. Raises NotNow once somebody was there."""
    told = visit.state in OPEN
    if happen(db, visit, Event.CANCELLED, By("citizen", account_id)) and told:
        telling.cancelled(db, visit)


def _new(db: Session, wanted: Wanted, account_id: UUID | None) -> Visit:
    token, now = secrets.token_urlsafe(18), clock.now()
    row = _row(wanted) | {
        "id": wanted.id, "account_id": account_id, "lang": wanted.lang, "token": token, "token_hash": hashed(token),
        "state": State.UNCONFIRMED, "state_at": now, "asked_at": now,
    }  # fmt: skip
    db.execute(insert_for(db, Visit).values(row).on_conflict_do_nothing(index_elements=[Visit.id]))
    found = db.get_one(Visit, wanted.id)
    if not own(found, account_id, [] if found.token_hash != hashed(token) else [found.id]):
        raise NoSuchVisit(wanted.id)
    if account_id is not None and happen(db, found, Event.ASKED, By("citizen", account_id)):
        telling.asked(db, found)
    return found


def _corrected(db: Session, found: Visit, wanted: Wanted) -> Visit:
    """Another time or team is told anew; a name or address put right is not."""
    before = found.slot, found.unit_id
    for name, value in _row(wanted).items():
        if getattr(found, name) != value:
            setattr(found, name, value)
    db.flush()
    if found.state == State.ASKED and before != (found.slot, found.unit_id):
        line = happen(db, found, Event.MOVED, By("citizen", found.account_id))
        telling.asked(db, found, line)
    return found


def _row(wanted: Wanted) -> dict[str, Any]:
    return {
        "unit_id": wanted.unit_id, "ward": wanted.ward, "day": wanted.slot.day, "part": wanted.slot.part,
        "procedure": wanted.procedure, "whom": wanted.whom, "name": wanted.name, "address": wanted.address, "note": wanted.note,
        "phone": wanted.phone, "phone_index": sealing.blind("phone", wanted.phone),
        "words_hash": hashlib.sha256(wanted.words.encode()).hexdigest(),
    }  # fmt: skip


def _not_too_many(db: Session, phone: str) -> None:
    waiting = select(func.count()).where(
        Visit.phone_index.in_(sealing.blinds("phone", phone)), Visit.state.in_(OPEN), Visit.day >= clock.today()
    )
    if int(db.scalar(waiting) or 0) >= slots.now().open_most:
        raise EnoughOpen
