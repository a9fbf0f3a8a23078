"""From a bank's notice to money in the journal, and only then to the dossier.

Order of checks: signature, then the order it names, then the amount, then the state. Whatever comes is recorded: money
for an unknown reference, too little, too much, a second time, or for a dossier that can no longer move waits for a
person.
"""

import logging
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from webapp import clock, outbox, sealing
from webapp.access import SYSTEM
from webapp.db import Sessions, insert_for, uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import CLOSED, Dossier, Event, NotAllowed
from webapp.payments import receipts, sepay
from webapp.payments.bills import PREFIX, bill_of, remaining
from webapp.payments.models import BankNotice, Bill, MoneyFact
from webapp.payments.references import references_in

log = logging.getLogger(__name__)
PATTERN = PREFIX + "[2-9A-HJKMNP-Z]{8}"
SEAL = "bank notice"
JOB = "bank.interpret"


def doubt(headers: Mapping[str, str], raw: bytes, secret: str) -> str | None:
    """Why the notice may not be believed (BadSignature, Stale), or None: it is the bank's."""
    try:
        sepay.verify(headers, raw, secret, clock.now())
    except (sepay.BadSignature, sepay.Stale) as error:
        return type(error).__name__
    return None


def keep_unproved(db: Session, raw: bytes, problem: str) -> None:
    """Kept to be looked at, never interpreted: anybody may have sent it."""
    db.add(_notice(raw, verified=False, problem=problem, outcome="unproved"))


def store_raw(made: Sessions, raw: bytes) -> UUID:
    """Keep a proved notice in a transaction of its own, with a job that interprets it should this process die now."""
    notice = _notice(raw, verified=True)
    with made.write.begin() as db:
        db.add(notice)
        outbox.enqueue(db, JOB, {"notice": str(notice.id)}, key=f"notice/{notice.id}")
    return notice.id


def _notice(raw: bytes, **known: Any) -> BankNotice:
    body = sealing.seal(raw, SEAL)
    return BankNotice(id=uuid7(), provider="sepay", body=body, received_at=clock.now(), **known)


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
    if not _record(db, notice, said, bill, outcome):
        return "repeated"
    if bill and outcome in ("settled", "surplus"):
        _settle(db, bill)
    return outcome


def _bill_meant(db: Session, said: sepay.Notice) -> Bill | None:
    """The bill whose reference stands in the transfer; of a corrected dossier the bill that counts now. Locked."""
    found = references_in(" ".join(filter(None, (said.content, said.code, said.description))), PATTERN)
    known = {bill.reference: bill.id for bill in db.scalars(select(Bill).where(Bill.reference.in_(found)))}
    named = next((known[reference] for reference in found if reference in known), None)
    bill = db.get(Bill, named, with_for_update=True, populate_existing=True) if named else None
    if bill and bill.state == "void":
        return bill_of(db, _dossier(db, bill), lock=True) or bill
    return bill


def _dossier(db: Session, bill: Bill) -> Dossier:
    """As it is now: read again, because another process may have changed it before the bill was locked."""
    return db.get_one(Dossier, bill.dossier_id, populate_existing=True)


def _judge(db: Session, bill: Bill | None, said: sepay.Notice) -> str:
    if bill is None:
        return "unknown_reference"
    if bill.bank_account not in (said.account_number, said.sub_account):
        return "other_account"
    if bill.state == "paid":
        return "second"
    if bill.state == "void" or _dossier(db, bill).state in CLOSED:
        return "closed"
    owed = remaining(bill)
    if said.amount < owed:
        return "short"
    return "settled" if said.amount == owed else "surplus"


def _record(db: Session, notice: BankNotice, said: sepay.Notice, bill: Bill | None, outcome: str) -> bool:
    """Write the fact; False when this movement is in the journal already (two notices at once included)."""
    row = insert_for(db, MoneyFact).values(
        id=uuid7(), provider=notice.provider, provider_id=str(said.id), notice_id=notice.id,
        bill_id=bill.id if bill else None, amount=said.amount, content=said.content, outcome=outcome,
        bank_reference=said.reference_code, needs_person=outcome != "settled", at=clock.now(),
    )  # fmt: skip
    once = row.on_conflict_do_nothing(index_elements=["provider", "provider_id"]).returning(MoneyFact.id)
    made = db.scalar(once)
    if made and bill:
        db.expire(bill, ["facts"])
    return made is not None


def _settle(db: Session, bill: Bill) -> None:
    """Money first: the bill is paid and receipted whatever becomes of the dossier."""
    bill.state, bill.paid_at = "paid", clock.now()
    dossier = _dossier(db, bill)
    receipts.issue(db, bill, dossier)
    try:
        dossiers.apply(db, dossier, Event.PAID, SYSTEM)
    except NotAllowed:
        log.warning("paid, while the dossier is %s: it will not be asked again", dossier.state)
