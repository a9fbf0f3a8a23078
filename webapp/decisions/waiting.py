"""Money that waits for a person's decision, and notices nobody could make sense of: what the desk must see."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, and_, exists, false, func, or_, select
from sqlalchemy.orm import Session, aliased

from webapp import clock
from webapp.dossiers.service import ENDED, OPEN, Dossier, State
from webapp.payments.service import BILL, Attempt, BankNotice, Bill, Decision, MoneyFact, Posting, Reckoning

MOST = 200
PATIENCE = timedelta(minutes=10)  # by then the worker has interpreted a notice, or will not without help
OVER = (State.REFUSED, State.WITHDRAWN)
UNASKED = {State.DRAFT, State.WAITING_DOCUMENTS, State.AWAITING_PAYMENT, State.FEE_DUE, *OVER, State.STOPPED}
WENT_ON = sorted(set(State) - UNASKED)
"""Where a dossier with an open bill stands only when money was taken back at a counter after it had gone on."""


@dataclass(frozen=True)
class Waiting:
    """Something to decide about: `amount` đồng, of a movement (`fact_id`) or of what counts for a bill (`bill_id` alone).

    `outcome`: why a movement waits (MoneyFact.outcome; `dropped`: its bill was), short (part of an open bill), corrected and
    unclear (what a correction left), over (paid, and the dossier was refused or withdrawn), unpaid_again (money was taken back at
    a counter, the dossier had gone on: `amount` is to be paid). `all_of_it`: what came in one.
    """

    at: datetime
    amount: int
    outcome: str
    all_of_it: int
    content: str = ""
    unit_id: str | None = None
    dossier_id: UUID | None = None
    reference: str | None = None
    fact_id: UUID | None = None
    bill_id: UUID | None = None


def for_a_person(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Waiting]:
    """Of these units, newest first, at most 200; with `nameless` also money that names no bill of ours, or a debt: those who
    ask for it are no units here."""
    found = [*_movements(db, unit_ids, nameless), *_bills(db, unit_ids, nameless), *_corrections(db, unit_ids)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:MOST]


def _movements(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Waiting]:
    nobodys = or_(MoneyFact.bill_id.is_(None), Bill.debt_code.is_not(None))
    mine = or_(Bill.unit_id.in_(unit_ids), nobodys if nameless else false())
    rows = db.execute(
        select(MoneyFact, Bill, Dossier)
        .outerjoin(Bill, Bill.id == MoneyFact.bill_id)
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .where(MoneyFact.held > 0, mine)
        .order_by(MoneyFact.at.desc(), MoneyFact.id.desc())
        .limit(MOST)
    )
    return [
        Waiting(
            fact.at, fact.held, "dropped" if fact.outcome == "short" else fact.outcome, fact.amount, fact.content,
            bill.unit_id if bill else None, *_of(dossier), fact.id, bill.id if bill else None,
        )
        for fact, bill, dossier in rows
    ]  # fmt: skip


def _bills(db: Session, unit_ids: Collection[str], nameless: bool) -> list[Waiting]:
    """Part of an open bill came; all, and the dossier came to nothing while the money may go back; or all went back over the
    counter, and the dossier went on."""
    decided = aliased(Decision)
    kept = exists().where(decided.bill_id == Bill.id, decided.kind == "kept")
    over = and_(Bill.state == "paid", Bill.refundable, Bill.debt_code.is_(None), Dossier.state.in_(OVER), ~kept)
    unpaid = and_(Bill.state == "open", Bill.debt_code.is_(None), Dossier.state.in_(WENT_ON))
    came = -func.sum(Posting.amount)
    rows = db.execute(
        select(Bill, Dossier, came, func.max(Posting.at))
        .join(Posting, and_(Posting.bill_id == Bill.id, Posting.account == BILL))
        .outerjoin(Dossier, Dossier.id == Bill.dossier_id)
        .where(or_(Bill.unit_id.in_(unit_ids), Bill.debt_code.is_not(None) if nameless else false()))
        .where(or_(Bill.state == "open", over))
        .group_by(Bill.id, Dossier.id)
        .having(or_(came > 0, unpaid))
        .order_by(func.max(Posting.at).desc(), Bill.id.desc())
        .limit(MOST)
    )
    found = []
    for bill, dossier, came_so_far, at in rows:
        outcome, amount = _open_or_over(bill, dossier, int(came_so_far))
        about = (bill.reference, bill.unit_id, *_of(dossier))
        found.append(Waiting(at, amount, outcome, amount, *about, bill_id=bill.id))
    return found


def _open_or_over(bill: Bill, dossier: Dossier | None, came: int) -> tuple[str, int]:
    if bill.state != "open":
        return "over", came
    went_on = dossier is not None and not bill.debt_code and dossier.state in WENT_ON
    return ("unpaid_again", bill.total - came) if went_on else ("short", came)


def _corrections(db: Session, unit_ids: Collection[str]) -> list[Waiting]:
    """Too much money waits until somebody gives it back, a doubt only as long as the office is at work."""
    doubtful = and_(Reckoning.due.is_(None), Dossier.state.in_(OPEN - ENDED))
    paid = select(Bill.id).where(Bill.dossier_id == Dossier.id, Bill.state == "paid", Bill.debt_code.is_(None))
    newest = paid.order_by(Bill.frozen_at.desc(), Bill.id.desc()).limit(1).correlate(Dossier).scalar_subquery()
    rows = db.execute(
        select(Reckoning, Dossier, newest)
        .join(Dossier, Dossier.id == Reckoning.dossier_id)
        .where(Reckoning.unit_id.in_(unit_ids), Reckoning.over_at.is_(None), or_(Reckoning.due.is_not(None), doubtful))
        .order_by(Reckoning.at.desc(), Reckoning.id.desc())
        .limit(MOST)
    )
    return [
        Waiting(
            one.at, one.beyond, "unclear" if one.due is None else "corrected", one.paid, "", one.unit_id, *_of(dossier),
            bill_id=bill_id,
        )
        for one, dossier, bill_id in rows
    ]  # fmt: skip


def _of(dossier: Dossier | None) -> tuple[UUID | None, str | None]:
    return (dossier.id, dossier.reference) if dossier else (None, None)


def puzzling(nameless: bool = True) -> Select[BankNotice]:
    """Notices that could not be read, still wait to be interpreted, or take back what was paid: 200 of the newest, in no
    order; none where nobody may see what names no bill."""
    stuck = and_(BankNotice.outcome.is_(None), BankNotice.received_at < clock.now() - PATIENCE)
    odd = or_(BankNotice.outcome.in_(("unreadable", "reversed")), stuck)
    there = select(BankNotice).where(BankNotice.verified, odd if nameless else false())
    return there.order_by(BankNotice.received_at.desc()).limit(MOST)


def doubtful(db: Session, unit_ids: Collection[str]) -> list[Attempt]:
    """Attempts of which the gateway says neither yes nor no: the money was taken, and is being looked into."""
    mine = select(Attempt).join(Bill).where(Attempt.state == "doubtful", Bill.unit_id.in_(unit_ids))
    return list(db.scalars(mine.order_by(Attempt.started_at.desc()).limit(MOST)))
