"""Taking money within a shift, and giving it back by a counter-entry within the same one."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from webapp.access import Actor
from webapp.dossiers.service import Dossier
from webapp.payments import service as payments
from webapp.receipts import service as receipts
from webapp.tills import counter, shifts
from webapp.tills.counter_entries import counter_entry
from webapp.tills.models import Shift, Taking
from webapp.tills.sheet import COUNTER_ENTRY, TAKEN, kinds_of


class NoSuchTaking(Exception):
    """It does not exist, or not for this actor."""


class Elsewhere(Exception):
    """This counter may not collect for the bill's unit."""

    def __init__(self, unit_id: str) -> None:
        super().__init__(unit_id)
        self.unit_id = unit_id


class OwnDossier(Exception):
    """Nobody takes money of their own."""


class NotEnough(Exception):
    """Less cash was handed over than is to be paid."""


@dataclass(frozen=True)
class Taken:
    """What the form says: `id` made by it, `means` cash, pos or bank, `amount` in đồng as its page showed it; `given`: cash
    that was handed over, where that was written down."""

    id: UUID
    means: str
    amount: int
    reference: str = ""
    given: int | None = None


def check(db: Session, who: Actor, shift: Shift, bill: payments.Bill) -> None:
    """Whether this counter may take money for the bill. Raises Elsewhere, OwnDossier."""
    if not receipts.may_collect(db, shift.unit_id, bill):
        raise Elsewhere(bill.unit_id)
    dossier = db.get(Dossier, bill.dossier_id) if bill.dossier_id else None
    if dossier and dossier.account_id == who.account_id:
        raise OwnDossier


def take(db: Session, who: Actor, shift_id: UUID, bill: payments.Bill, taken: Taken) -> Taking:
    """The bill is paid whole in this shift of mine; the same id again gives the same.

    Raises NoSuchShift, NotOpen, Elsewhere, OwnDossier, NotEnough, and what counter.take raises (OtherTaking too for an id of
    another shift).
    """
    shift = shifts.locked(db, shift_id)
    if not shifts.is_mine(who, shift):
        raise shifts.NoSuchShift
    known = db.get(Taking, taken.id)
    if known is not None and known.shift_id != shift.id:
        raise counter.OtherTaking
    if known is None and shift.state != "open":
        raise shifts.NotOpen
    if taken.given is not None and taken.given < taken.amount:
        raise NotEnough
    check(db, who, shift, bill)
    fact = counter.take(db, bill, taken.id, taken.means, taken.amount, taken.reference, who, shift.unit_id)
    return known or _write(db, shift, fact, taken)


def _write(db: Session, shift: Shift, fact: payments.MoneyFact, taken: Taken) -> Taking:
    bill = db.get_one(payments.Bill, fact.bill_id)
    names = [{"id": str(one.id), "name": receipts.name_of(one)} for one in receipts.living(bill)]
    made = Taking(
        id=taken.id, shift_id=shift.id, fact_id=fact.id, kind=TAKEN, means=taken.means, amount=fact.amount,
        given=taken.given if taken.means == "cash" else None, bill_reference=bill.reference,
        kinds=kinds_of(bill, fact.amount), receipts=names, reference=taken.reference or None, at=fact.at,
    )  # fmt: skip
    db.add(made)
    db.flush()
    db.expire(shift, ["takings"])
    return made


def one(db: Session, who: Actor, taking_id: UUID) -> Taking:
    """Of a shift of mine. Raises NoSuchTaking."""
    found = db.get(Taking, taking_id, options=[joinedload(Taking.shift)])
    if found is None or found.kind != TAKEN or not shifts.is_mine(who, found.shift):
        raise NoSuchTaking
    return found


def entry_of(db: Session, taking: Taking) -> Taking | None:
    """The counter-entry by which it went back."""
    return db.scalar(select(Taking).where(Taking.fact_id == taking.fact_id, Taking.kind == COUNTER_ENTRY))


def give_back(db: Session, who: Actor, taking: Taking, entry_id: UUID, reason: str) -> Taking:
    """All of it goes back, in the shift it was taken in, until that is closed. The same id again gives the same.

    Raises NotOpen, and what counter_entry raises.
    """
    shift, known = shifts.locked(db, taking.shift_id), db.get(Taking, entry_id)
    if known is None and shift.state == "closed":
        raise shifts.NotOpen
    fact = db.get_one(payments.MoneyFact, taking.fact_id)
    decision = counter_entry(db, fact, entry_id, reason, who)
    if known is not None:
        return known
    made = Taking(
        id=entry_id, shift_id=shift.id, fact_id=fact.id, kind=COUNTER_ENTRY, means=taking.means, amount=taking.amount,
        bill_reference=taking.bill_reference, kinds=taking.kinds, receipts=taking.receipts,
        reference=taking.reference, reason=decision.reason, at=decision.at,
    )  # fmt: skip
    db.add(made)
    db.flush()
    db.expire(shift, ["takings"])
    return made
