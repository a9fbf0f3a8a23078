"""A person's decisions about money: each an entry of the journal, made once by the id of its form, with reason and name.

Locks: the bill first, then its movements. What may go back: `refundable`.
"""

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import outbox
from webapp.access import Actor
from webapp.decisions import deciding, vouchers
from webapp.decisions.deciding import ASSIGNS, GIVES_BACK, TooMuch, Undecidable
from webapp.dossiers.service import CLOSED, Dossier, State
from webapp.payments.service import (
    BILL,
    HELD,
    OWED,
    Bill,
    Decision,
    Line,
    MoneyFact,
    Posting,
    close_reckoning,
    counted,
    dossier_of,
    enter,
    locked,
    lying,
    reckon_given_back,
    reckoning_of,
    remaining,
    settle,
    state_of,
    where,
)

OVER = (State.REFUSED, State.WITHDRAWN)
GIVE_BACK = "payments.give_back"


def assign(db: Session, decision_id: UUID, fact: MoneyFact, bill: Bill, reason: str, actor: Actor) -> Decision:
    """Money that waits counts for an open bill, as much as is due. Raises NotYours, Undecidable."""
    bill, fact, why = deciding.bill_now(db, bill.id), locked(db, fact.id), deciding.said_why(reason)
    said = {"kind": "assigned", "fact_id": fact.id, "bill_id": bill.id, "reason": why}
    if found := deciding.known(db, decision_id, **said):
        return found
    deciding.allow(db, actor, ASSIGNS, bill, fact.bill)
    dossier = dossier_of(db, bill)
    if bill.state != "open" or (dossier and not bill.debt_code and dossier.state in CLOSED):
        raise Undecidable("not_open")
    amount = min(fact.held, remaining(bill))
    if amount <= 0:
        raise Undecidable("nothing")
    made = deciding.make(db, decision_id, actor, deciding.unit_for(actor, bill), amount, **said)
    enter(db, fact, [*_taken(db, fact, HELD, amount), Line(BILL, -amount, bill)], made)
    settle(db, bill)
    return made


def refund(
    db: Session, decision_id: UUID, bill: Bill, amount: int, reason: str, actor: Actor, pay_to: str | None = None
) -> Decision:
    """`amount` đồng that counted for a bill are to go back, by a voucher. Raises NotYours, Undecidable, TooMuch."""
    bill, why = deciding.bill_now(db, bill.id), deciding.said_why(reason)
    said = {"kind": "refund", "bill_id": bill.id, "reason": why, "pay_to": pay_to or None}
    if found := deciding.known(db, decision_id, amount=amount, **said):
        return found
    deciding.allow(db, actor, GIVES_BACK, bill)
    dossier = dossier_of(db, bill)
    most = refundable(db, bill, dossier)
    if not most:
        raise Undecidable("not_refundable")
    if not 1 <= amount <= most:
        raise TooMuch(most)
    made = deciding.make(db, decision_id, actor, deciding.unit_for(actor, bill), amount, **said)
    _take_off(db, bill, amount, made)
    bill.state = state_of(bill)
    if dossier and bill.state != "open":
        reckon_given_back(db, dossier, amount)
    vouchers.write(db, made, bill)
    deciding.tell(db, made, bill)
    return made


def refundable(db: Session, bill: Bill, dossier: Dossier | None) -> int:
    """Đồng of what counts for a bill that may go back: a part payment, all where the dossier came to nothing and the procedure
    refunds, what a correction left over; where nobody can tell how much is due, up to all of it."""
    if bill.state == "open":
        return counted(bill)
    if bill.state != "paid" or bill.debt_code or dossier is None:
        return 0
    if dossier.state in OVER and bill.refundable:
        return counted(bill)
    left = reckoning_of(db, dossier)
    if left is None:
        return 0
    return counted(bill) if left.due is None else min(left.beyond, counted(bill))


def _take_off(db: Session, bill: Bill, amount: int, made: Decision) -> None:
    """Newest movements first. A part payment of an open bill waits for the blink of an eye: an open bill never was paid, so nothing
    of it was given up (journal.given_up)."""
    facts = [locked(db, one) for one in sorted({line.fact_id for line in bill.postings if line.account == BILL})]
    for fact in reversed(facts):
        part = min(amount, lying(fact, BILL).get(bill.id, 0))
        amount -= part
        if bill.state == "open":
            enter(db, fact, [Line(BILL, part, bill), Line(HELD, -part, bill)], made)
            enter(db, fact, [Line(HELD, part, bill), Line(OWED, -part, bill)], made)
        else:
            enter(db, fact, [Line(BILL, part, bill), Line(OWED, -part, bill)], made)


def return_(
    db: Session, decision_id: UUID, fact: MoneyFact, reason: str, actor: Actor, pay_to: str | None = None
) -> Decision:
    """All that waits of a movement goes back to where it came from; what came by a card gateway goes by itself (returning.py).

    Raises NotYours, Undecidable.
    """
    bill = deciding.bill_now(db, fact.bill_id) if fact.bill_id else None
    fact, why = locked(db, fact.id), deciding.said_why(reason)
    said = {"kind": "return", "fact_id": fact.id, "reason": why, "pay_to": pay_to or None}
    if found := deciding.known(db, decision_id, **said):
        return found
    deciding.allow(db, actor, GIVES_BACK, bill)
    if (amount := fact.held) <= 0:
        raise Undecidable("nothing")
    made = deciding.make(db, decision_id, actor, deciding.unit_for(actor, bill), amount, bill_id=fact.bill_id, **said)
    lines = _taken(db, fact, HELD, amount)
    enter(db, fact, [*lines, *(Line(OWED, -line.amount, line.bill) for line in lines)], made)
    if fact.attempt_id:
        outbox.enqueue(db, GIVE_BACK, {"decision": str(made.id)}, key=f"{GIVE_BACK}/{made.id}")
    deciding.tell(db, made, bill)
    return made


def gone(db: Session, decision_id: UUID, decision: Decision, reference: str, actor: Actor) -> Decision:
    """What was decided to go back has gone, by the transfer of that reference. Raises NotYours, Undecidable."""
    bill = deciding.bill_now(db, decision.bill_id) if decision.bill_id else None
    decision = db.get_one(Decision, decision.id, with_for_update=True, populate_existing=True)
    number = " ".join(reference.split())
    said = {"kind": "gone", "of_id": decision.id, "reference": number}
    if found := deciding.known(db, decision_id, **said):
        return found
    deciding.allow_gone(db, actor, decision, bill)
    if not 0 < len(number) <= deciding.LONGEST["reference"]:
        raise Undecidable("reference")
    if decision.kind not in ("refund", "return") or went(db, decision):
        raise Undecidable("gone")
    about = {"fact_id": decision.fact_id, "bill_id": decision.bill_id, "reason": ""}
    made = deciding.make(db, decision_id, actor, decision.unit_id, decision.amount, **about, **said)
    for fact, owed, amount in _owed(db, decision):
        enter(db, fact, [Line(OWED, amount, owed), Line(where(fact), -amount)], made)
    deciding.tell(db, made, bill)
    return made


def went(db: Session, decision: Decision) -> Decision | None:
    """The decision that says what was decided has gone."""
    return db.scalar(select(Decision).where(Decision.of_id == decision.id))


def keep(db: Session, decision_id: UUID, bill: Bill, reason: str, actor: Actor) -> Decision:
    """Nothing goes back: the dossier came to nothing and the fee stays, or a doubt after a correction is settled. No entry.

    Raises NotYours, Undecidable.
    """
    bill, why = deciding.bill_now(db, bill.id), deciding.said_why(reason)
    said = {"kind": "kept", "bill_id": bill.id, "reason": why}
    if found := deciding.known(db, decision_id, **said):
        return found
    deciding.allow(db, actor, GIVES_BACK, bill)
    dossier = dossier_of(db, bill)
    left = reckoning_of(db, dossier) if dossier else None
    doubt = left is not None and left.due is None
    if bill.state != "paid" or dossier is None or not (doubt or dossier.state in OVER):
        raise Undecidable("nothing")
    close_reckoning(db, dossier, doubts_only=True)
    return deciding.make(db, decision_id, actor, deciding.unit_for(actor, bill), counted(bill), **said)


def _taken(db: Session, fact: MoneyFact, account: str, amount: int) -> list[Line]:
    """Lines that take `amount` đồng of a movement off an account, bill by bill as they lie there."""
    lines = []
    for bill_id, there in sorted(lying(fact, account).items(), key=lambda one: str(one[0])):
        part = min(there, amount)
        amount -= part
        lines.append(Line(account, part, db.get_one(Bill, bill_id) if bill_id else None))
    return lines


def _owed(db: Session, decision: Decision) -> list[tuple[MoneyFact, Bill | None, int]]:
    """Movement, bill it is owed under, and đồng, as the decision put them."""
    put = db.scalars(select(Posting).where(Posting.decision_id == decision.id, Posting.account == OWED))
    return [
        (locked(db, one.fact_id), db.get_one(Bill, one.bill_id) if one.bill_id else None, -one.amount)
        for one in sorted(put, key=lambda one: one.fact_id)
    ]
