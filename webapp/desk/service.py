"""The officer's list and page: which dossiers lie at my units, and what stands on the page of one."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Place, State, queue, state_kind, state_words
from webapp.procedures import service as procedures

SEES = ("officer", "supervisor", "leader")
ACTS = ("officer", "supervisor")
FILTERS: dict[str, tuple[int, int]] = {
    "": (queue.WORKED_ON, queue.RESOLVED), "moi": (queue.NEW, queue.NEW),
    "dang-giai-quyet": (queue.WORKED_ON, queue.WORKED_ON), "cho-bo-sung": (queue.WITH_CITIZEN, queue.WITH_CITIZEN),
    "da-co-ket-qua": (queue.RESOLVED, queue.HANDED_OVER), "da-dong": (queue.OVER, queue.OVER),
}  # fmt: skip
AT_WORK = {State.RECEIVED, State.IN_PROGRESS}
WAITING = {State.SUPPLEMENT, State.FEE_DUE}
A_PAGE = 50  # rows
COUNTED = 99  # nobody needs to know of more
SOON = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """One line of the list: no names and no contents, those are behind the logged page."""

    dossier: Dossier
    title: str
    words: str
    kind: str
    late: bool
    soon: bool
    due: datetime | None


def of_its_unit(_db: Session, who: Actor, thing: Any) -> bool:
    """Ground of access: staff of the unit where it was filed; never a draft, never one's own dossier."""
    if not isinstance(thing, Dossier) or thing.state == State.DRAFT or thing.account_id == who.account_id:
        return False
    return thing.unit_id in who.units(*SEES)


def may_act(who: Actor, dossier: Dossier) -> bool:
    """Leaders look, officers and supervisors act."""
    return dossier.unit_id in who.units(*ACTS)


@dataclass(frozen=True)
class Page:
    """`to_come`: how many rows there are from here on, counted up to COUNTED + 1; `end`: where the next page goes on."""

    rows: list[Row]
    to_come: int
    end: str | None


def page(db: Session, who: Actor, chosen: str, after: str = "") -> Page:
    """My units' dossiers in the order of the queue (dossiers/queue.py), the first of them or those `after` an `end`."""
    places = dossiers.queue_of(db, who, who.units(*SEES), FILTERS[chosen], COUNTED + 1, _place(after))
    shown = dossiers.at_places(db, places[:A_PAGE])
    dossiers.read_timelines(db, [one for one in shown if one.state in WAITING])
    at, last = places[A_PAGE - 1] if len(places) > A_PAGE else (0, None)
    return Page([_row(db, one) for one in shown], len(places), f"{at}.{last.hex}" if last else None)


def _place(end: str) -> Place | None:
    """None for the beginning, and for what is no end of a page."""
    found = re.fullmatch(r"([0-9]{1,18})\.([0-9a-f]{32})", end)
    return (int(found[1]), UUID(found[2])) if found else None


def _row(db: Session, one: Dossier) -> Row:
    late = is_late(one)
    return Row(
        dossier=one, title=procedures.version(db, one.version_id).name, words=state_words(one.state),
        kind=state_kind(one.state), late=late, soon=not late and is_late(one, SOON),
        due=_due(db, one),
    )  # fmt: skip


def _due(db: Session, one: Dossier) -> datetime | None:
    """The promised moment; while it waits for the citizen it moves day by day, as on the citizen's own page."""
    promise = dossiers.promise(db, one) if one.state in WAITING else None
    return promise.due if promise else one.due_at


def is_late(one: Dossier, ahead: timedelta = timedelta(0)) -> bool:
    """Whether the promised moment is over (or will be, `ahead` of now) while the office is at it."""
    return bool(one.state in AT_WORK and one.due_at and one.due_at < clock.now() + ahead)


def search(db: Session, who: Actor, typed: str) -> Dossier | None:
    """By reference or code, among my units' dossiers only."""
    found = dossiers.find(db, typed) if typed else None
    return found if found and of_its_unit(db, who, found) else None


def wait_is_over(db: Session, dossier: Dossier, _actor: Actor) -> None:
    """Listener: after a supplement or a payment the promised date moves by the days that were waited."""
    dossiers.renew(db, dossier)
