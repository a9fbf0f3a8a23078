"""Helps with accounts elsewhere: noted by a helper, taken back the same day, counted for the manager and for figures."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ScalarSelect, func, select, update
from sqlalchemy.orm import Session

from webapp import clock, retention
from webapp.access import Actor
from webapp.db import insert_for
from webapp.elsewhere.models import KINDS, AccountHelp
from webapp.tally import Numbers, Scope, numbers
from webapp.teams import service as teams
from webapp.units import service as units
from webapp.units.service import Unit

__all__ = [
    "HELPS", "KINDS", "RULE", "AccountHelp", "Count", "NoSuchHelp", "NotHelping", "Told", "by_helper", "by_kind", "by_reason", "counts", "forget", "forget_helpers",
    "known", "note", "number_of", "police", "said", "take_back", "tally", "team_of", "today",
]  # fmt: skip
RULE = "account_help"
CLERK = "clerk"
HELPS = (teams.HELPER, CLERK)  # beside the citizen: at home, at a counter


class NotHelping(Exception):
    """The helper's badge does not hold today: training, a photo, suspended …"""


class NoSuchHelp(LookupError):
    """It does not exist, is another helper's, or of another day."""


@dataclass(frozen=True)
class Told:
    """What a helper's form says. `id` is made with the form; `reason`: with «not_yet» only."""

    id: UUID
    kind: str
    reason: str | None


@dataclass(frozen=True)
class Count:
    """How many helps of a kind, of a helper (None: no longer known), of a team."""

    unit_id: str
    helper_id: UUID | None
    kind: str
    reason: str | None
    number: int


def team_of(db: Session, helper: Actor) -> str:
    """For which team somebody may help today, or at which counter they sit. Raises NotHelping."""
    if helper.has_role(CLERK):
        return min(helper.units(CLERK))
    stands = teams.standing(db, helper.account_id) if helper.account_id else None
    if stands is None or not stands.valid:
        raise NotHelping
    return stands.unit_id


def known(db: Session, help_id: UUID) -> bool:
    """Whether it was noted already: then it is no new try."""
    return db.get(AccountHelp, help_id) is not None


def note(db: Session, helper: Actor, told: Told) -> None:
    """Count one help for today; the same id again counts nothing. Raises NotHelping."""
    row = {
        "id": told.id, "unit_id": team_of(db, helper), "helper_id": helper.account_id, "kind": told.kind,
        "reason": told.reason if told.kind == "not_yet" else None, "day": clock.today(),
    }  # fmt: skip
    db.execute(insert_for(db, AccountHelp).values(row).on_conflict_do_nothing(index_elements=[AccountHelp.id]))


def take_back(db: Session, helper: Actor, help_id: UUID) -> None:
    """A slip of the finger, put right on the same day. Raises NoSuchHelp."""
    found = db.get(AccountHelp, help_id, with_for_update=True)
    if found is None or found.helper_id != helper.account_id or found.day != clock.today():
        raise NoSuchHelp(help_id)
    db.delete(found)


def today(db: Session, helper: Actor, most: int = 50) -> list[AccountHelp]:
    """What this helper noted today."""
    mine = select(AccountHelp).where(AccountHelp.helper_id == helper.account_id, AccountHelp.day == clock.today())
    return list(db.scalars(mine.order_by(AccountHelp.kind, AccountHelp.id).limit(most)))


def counts(db: Session, unit_ids: Collection[str], since: date, until: date) -> list[Count]:
    """What these teams helped with from `since` to `until`, both days included; one statement."""
    what = (AccountHelp.unit_id, AccountHelp.helper_id, AccountHelp.kind, AccountHelp.reason)
    theirs = select(*what, func.count()).where(AccountHelp.unit_id.in_(unit_ids), AccountHelp.day.between(since, until))
    return [Count(*row) for row in db.execute(theirs.group_by(*what))]


def tally(scope: Scope) -> list[Numbers]:
    """elsewhere: how often an account was opened, raised or entered; not what came to nothing."""
    month = AccountHelp.day.between(scope.first, scope.last), AccountHelp.kind != "not_yet"
    each = numbers("elsewhere", AccountHelp.unit_id, AccountHelp.helper_id)
    return [each.where(*scope.holds(AccountHelp.unit_id, AccountHelp.helper_id), *month)]


def by_helper(found: Collection[Count]) -> dict[UUID | None, list[Count]]:
    """Helper → theirs, whoever helped most first; None last: those whose names are gone."""
    theirs: dict[UUID | None, list[Count]] = {}
    for one in found:
        theirs.setdefault(one.helper_id, []).append(one)
    return dict(
        sorted(theirs.items(), key=lambda row: (row[0] is None, -sum(one.number for one in row[1]), str(row[0])))
    )


def by_kind(found: Collection[Count]) -> Counter[str]:
    """Kind → how many."""
    return _summed((one.kind, one.number) for one in found)


def by_reason(found: Collection[Count]) -> Counter[str]:
    """Reason → how many came to nothing for it."""
    return _summed((one.reason, one.number) for one in found if one.reason)


def police(db: Session, ward: str | None) -> list[tuple[dict[str, str], Unit]]:
    """The police of each commune as people call it, with the centre of that commune; the person's own first."""
    centres = sorted(units.all_units(db, "commune_centre"), key=lambda unit: unit.gso_code != ward)
    return [(units.authority_name(unit, "commune_police"), unit) for unit in centres]


def number_of(account_id: UUID) -> ScalarSelect[int]:
    """How many helps are kept with this helper's name."""
    return select(func.count()).where(AccountHelp.helper_id == account_id).scalar_subquery()


def said(db: Session, account_id: UUID) -> list[dict[str, Any]]:
    """What is kept of a helper's helps, as plain values; for data.json."""
    mine = select(AccountHelp).where(AccountHelp.helper_id == account_id)
    return [
        {"unit_id": one.unit_id, "kind": one.kind, "reason": one.reason, "day": one.day.isoformat()}
        for one in db.scalars(mine.order_by(AccountHelp.day, AccountHelp.id))
    ]


def forget(db: Session, account_id: UUID) -> None:
    """Consent was taken back or the account is closed: the helps stay counted, nobody knows whose they were."""
    db.execute(update(AccountHelp).where(AccountHelp.helper_id == account_id).values(helper_id=None))


def forget_helpers(db: Session, most: int = 1000) -> int:
    """Whose they were, once the term is over; at most `most`, returns how many."""
    old = AccountHelp.day < clock.today() - retention.term(RULE)
    ids = db.scalars(select(AccountHelp.id).where(old, AccountHelp.helper_id.is_not(None)).limit(most)).all()
    db.execute(update(AccountHelp).where(AccountHelp.id.in_(ids)).values(helper_id=None))
    return len(ids)


def _summed(pairs: Any) -> Counter[str]:
    found: Counter[str] = Counter()
    for name, number in pairs:
        found[name] += number
    return found
