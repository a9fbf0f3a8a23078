"""From a bank's notice to money in the journal, and only then to the dossier.

Order of checks: signature, then the order it names, then the amount, then the state. Whatever comes is recorded: money for
an unknown reference, too little, too much, a second time, or for a dossier that can no longer move waits for a person.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from webapp import clock, outbox, sealing
from webapp.access import SYSTEM
from webapp.db import Sessions, uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import CLOSED, Dossier, Event, NotAllowed
from webapp.payments import receipts, sepay
from webapp.payments.bills import PREFIX, bill_of, remaining
from webapp.payments.models import BankNotice, Bill, MoneyFact
from webapp.payments.references import reference_in

log = logging.getLogger(__name__)
PATTERN = PREFIX + "[2-9A-HJKMNP-Z]{8}"
SEAL = "bank notice"
JOB = "bank.interpret"


@dataclass(frozen=True)
class Kept:
    """A notice that was stored; `verified` says whether the bank's signature was right."""

    id: UUID
    verified: bool


def store_raw(made: Sessions, headers: Mapping[str, str], raw: bytes, secret: str) -> Kept:
    """Keep the notice in a transaction of its own, with a job that interprets it should this process die now."""
    problem = None
    try:
        sepay.verify(headers, raw, secret, clock.now())
    except (sepay.BadSignature, sepay.Stale) as error:
        problem = type(error).__name__
    with made.write.begin() as db:
        notice = BankNotice(
            id=uuid7(), provider="sepay", body=sealing.seal(raw, SEAL), verified=problem is None, problem=problem,
            received_at=clock.now(), outcome=None if problem is None else "unproved",
        )  # fmt: skip
        db.add(notice)
        if problem is None:
            outbox.enqueue(db, JOB, {"notice": str(notice.id)}, key=f"notice/{notice.id}")
    return Kept(notice.id, problem is None)


def interpret_job(db: Session, payload: dict[str, Any]) -> None:
    interpret(db, UUID(payload["notice"]))


def interpret(db: Session, notice_id: UUID) -> str:
    """What the notice means; harmless when repeated. Returns the outcome."""
    notice = db.get_one(BankNotice, notice_id, with_for_update=True)
    if notice.outcome:
        return notice.outcome
    notice.interpreted_at = clock.now()
    try:
        said = sepay.parse(sealing.unseal(notice.body, SEAL))
    except sepay.BadNotice as error:
        log.error("a signed bank notice could not be read: %s", error.field)
        notice.problem, notice.outcome = error.field[:40], "unreadable"
        return notice.outcome
    notice.outcome = "outgoing" if said.kind == "out" else _incoming(db, notice, said)
    return notice.outcome


def _incoming(db: Session, notice: BankNotice, said: sepay.Notice) -> str:
    bill = _bill_meant(db, said)
    outcome = _judge(db, bill, said)
    fact = _record(db, notice, said, bill, outcome)
    if fact is None:
        return "repeated"
    if bill and outcome in ("settled", "surplus"):
        _settle(db, bill)
    return outcome


def _bill_meant(db: Session, said: sepay.Notice) -> Bill | None:
    """The bill whose reference stands in the transfer; of a corrected dossier the bill that counts now. Locked."""
    reference = reference_in(f"{said.content} {said.code or ''}", PATTERN, lambda r: dossiers.is_reference(r[len(PREFIX) :]))
    named = db.scalar(select(Bill).where(Bill.reference == reference)) if reference else None
    if named and named.state == "void":
        named = bill_of(db, db.get_one(Dossier, named.dossier_id)) or named
    return db.get(Bill, named.id, with_for_update=True, populate_existing=True) if named else None


def _judge(db: Session, bill: Bill | None, said: sepay.Notice) -> str:
    if bill is None:
        return "unknown_reference"
    if said.account_number != bill.bank_account and said.sub_account != bill.bank_account:
        return "other_account"
    if bill.state == "paid":
        return "second"
    if bill.state == "void" or db.get_one(Dossier, bill.dossier_id).state in CLOSED:
        return "closed"
    owed = remaining(bill)
    if said.amount < owed:
        return "short"
    return "settled" if said.amount == owed else "surplus"


def _record(db: Session, notice: BankNotice, said: sepay.Notice, bill: Bill | None, outcome: str) -> MoneyFact | None:
    """The fact, or None when this movement is in the journal already (two notices at once included)."""
    insert = postgresql.insert if db.get_bind().dialect.name == "postgresql" else sqlite.insert
    row = insert(MoneyFact).values(
        id=uuid7(), provider=notice.provider, provider_id=str(said.id), notice_id=notice.id, bill_id=bill.id if bill else None,
        amount=said.amount, content=said.content, bank_reference=said.reference_code, outcome=outcome,
        needs_person=outcome != "settled", at=clock.now(),
    )  # fmt: skip
    once = row.on_conflict_do_nothing(index_elements=["provider", "provider_id"]).returning(MoneyFact.id)
    made = db.scalar(once)
    if made is None:
        return None
    if bill:
        db.expire(bill, ["facts"])
    return db.get_one(MoneyFact, made)


def _settle(db: Session, bill: Bill) -> None:
    """Money first: the bill is paid and receipted whatever becomes of the dossier."""
    bill.state, bill.paid_at = "paid", clock.now()
    dossier = db.get_one(Dossier, bill.dossier_id)
    receipts.issue(db, bill, dossier)
    try:
        dossiers.apply(db, dossier, Event.PAID, SYSTEM)
    except NotAllowed:
        log.warning("paid, but the dossier is %s", dossier.state)


def for_a_person(db: Session) -> list[MoneyFact]:
    """Movements that wait for a person's decision, newest first."""
    return list(db.scalars(select(MoneyFact).where(MoneyFact.needs_person).order_by(MoneyFact.at.desc())))
