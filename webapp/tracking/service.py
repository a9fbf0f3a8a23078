"""Where a dossier stands: the facts of the status page, and the look-up that tells state, clocks and dates only."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from webapp import calendar_days, clock
from webapp.accounts import service as accounts
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.procedures import service as procedures
from webapp.tracking.clocks import Clocks, clocks
from webapp.units import service as units
from webapp.units.service import Unit
from webapp.workdays import Promise

AT_WORK = {State.RECEIVED, State.IN_PROGRESS}
TERM_RUNS = {*AT_WORK, State.SUPPLEMENT, State.FEE_DUE}
CORRECTABLE = dossiers.WITHDRAWABLE - {State.RETURNED_NEW}  # a return is answered, not taken back
_DONE = (Event.RECEIVED, Event.RESOLVED, Event.HANDED_OVER)


class NotFound(Exception):
    """No such dossier, or the digits are not its own: the two are never told apart."""


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `who` is an officer's given name (others see no more); `unit` where it happened; `acted`
    who of the household it was, for whom (dossiers/acted.html)."""

    event: str
    at: datetime
    who: str
    unit: Unit | None
    note: str | None
    acted: dict[str, Any] | None = None


@dataclass(frozen=True)
class Standing:
    """State, clocks and dates: all that may be told without sign-in. `due` counts waits that are still open."""

    state: State
    clocks: Clocks
    submitted_at: datetime | None
    received_at: datetime | None
    due: datetime | None
    late: bool
    promise: Promise | None


def standing(db: Session, dossier: Dossier) -> Standing:
    """How it stands now. A promise is shown while its term runs, not once the work is done."""
    state, now = State(dossier.state), clock.now()
    promise = dossiers.promise(db, dossier) if state in TERM_RUNS else None
    due = promise.due if promise else None
    return Standing(
        state=state, clocks=clocks(dossier.events, calendar_days.current(db), now), submitted_at=dossier.submitted_at,
        received_at=dossier.received_at, due=due, late=bool(due and due < now and state in AT_WORK), promise=promise,
    )  # fmt: skip


def timeline(db: Session, dossier: Dossier) -> list[Entry]:
    """What happened, oldest first."""
    return [
        Entry(
            event=row.event, at=row.at, who=given_name(row.actor_name) if row.actor_kind == "staff" else "",
            unit=unit_of(db, row.unit_id), note=row.note, acted=row.acted,
        )
        for row in dossier.events
    ]  # fmt: skip


def still_to_come(state: State) -> list[Event]:
    """The steps that are expected next, in order; none for a dossier that is closed."""
    if state in dossiers.CLOSED:
        return []
    if state == State.RESOLVED:
        return [Event.HANDED_OVER]
    return list(_DONE[1:] if state in TERM_RUNS else _DONE)


def given_name(full: str) -> str:
    """«TRẦN VĂN KHÁNH» → «Khánh»: the last word of a Vietnamese name is what people are called by."""
    return full.split()[-1].capitalize() if full.split() else ""


def unit_of(db: Session, unit_id: str | None) -> Unit | None:
    """The unit, or None where there is none (any more)."""
    try:
        return units.get(db, unit_id or "")
    except units.UnknownUnit:
        return None


def tried(dossier: Dossier | None, typed: str) -> str:
    """Under what to count a try: one name for a dossier whichever of its codes was typed in whatever way, else the
    text; so that neither another spelling nor the other code gives more tries."""
    return str(dossier.id) if dossier else re.sub(r"[\W_]+", "", typed).upper()


def look_up(db: Session, dossier: Dossier | None, digits: str) -> Dossier:
    """What was found by its code, when these are its four digits. Raises NotFound, whichever of the two is wrong."""
    if dossier is None or dossier.state == State.DRAFT or not _own_digits(db, dossier, digits):
        raise NotFound
    return dossier


def _own_digits(db: Session, dossier: Dossier, digits: str) -> bool:
    """The last 4 digits of the phone; for a dossier without a phone the applicant's year of birth."""
    if not re.fullmatch(r"[0-9]{4}", digits):
        return False
    if dossier.account_id:
        return accounts.phone_ends_with(db, dossier.account_id, digits)
    return digits in _birth_years(procedures.version(db, dossier.version_id).definition["form"], dossier.answers or {})


def _birth_years(form: list[dict[str, Any]], answers: dict[str, Any]) -> set[str]:
    asked = [field for group in form for field in group["fields"] if field.get("fill") == "person.birth_date"]
    return {str(answers[field["id"]])[:4] for field in asked if answers.get(field["id"])}
