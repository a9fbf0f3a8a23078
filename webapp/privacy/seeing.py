"""What is kept about an account, for its owner to see: counts, dossiers, who read papers, each with its rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import service as accounts
from webapp.debts import service as debts
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.elsewhere import service as elsewhere
from webapp.families import service as families
from webapp.figures import service as figures
from webapp.helping import service as helping
from webapp.mandates import service as mandates
from webapp.messages import choices, subscriptions
from webapp.messages import service as messages
from webapp.privacy import deleting, requests, terms
from webapp.privacy.models import DataRequest
from webapp.receipts import service as receipts
from webapp.teams import service as teams
from webapp.together import together
from webapp.units import service as units
from webapp.visits import service as visits
from webapp.wallet import service as wallet

HANDED = {State.RESOLVED, State.HANDED_OVER}
MOST_READINGS = 30
ORDER = {
    "consents": ("given_at", False), "persons": ("created_at", False), "requests": ("asked_at", True),
    "calls": ("asked_at", False), "teams": ("invited_at", False), "mandates": ("given_at", True), "visits": ("asked_at", False), "debts": ("found_at", False), "uploads": ("created_at", False), "declined": ("at", False), "readings": ("at", True),
    "acts": ("given_at", False), "moves": ("done_at", True),
}  # fmt: skip
"""Name of a list → by which moment, and whether the latest comes first."""


@dataclass(frozen=True)
class Kept:
    """One dossier in the list. `emptied`: only its line in the books is left."""

    dossier: Dossier
    card: dossiers.Card
    verdict: terms.Verdict
    emptied: bool


@dataclass(frozen=True)
class Reading:
    """Somebody opened a paper: their function and office, never a name."""

    at: datetime
    role: str
    unit: Mapping[str, Any] | None


def overview(db: Session, account_id: UUID, leaves: bool = False) -> dict[str, Any]:
    """What the page shows; lists are the account's own only. `leaves`: as if consent were taken back just now."""
    mine = dossiers.mine_all(db, account_id)
    dossiers.read_timelines(db, [one for one in mine if one.state == State.RESOLVED])
    sign_ins, passkeys, left, sent, helps, opinions = _numbers(db, account_id)
    rows = _rows(db, account_id, [one.id for one in mine])
    return {
        "account": accounts.leaving.get(db, account_id), "dossiers": _kept(db, mine, clock.now() if leaves else left),
        "closing": _closing(rows["requests"], account_id), "sign_ins": sign_ins, "passkeys": passkeys, "messages": sent, "account_helps": helps,
        "help_opinions": opinions,
        "told": len(rows.pop("subscriptions")), "order": next((one.order for one in rows.pop("choices")), None),
        "under_way": sum(State(one.state) in terms.UNDER_WAY for one in mine), "left": left,
        "staff": bool(accounts.leaving.get(db, account_id).roles), **rows, "readings": _readers(db, rows["readings"]),
    }  # fmt: skip


def _numbers(db: Session, account_id: UUID) -> tuple[int, int, datetime | None, int, int, int]:
    """Sign-ins, passkeys, since when consent is gone, messages, helps with accounts elsewhere, what was said of a helper."""
    rooms = messages.number_of(account_id), elsewhere.number_of(account_id), figures.number_of(account_id)
    found = db.execute(select(*accounts.leaving.numbers(account_id), *rooms)).one()
    sign_ins, passkeys, left, sent, helps, opinions = found
    return sign_ins, passkeys, left, sent, helps, opinions


def _rows(db: Session, account_id: UUID, dossier_ids: list[UUID]) -> dict[str, list[Any]]:
    """The lists of the page: the latest requests and readings first, of all others the latest last."""
    own = accounts.leaving
    found = together(
        db, consents=own.consents_of(account_id), persons=own.persons_of(account_id), requests=requests.asked_by(account_id),
        calls=helping.calls_of(account_id), teams=teams.memberships_of(account_id), mandates=mandates.given_of(account_id), visits=visits.asked_by(account_id), debts=debts.of_account(account_id), uploads=documents.uploads.begun_by(account_id),
        declined=wallet.refusals_of(account_id), readings=documents.readings_of(dossier_ids).limit(MOST_READINGS),
        subscriptions=subscriptions.on_of(account_id), acts=accounts.household.all_of(account_id),
        moves=families.of_account(account_id), choices=choices.chosen_of(account_id),
    )  # fmt: skip
    for name, (moment, back) in ORDER.items():
        found[name].sort(key=attrgetter(moment), reverse=back)
    return found


def one(db: Session, dossier: Dossier) -> dict[str, Any]:
    """What is kept of one dossier."""
    found = together(
        db, papers=documents.every_of(dossier), receipts=receipts.all_of(dossier),
        readings=documents.readings_of([dossier.id]),
    )  # fmt: skip
    there = sorted(found["papers"], key=lambda paper: (paper.slot, paper.position))
    return {
        "kept": _kept(db, [dossier], accounts.leaving.left_at(db, dossier.account_id))[0],
        "papers": _to_be_seen(dossier, there), "receipts": sorted(found["receipts"], key=lambda one: one.issued_at),
        "readings": _readers(db, sorted(found["readings"], key=lambda one: one.at, reverse=True)),
    }  # fmt: skip


def papers(db: Session, dossier: Dossier) -> list[documents.Document]:
    """All files its citizen may have: the replaced ones too, a result once it is out."""
    return _to_be_seen(dossier, documents.every(db, dossier))


def _to_be_seen(dossier: Dossier, there: list[documents.Document]) -> list[documents.Document]:
    return [one for one in there if one.slot != documents.RESULT or dossier.state in HANDED]


def readings(db: Session, dossier_ids: list[UUID]) -> list[Reading]:
    """Who opened papers of these dossiers, the latest first."""
    return _readers(db, list(db.scalars(documents.readings_of(dossier_ids))))


def _readers(db: Session, found: list[Any]) -> list[Reading]:
    roles = accounts.functions(db, {row.account_id for row in found if row.account_id})
    said = [(row, *roles.get(row.account_id, ("", ""))) for row in found]
    return [Reading(row.at, role, _unit_name(db, unit_id)) for row, role, unit_id in said]


def _kept(db: Session, mine: list[Dossier], left: datetime | None) -> list[Kept]:
    return [
        Kept(one, card, terms.of(one, left), deleting.emptied(one))
        for one, card in zip(mine, dossiers.cards(db, mine), strict=True)
    ]


def _closing(asked: list[DataRequest], account_id: UUID) -> datetime | None:
    """When the account will be closed, if that was asked for."""
    waits = [one for one in asked if one.object_id == account_id and one.done_at is None]
    return requests.closes_at(waits[0]) if waits else None


def _unit_name(db: Session, unit_id: str) -> Mapping[str, Any] | None:
    try:
        return units.get(db, unit_id).name
    except units.UnknownUnit:
        return None
