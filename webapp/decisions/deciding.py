"""What every decision about money has in common: who may, its reason, being made once, and telling the citizen."""

from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import SYSTEM, Actor
from webapp.dossiers import service as dossiers
from webapp.payments.service import Bill, Decision, dossier_of

ASSIGNS = ("officer", "supervisor", "leader")
"""Say what money counts for, and write down that it has gone."""
GIVES_BACK = ("supervisor", "leader")
"""Decide that money leaves, that it stays, and about money that names nobody."""
FEWEST_WORDS = 2
LONGEST = {"reference": 60, "pay_to": 200}


class Undecidable(ValueError):
    """A decision that cannot be; `why` in a word: other, reason, nothing, not_open, not_refundable, gone, reference."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class TooMuch(Undecidable):
    """More, or less than 1 đồng, than may go back: `most` đồng."""

    def __init__(self, most: int) -> None:
        super().__init__("amount")
        self.most = most


class NotYours(Exception):
    """Another unit's money, one's own, or a matter for a supervisor or leader."""


def may(actor: Actor, roles: tuple[str, ...], bill: Bill | None) -> bool:
    """In the bill's unit by one of the roles. About money that names no bill, or a debt (who asks for it is no unit here):
    as GIVES_BACK in any."""
    nobodys = bill is None or bill.debt_code is not None
    there = bill is not None and bill.unit_id in actor.units(*roles)
    return there or (nobodys and bool(actor.units(*GIVES_BACK)))


def allow(db: Session, actor: Actor, roles: tuple[str, ...], *bills: Bill | None) -> None:
    """Raises NotYours unless the actor may about each of them, and none is of a dossier of their own."""
    if actor is SYSTEM:
        return
    for bill in bills:
        dossier = dossier_of(db, bill) if bill else None
        if not may(actor, roles, bill) or (dossier and dossier.account_id == actor.account_id):
            raise NotYours


def allow_gone(db: Session, actor: Actor, decision: Decision, bill: Bill | None) -> None:
    """The same, in the unit for which it was decided that money leaves."""
    if actor is SYSTEM:
        return
    dossier = dossier_of(db, bill) if bill else None
    there = decision.unit_id in actor.units(*ASSIGNS) if decision.unit_id else may(actor, GIVES_BACK, None)
    if not there or (dossier and dossier.account_id == actor.account_id):
        raise NotYours


def unit_for(actor: Actor, bill: Bill | None) -> str | None:
    """For which unit it is decided: the bill's, else (as `may`) where the actor decides about money of nobody."""
    if bill and (actor is SYSTEM or not bill.debt_code or bill.unit_id in actor.units(*ASSIGNS)):
        return bill.unit_id
    return next(iter(sorted(actor.units(*GIVES_BACK))), None)


def known(db: Session, decision_id: UUID, **said: Any) -> Decision | None:
    """The decision with this id, if it says the same. Raises Undecidable("other")."""
    found = db.get(Decision, decision_id, populate_existing=True)
    if found and any(getattr(found, name) != value for name, value in said.items()):
        raise Undecidable("other")
    return found


def make(db: Session, decision_id: UUID, actor: Actor, unit_id: str | None, amount: int, **said: Any) -> Decision:
    made = Decision(
        id=decision_id, amount=amount, by_id=actor.account_id, by_name=actor.name if actor is not SYSTEM else "",
        unit_id=unit_id, at=clock.now(), **said,
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def said_why(reason: str) -> str:
    """The reason, tidied. Raises Undecidable("reason") for less than a few words."""
    tidy = " ".join(reason.split())
    if len(tidy.split()) < FEWEST_WORDS:
        raise Undecidable("reason")
    return tidy


def bill_now(db: Session, bill_id: UUID) -> Bill:
    """As it is now, locked."""
    bill = db.get_one(Bill, bill_id, with_for_update=True, populate_existing=True)
    db.expire(bill, ["postings"])
    return bill


def tell(db: Session, decision: Decision, bill: Bill | None) -> None:
    """The citizen of the dossier hears that money is to go back, or has gone; no amount: a lock screen may show it."""
    dossier = dossier_of(db, bill) if bill else None
    if dossier:
        template = "money_gone_back" if decision.kind == "gone" else "money_going_back"
        dossiers.tell(db, dossier, template, f"/ho-so/{dossier.id}", fact=f"money/{decision.id}")
