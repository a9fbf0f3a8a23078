"""When enough came for a bill: paid, receipted, and only then the dossier is told."""

import logging

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import SYSTEM
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, NotAllowed
from webapp.payments import receipts
from webapp.payments.journal import state_of
from webapp.payments.models import Bill

log = logging.getLogger(__name__)


def settle(db: Session, bill: Bill) -> None:
    """Money first: the bill is paid and receipted whatever becomes of the dossier. Harmless when repeated; the bill is locked."""
    if bill.state != "open" or state_of(bill) != "paid":
        return
    bill.state, bill.paid_at = "paid", clock.now()
    dossier = dossier_of(db, bill)
    receipts.issue(db, bill, dossier)
    if dossier is None or bill.debt_code:
        return  # a debt of elsewhere: no dossier waits for it
    try:
        dossiers.apply(db, dossier, Event.PAID, SYSTEM)
    except NotAllowed:
        log.info("paid, while the dossier is %s: it will not be asked again", dossier.state)


def dossier_of(db: Session, bill: Bill) -> Dossier | None:
    """As it is now: read again, because another process may have changed it before the bill was locked."""
    return db.get_one(Dossier, bill.dossier_id, populate_existing=True) if bill.dossier_id else None
