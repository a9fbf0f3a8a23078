"""What is kept about an account, for its owner to see: counts, dossiers, who read papers, each with its rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.accounts import service as accounts
from webapp.documents import service as documents
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, State
from webapp.helping import service as helping
from webapp.messages import service as messages
from webapp.messages import subscriptions
from webapp.payments import service as payments
from webapp.privacy import deleting, requests, terms
from webapp.privacy.models import DataRequest
from webapp.units import service as units
from webapp.wallet import service as wallet

HANDED = {State.RESOLVED, State.HANDED_OVER}
MOST_READINGS = 30


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
    dossier_id: UUID
    role: str
    unit: Mapping[str, Any] | None


def overview(db: Session, account_id: UUID, leaves: bool = False) -> dict[str, Any]:
    """What the page shows; lists are the account's own only. `leaves`: as if consent were taken back just now."""
    mine = dossiers.mine_all(db, account_id)
    asked = requests.of(db, account_id)
    return {
        "account": accounts.leaving.get(db, account_id), "dossiers": _kept(db, mine, clock.now() if leaves else accounts.leaving.left_at(db, account_id)),
        "consents": accounts.leaving.consents(db, account_id), "requests": asked, "closing": _closing(asked, account_id),
        "sign_ins": len(accounts.leaving.ever_signed_in(db, account_id)),
        "told": len(subscriptions.of(db, account_id)),
        "calls": helping.of_account(db, account_id),
        "messages": len(messages.every(db, account_id)), "passkeys": len(accounts.passkeys(db, account_id)),
        "readings": readings(db, [one.id for one in mine])[:MOST_READINGS],
        "under_way": sum(State(one.state) in terms.UNDER_WAY for one in mine),
        "uploads": documents.uploads.of_account(db, account_id), "declined": wallet.refusals(db, account_id),
        "left": accounts.leaving.left_at(db, account_id),
        "staff": bool(accounts.leaving.roles_of(db, [account_id])),
    }  # fmt: skip


def one(db: Session, dossier: Dossier) -> dict[str, Any]:
    """What is kept of one dossier."""
    return {
        "kept": _kept(db, [dossier], accounts.leaving.left_at(db, dossier.account_id))[0], "papers": papers(db, dossier), "receipts": payments.receipts(db, dossier),
        "readings": readings(db, [dossier.id]),
    }  # fmt: skip


def papers(db: Session, dossier: Dossier) -> list[documents.Document]:
    """All files its citizen may have: the replaced ones too, a result once it is out."""
    there = documents.every(db, dossier)
    return [one for one in there if one.slot != documents.RESULT or dossier.state in HANDED]


def readings(db: Session, dossier_ids: list[UUID]) -> list[Reading]:
    """Who opened papers of these dossiers, the latest first."""
    found = documents.readings(db, dossier_ids)
    roles = accounts.functions(db, {row.account_id for row, _dossier in found if row.account_id})
    made = []
    for row, dossier_id in found:
        role, unit_id = roles.get(row.account_id, ("", "")) if row.account_id else ("", "")
        made.append(Reading(row.at, dossier_id, role, _unit_name(db, unit_id)))
    return made


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
