"""Which unit may take money for which bill: its own, or as a delegate with an agreement in force (NĐ 254/2026/NĐ-CP art. 25)."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import exists, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.payments.journal_models import Decision
from webapp.payments.models import Bill
from webapp.units import service as units

FILE = Path(__file__).parent / "data" / "delegations.yaml"
DELEGATES = ("post_office",)
TAKEN, TAKEN_BACK = "taken", "counter"
"""Kinds of decisions: a clerk took this money, and by a counter-entry gave all of it back."""


def may_collect(db: Session, unit_id: str, bill: Bill) -> bool:
    """Whether a counter of this unit may take money for this bill today."""
    if unit_id == bill.unit_id:
        return True
    try:
        kind = units.get(db, unit_id).kind
    except units.UnknownUnit:
        return False
    return kind in DELEGATES and any(_holds(one, unit_id, bill.unit_id) for one in _agreements(FILE))


def delegate_of(db: Session, bill: Bill) -> str | None:
    """The unit that took the bill's money for the collecting one; None where that was the unit itself, or no counter."""
    back = aliased(Decision)
    gone = exists().where(back.fact_id == Decision.fact_id, back.kind == TAKEN_BACK)
    last = select(Decision.unit_id).where(Decision.bill_id == bill.id, Decision.kind == TAKEN, ~gone)
    unit_id = db.scalar(last.order_by(Decision.at.desc(), Decision.id.desc()).limit(1))
    return unit_id if unit_id != bill.unit_id else None


def _holds(one: Mapping[str, Any], delegate: str, principal: str) -> bool:
    today = clock.today().isoformat()
    known = (one["delegate"], one["principal"]) == (delegate, principal)
    return known and str(one["from"]) <= today <= str(one.get("to") or "9999-12-31")


@cache
def _agreements(file: Path) -> list[Mapping[str, Any]]:
    """`delegations` of the file: delegate, principal, from, to. No file: nobody collects for another."""
    return list(yaml.safe_load(file.read_text(encoding="utf-8"))["delegations"]) if file.exists() else []
