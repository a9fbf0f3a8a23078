"""The books, worked out anew: whatever does not agree with the journal is named. Reads only."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy.orm import Session, selectinload

from webapp.decisions.service import Voucher, VoucherCounter
from webapp.payments.service import (
    BILL,
    HELD,
    OWED,
    WHERE,
    Bill,
    Decision,
    MoneyFact,
    Posting,
    balance,
    counted,
    state_of,
)
from webapp.receipts.service import OF_BILL, Receipt, ReceiptCounter, living

AT_ONCE = 500
MEANT = (BILL, HELD, OWED)


def wrong(db: Session) -> Iterator[str]:
    """Each difference as a sentence; none: every đồng is where the books say."""
    for look in (_entries, _movements, _bills, _receipts, _numbers, _decisions):
        yield from look(db)
    if left := sum(balance(db).values()):
        yield f"the journal is out of balance by {left} đồng"


def _entries(db: Session) -> Iterator[str]:
    total = func.sum(Posting.amount)
    odd = select(Posting.entry_id, total).group_by(Posting.entry_id).having(total != 0)
    for entry, left in db.execute(odd):
        yield f"entry {entry} does not add up: {left} đồng too much"


def _movements(db: Session) -> Iterator[str]:
    """What came equals the movement; what waits equals `held`; nothing that is meant for something is less than nothing."""
    came, held = _sum(and_(Posting.account.in_(WHERE), Posting.amount > 0)), _sum(Posting.account == HELD)
    sums = (func.sum(Posting.amount), came, -held, *(-_sum(Posting.account == one) for one in MEANT))
    rows = db.execute(
        select(MoneyFact.provider, MoneyFact.provider_id, MoneyFact.amount, MoneyFact.held, *sums)
        .outerjoin(Posting, Posting.fact_id == MoneyFact.id)
        .group_by(MoneyFact.id)
    )
    for provider, number, amount, said, left, arrived, waits, *meant in rows:
        name = f"movement {provider} {number}"
        if left or arrived != amount:
            yield f"{name} is over {amount} đồng, the journal says {arrived or 0}"
        if said != (waits or 0):
            yield f"{name} keeps {said} đồng for a person, the journal says {waits or 0}"
        for account, there in zip(MEANT, meant, strict=True):
            if (there or 0) < 0:
                yield f"{name} has {there} đồng on {account}"


def _sum(which: ColumnElement[bool]) -> ColumnElement[int]:
    """Đồng of those postings."""
    return func.sum(case((which, Posting.amount), else_=0))


def _bills(db: Session) -> Iterator[str]:
    every = select(Bill).order_by(Bill.id).options(selectinload(Bill.postings)).execution_options(yield_per=AT_ONCE)
    for bill in db.scalars(every):
        if (state := state_of(bill)) != bill.state:
            yield f"bill {bill.reference} is {bill.state}, the journal says {state}"
        most = 0 if bill.state == "void" else bill.total
        if (count := counted(bill)) > most:
            yield f"bill {bill.reference} is {bill.state} over {bill.total} đồng and has {count}"


def _receipts(db: Session) -> Iterator[str]:
    """The living receipts of a bill that was paid come to its total; no other bill has one."""
    every = select(Bill).order_by(Bill.id).options(selectinload(OF_BILL)).execution_options(yield_per=AT_ONCE)
    for bill in db.scalars(every):
        total = sum(one.total for one in living(bill))
        due = bill.total if bill.state in ("paid", "refunded") else 0
        if total != due:
            yield f"bill {bill.reference} is {bill.state} over {bill.total} đồng and has receipts over {total}"


def _numbers(db: Session) -> Iterator[str]:
    """1 … n, as the counter says."""
    of_receipts = (ReceiptCounter.series, Receipt.series, ReceiptCounter, Receipt)
    of_vouchers = (VoucherCounter.unit_id, Voucher.unit_id, VoucherCounter, Voucher)
    for name, (series, of, counter, paper) in (("receipts", of_receipts), ("vouchers", of_vouchers)):
        rows = db.execute(
            select(series, counter.year, counter.last, func.count(paper.id), func.max(paper.number))
            .outerjoin(paper, and_(of == series, paper.year == counter.year))
            .group_by(series, counter.year, counter.last)
        )
        for unit, year, last, many, highest in rows:
            if not last == many == highest:
                yield f"{name} of {unit} in {year}: {many} numbers up to {highest}, {last} were given out"


def _decisions(db: Session) -> Iterator[str]:
    """What was decided to go back lies on `owed`; a refund has its voucher."""
    on_owed = func.coalesce(-_sum(Posting.account == OWED), 0)
    rows = db.execute(
        select(Decision.id, Decision.kind, Decision.amount, on_owed)
        .outerjoin(Posting, Posting.decision_id == Decision.id)
        .where(Decision.kind.in_(("refund", "return", "gone")))
        .group_by(Decision.id)
    )
    for decision, kind, amount, entered in rows:
        if entered != (-amount if kind == "gone" else amount):
            yield f"decision {decision} ({kind}) is over {amount} đồng, the journal has {entered}"
    lost = select(Decision.id).outerjoin(Voucher, Voucher.id == Decision.id)
    for decision in db.scalars(lost.where(Decision.kind == "refund", Voucher.id.is_(None))):
        yield f"refund {decision} has no voucher"
