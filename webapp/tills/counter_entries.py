"""Corrections of money taken at a counter: never a change, always a counter-entry, with its reason and who made it."""

import logging
from uuid import UUID

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Event, NotAllowed
from webapp.payments.service import (
    BILL,
    TAKEN,
    TAKEN_BACK,
    Bill,
    Decision,
    Line,
    MoneyFact,
    Posting,
    dossier_of,
    enter,
    live,
    reckoning_of,
    state_of,
)
from webapp.receipts import service as receipts
from webapp.tills.counter import PROVIDERS

log = logging.getLogger(__name__)


class NotAtCounter(Exception):
    """This money was not taken at a counter: nobody takes it back there."""


class Moved(Exception):
    """This money no longer counts for the bill it was taken for: it was taken back already, or somebody decided about it."""


class BuiltUpon(Exception):
    """The dossier was corrected since, and a later bill or a decision to come takes this payment as made."""


class WhyMissing(Exception):
    """Nobody takes money back without saying why."""


class OtherEntry(Exception):
    """This id belongs to another decision."""


def counter_entry(db: Session, fact: MoneyFact, entry_id: UUID, reason: str, actor: Actor) -> Decision:
    """All of what was taken goes back over the counter: the bill is open again, its receipts are cancelled, and the dossier is
    asked for the fee again where its lifecycle allows (else it is shown among the money that waits).

    The same id again gives the same. The caller knows the shift. Raises NotAtCounter, Moved, BuiltUpon, WhyMissing, OtherEntry.
    """
    if not reason.strip():
        raise WhyMissing
    if fact.provider not in PROVIDERS.values() or fact.bill_id is None:
        raise NotAtCounter
    bill = db.get_one(Bill, fact.bill_id, with_for_update=True, populate_existing=True)
    known = db.get(Decision, entry_id)
    if known is not None:
        if (known.kind, known.fact_id) != (TAKEN_BACK, fact.id):
            raise OtherEntry
        return known
    _check(db, fact, bill)
    made = _decide(db, fact, entry_id, reason.strip(), actor)
    where = next(account for account, provider in PROVIDERS.items() if provider == fact.provider)
    enter(db, fact, [Line(BILL, fact.amount, bill), Line(where, -fact.amount)], made)
    _reopen(db, bill, made, actor)
    return made


def _check(db: Session, fact: MoneyFact, bill: Bill) -> None:
    counts = select(-func.sum(Posting.amount)).where(
        Posting.fact_id == fact.id, Posting.account == BILL, Posting.bill_id == bill.id
    )
    if db.scalar(counts) != fact.amount or bill.state != "paid":
        raise Moved
    dossier = dossier_of(db, bill)
    if dossier is None or bill.debt_code:
        return
    later = or_(Bill.frozen_at > bill.frozen_at, and_(Bill.frozen_at == bill.frozen_at, Bill.id > bill.id))
    if reckoning_of(db, dossier) or db.scalars(live(dossier).where(later).limit(1)).first():
        raise BuiltUpon


def _decide(db: Session, fact: MoneyFact, entry_id: UUID, reason: str, actor: Actor) -> Decision:
    unit = select(Decision.unit_id).where(Decision.fact_id == fact.id, Decision.kind == TAKEN)
    made = Decision(
        id=entry_id, kind=TAKEN_BACK, fact_id=fact.id, bill_id=fact.bill_id, amount=fact.amount, reason=reason,
        by_id=actor.account_id, by_name=actor.name, unit_id=db.scalar(unit), at=clock.now(),
    )  # fmt: skip
    db.add(made)
    db.flush()
    return made


def _reopen(db: Session, bill: Bill, why: Decision, actor: Actor) -> None:
    for one in receipts.living(bill):  # they keep their numbers; paid again, the bill gets new ones
        receipts.cancel(db, one, actor, why.reason)
    bill.state, bill.paid_at = state_of(bill), None
    dossier = dossier_of(db, bill)
    if dossier is None or bill.debt_code:
        return
    try:
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor, unit_id=dossier.unit_id)
    except NotAllowed:
        log.info("open again, while the dossier is %s: a person sees it among the money that waits", dossier.state)
