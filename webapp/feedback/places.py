"""What can be rated, by the short address that stands on a sign or a paper; no address holds a name."""

import hashlib
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import sealing
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier
from webapp.feedback.models import Sign
from webapp.procedures import service as procedures
from webapp.receipts import service as receipts
from webapp.teams import service as teams
from webapp.tickets import service as tickets
from webapp.units import service as units

UNIT, DESK, PROCEDURE, DOSSIER, RECEIPT, HELPER = "noi", "ban", "thu-tuc", "ho-so", "bien-lai", "nguoi-giup"
KINDS = (UNIT, DESK, PROCEDURE, DOSSIER, RECEIPT, HELPER)
"""As they stand in addresses: a unit, the sign of its desk, a procedure, the papers of a dossier, a receipt, a helper's badge."""
VEIL = "feedback dossier"
Text = dict[str, str]


class NoSuchPlace(LookupError):
    """No such address, or it is not in use any more."""


@dataclass(frozen=True)
class Place:
    """`kind` and `key` make the address. `name` is what is rated, as {vi, en}; `desk` a label; `dossier`: the same paper is known again
    by it. `staff_id`: who is rated with it, named on no page."""

    kind: str
    key: str
    name: Text
    unit_id: str | None = None
    desk: str | None = None
    code: str | None = None
    staff_id: UUID | None = None
    dossier_id: UUID | None = None

    def of(self) -> list[str]:
        """By which ratings of one dossier are known again, under each master key, the newest first; [] for other places."""
        if self.dossier_id is None:
            return []
        return [hashlib.sha256(one.encode()).hexdigest() for one in sealing.blinds("feedback of", str(self.dossier_id))]


def find(db: Session, kind: str, key: str, unit_id: str = "") -> Place:
    """Raises NoSuchPlace. `unit_id`: where a procedure was done, if the sign says so."""
    try:
        return _FIND[kind](db, key[:60], unit_id[:60])
    except (KeyError, receipts.NoSuchReceipt, units.UnknownUnit, procedures.UnknownProcedure):
        raise NoSuchPlace(kind, key) from None


def link(kind: str, key: str) -> str:
    """The whole address."""
    return f"{current_app.config['CONFIG'].public_url}/danh-gia/{kind}/{key}"


def _unit(db: Session, key: str, _unit_id: str) -> Place:
    found = units.get(db, key)
    return Place(UNIT, key, found.name, unit_id=found.id)


def _desk(db: Session, key: str, _unit_id: str) -> Place:
    """Whoever has the desk of that name open in the line of today is rated with it."""
    sign = db.scalar(select(Sign).where(Sign.code == key.upper(), Sign.ended_at.is_(None)))
    if sign is None:
        raise KeyError(key)
    unit = units.get(db, sign.unit_id)
    name = {"vi": f"Quầy {sign.label} · {unit.name_vi}", "en": f"Desk {sign.label} · {unit.name_en}"}
    who = tickets.who_sits(db, unit.id, sign.label)
    return Place(DESK, sign.code, name, unit_id=unit.id, desk=sign.label, staff_id=who)


def _procedure(db: Session, key: str, unit_id: str) -> Place:
    name: Any = procedures.current(db, key).definition["name"]
    place = Place(PROCEDURE, key, dict(name), code=key)
    return replace(place, unit_id=units.get(db, unit_id).id) if unit_id else place


def _dossier(db: Session, key: str, _unit_id: str) -> Place:
    return _of_dossier(db, sealing.unveil(key, VEIL), DOSSIER, key)


def _receipt(db: Session, key: str, _unit_id: str) -> Place:
    """Of a dossier, that dossier by another paper of it; else where the money was taken."""
    found = receipts.by_token(db, key)
    if found.bill.dossier_id:
        return _of_dossier(db, [found.bill.dossier_id], RECEIPT, key)
    return Place(RECEIPT, key, units.get(db, found.unit_id).name, unit_id=found.unit_id)


def _of_dossier(db: Session, wanted: list[UUID], kind: str, key: str) -> Place:
    row = select(Dossier.id, Dossier.version_id, Dossier.unit_id, Dossier.code).where(Dossier.id.in_(wanted))
    found = db.execute(row).first() if wanted else None
    if found is None:
        raise KeyError(key)
    name: Any = procedures.version(db, found.version_id).definition["name"]
    return Place(kind, key, dict(name), unit_id=found.unit_id, code=found.code, dossier_id=found.id)


def _helper(db: Session, key: str, _unit_id: str) -> Place:
    """Only while the badge holds. The name is the badge's own, which whoever holds it up shows."""
    found = teams.by_code(db, key)
    if found is None or not found[1].valid or found[1].account_id is None:
        raise KeyError(key)
    standing = found[1]
    name = {"vi": standing.name, "en": standing.name}
    return Place(HELPER, dossiers.normalise(key), name, unit_id=standing.unit_id, staff_id=standing.account_id)


_FIND = {UNIT: _unit, DESK: _desk, PROCEDURE: _procedure, DOSSIER: _dossier, RECEIPT: _receipt, HELPER: _helper}
