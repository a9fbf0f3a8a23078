"""From what a provider says to money in the journal, and only then to the bill and its dossier.

Order of checks: signature, then the order it names, then the amount, then the state. Whatever came is recorded: money for an
unknown reference, too little, too much, a second time, or for a dossier that can no longer move waits for a person.
"""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from webapp import clock, outbox, sealing
from webapp.db import Sessions, insert_for, uuid7
from webapp.dossiers.service import CLOSED
from webapp.payments import attempts, statements
from webapp.payments.bills import PREFIX, remaining
from webapp.payments.gateway import Gateway, Said, Unproved, Unreadable
from webapp.payments.journal import Line, enter
from webapp.payments.journal_models import BILL, HELD, BankNotice, MoneyFact
from webapp.payments.models import Attempt, Bill
from webapp.payments.references import references_in
from webapp.payments.settle import dossier_of, settle

log = logging.getLogger(__name__)
PATTERN = PREFIX + "[2-9A-HJKMNP-Z]{8}"
SEAL = "bank notice"
JOB = "bank.interpret"
STATEMENT = "line"
COUNTED = ("settled", "short", "surplus")
"""Outcomes of money that goes towards the bill; all other money is kept for a person to decide about."""
Gateways = Mapping[str, Gateway]


def doubt(gateway: Gateway, headers: Mapping[str, str], raw: bytes) -> str | None:
    """Why the notice may not be believed, in a word, or None: it is the provider's."""
    try:
        gateway.prove(headers, raw)
    except Unproved as error:
        return error.problem
    return None


def keep_unproved(db: Session, provider: str, raw: bytes, problem: str) -> None:
    """Kept to be looked at, never interpreted: anybody may have sent it."""
    db.add(_notice(provider, raw, verified=False, problem=problem, outcome="unproved"))


def store_raw(made: Sessions, provider: str, raw: bytes, kind: str = "notice") -> UUID:
    """Keep a proved notice in a transaction of its own, with a job that interprets it should this process die now."""
    with made.write.begin() as db:
        return keep(db, provider, raw, kind)


def keep(db: Session, provider: str, raw: bytes, kind: str = "notice") -> UUID:
    """The same in the caller's transaction, which must not go on to interpret it."""
    notice = _notice(provider, raw, verified=True, kind=kind)
    db.add(notice)
    outbox.enqueue(db, JOB, {"notice": str(notice.id)}, key=f"notice/{notice.id}")
    return notice.id


def _notice(provider: str, raw: bytes, **known: Any) -> BankNotice:
    return BankNotice(id=uuid7(), provider=provider, body=sealing.seal(raw, SEAL), received_at=clock.now(), **known)


def interpret(db: Session, notice_id: UUID, gateways: Gateways) -> str:
    """What the notice means; harmless when repeated. Returns the outcome; of a reply that tells of several, `read`."""
    notice = db.get_one(BankNotice, notice_id, with_for_update=True)
    if notice.outcome:
        return notice.outcome
    notice.interpreted_at = clock.now()
    try:
        raw = sealing.unseal(notice.body, SEAL)
        told = statements.said(raw) if notice.kind == STATEMENT else gateways[notice.provider].read(raw, notice.kind)
    except Unreadable as error:
        log.error("a signed notice of %s could not be read: %s", notice.provider, error.field)
        notice.problem, notice.outcome = error.field[:40], "unreadable"
        return notice.outcome
    outcomes = [_understood(db, gateways[notice.provider], notice, said) for said in told]
    notice.outcome = outcomes[0] if len(outcomes) == 1 else "read"
    return notice.outcome


def _understood(db: Session, gateway: Gateway, notice: BankNotice, said: Said) -> str:
    if said.happened == "out":
        return "outgoing"
    attempt, bill = attempts.locked(db, said.attempt) if said.attempt else (None, _bill_named(db, said))
    if said.happened != "came":
        return attempts.told(attempt, said) if attempt else "unknown_reference"
    outcome = _judge(db, bill, attempt, said)
    fact = _record(db, notice, said, bill, attempt, outcome)
    if fact is None:  # told before; whoever asks for the wrong order or amount hears that again
        return outcome if outcome in ("unknown_reference", "amount_differs") else "repeated"
    if attempt:
        attempts.told(attempt, said)
    book(db, fact, bill, gateway.where)
    return outcome


def book(db: Session, fact: MoneyFact, bill: Bill | None, where: str) -> None:
    """The first entry of a movement: what counts for its bill, and what waits; then the bill, if it is paid now."""
    counts = min(fact.amount, remaining(bill)) if bill and fact.outcome in COUNTED else 0
    lines = [Line(where, fact.amount), Line(BILL, -counts, bill if counts else None)]
    enter(db, fact, [*lines, Line(HELD, counts - fact.amount, bill)])
    if bill:
        settle(db, bill)


def _bill_named(db: Session, said: Said) -> Bill | None:
    """The bill whose reference stands in the transfer; of a corrected dossier the bill that counts now. Locked."""
    found = references_in(" ".join(said.texts), PATTERN)
    named = select(Bill).where(or_(Bill.reference.in_(found), Bill.shared_reference.in_(found)))
    known = {name: bill.id for bill in db.scalars(named) for name in (bill.reference, bill.shared_reference)}
    first = next((known[reference] for reference in found if reference in known), None)
    return attempts.that_counts(db, first) if first else None


def _judge(db: Session, bill: Bill | None, attempt: Attempt | None, said: Said) -> str:
    if bill is None:
        return "unknown_reference"
    if said.accounts and bill.bank_account not in said.accounts:
        return "other_account"
    if attempt and attempt.amount != said.amount:
        return "amount_differs"
    return verdict(db, bill, said.amount)


def verdict(db: Session, bill: Bill, amount: int) -> str:
    """What `amount` đồng are for a bill as it stands now: settled, short, surplus, second or closed."""
    if bill.state in ("paid", "refunded"):
        return "second"
    dossier = dossier_of(db, bill)
    if bill.state == "void" or (dossier and not bill.debt_code and dossier.state in CLOSED):
        return "closed"
    owed = remaining(bill)
    if amount < owed:
        return "short"
    return "settled" if amount == owed else "surplus"


def _record(
    db: Session, notice: BankNotice, said: Said, bill: Bill | None, attempt: Attempt | None, outcome: str
) -> MoneyFact | None:
    """Write the fact; None when this movement is in the journal already (two notices at once included)."""
    row = insert_for(db, MoneyFact).values(
        id=uuid7(), provider=notice.provider, provider_id=said.number, notice_id=notice.id, amount=said.amount,
        bill_id=bill.id if bill else None, attempt_id=attempt.id if attempt else None, content=said.content,
        bank_reference=said.bank_reference, through=_through(bill, attempt, said), outcome=outcome, at=clock.now(),
    )  # fmt: skip
    once = row.on_conflict_do_nothing(index_elements=["provider", "provider_id"]).returning(MoneyFact.id)
    made = db.scalar(once)
    if made and bill:
        db.expire(bill, ["facts"])
    return db.get_one(MoneyFact, made) if made else None


def _through(bill: Bill | None, attempt: Attempt | None, said: Said) -> str:
    if attempt:
        return attempt.through
    shared = bill.shared_reference if bill else None
    return "shared" if shared and shared in references_in(" ".join(said.texts), PATTERN) else ""
