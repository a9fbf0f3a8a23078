"""The journal of money: entries that add up to nothing, and what they say of a bill. Only ever added to.

Every đồng that came lies on one account of WHERE (+) and is meant for something: `bill`, `held` or `owed` (−). The caller holds
the bill's lock.
"""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import uuid7
from webapp.payments.journal_models import BILL, HELD, OWED, WHERE, Decision, MoneyFact, Posting
from webapp.payments.models import Bill


class OutOfBalance(Exception):
    """An entry that does not add up: a defect, nothing is written."""


class Line(NamedTuple):
    """`amount` in đồng, + where the money lies, − for what it is meant."""

    account: str
    amount: int
    bill: Bill | None = None


def enter(db: Session, fact: MoneyFact, lines: Iterable[Line], decision: Decision | None = None) -> None:
    """Write one entry about the money of `fact`; lines of nothing are left out. Raises OutOfBalance."""
    rows = [line for line in lines if line.amount]
    if sum(line.amount for line in rows) or any(line.account == BILL and line.bill is None for line in rows):
        raise OutOfBalance(f"{fact.provider} {fact.provider_id}: {[(one.account, one.amount) for one in rows]}")
    entry, now = uuid7(), clock.now()
    db.add_all(
        Posting(
            entry_id=entry, fact_id=fact.id, decision_id=decision.id if decision else None, account=line.account,
            bill_id=line.bill.id if line.bill else None, amount=line.amount, at=now,
        )
        for line in rows
    )  # fmt: skip
    if waits := -sum(line.amount for line in rows if line.account == HELD):
        fact.held = MoneyFact.held + waits  # in SQL: another decision about the same movement may be written meanwhile
    db.flush()
    for touched in {line.bill.id: line.bill for line in rows if line.bill}.values():
        db.expire(touched, ["postings"])
    db.expire(fact, ["postings", "held"])


def locked(db: Session, fact_id: UUID) -> MoneyFact:
    """The movement as it is now, locked; whoever locks bills too locks them before."""
    fact = db.get_one(MoneyFact, fact_id, with_for_update=True, populate_existing=True)
    db.expire(fact, ["postings"])
    return fact


def counted(bill: Bill) -> int:
    """Đồng that count for this bill."""
    return -sum(line.amount for line in bill.postings if line.account == BILL)


def waiting(bill: Bill) -> int:
    """Đồng that named this bill and wait for a person, or were decided to be given back and have not gone yet."""
    return -sum(line.amount for line in bill.postings if line.account in (HELD, OWED))


def given_up(bill: Bill) -> int:
    """Đồng that counted for this bill, when it was paid, until a person decided to give them back."""
    taken = [one for one in bill.postings if one.decision_id and one.account == OWED and one.amount < 0]
    entries = {one.entry_id for one in taken}
    return sum(
        one.amount for one in bill.postings if one.account == BILL and one.amount > 0 and one.entry_id in entries
    )


def lying(fact: MoneyFact, account: str) -> dict[UUID | None, int]:
    """Đồng of a movement that are meant for `account`, by the bill named there; what is nothing is left out."""
    found: dict[UUID | None, int] = {}
    for line in fact.postings:
        if line.account == account:
            found[line.bill_id] = found.get(line.bill_id, 0) - line.amount
    return {bill: amount for bill, amount in found.items() if amount}


def lies(fact: MoneyFact) -> dict[str, int]:
    """Where the đồng of a movement are now: account → đồng, as positive numbers; what is nothing is left out."""
    found: dict[str, int] = {}
    for line in fact.postings:
        found[line.account] = found.get(line.account, 0) + line.amount
    return {account: abs(amount) for account, amount in found.items() if amount}


def balance(db: Session) -> dict[str, int]:
    """Account → đồng over everything: what lies somewhere equals what it is meant for."""
    rows = db.execute(select(Posting.account, func.sum(Posting.amount)).group_by(Posting.account))
    return {account: int(amount) for account, amount in rows if amount}


def state_of(bill: Bill) -> str:
    """What the journal says a bill's state is; `void` alone is no matter of money. Paid once is paid until all of it goes back."""
    if bill.state == "void":
        return "void"
    count, back = counted(bill), given_up(bill)
    if count + back < bill.total:
        return "open"
    return "paid" if count else "refunded"


def where(fact: MoneyFact) -> str:
    """The account of WHERE that took this movement in."""
    return next(line.account for line in fact.postings if line.account in WHERE)
