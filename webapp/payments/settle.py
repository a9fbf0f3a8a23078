"""When enough came for a bill: paid, told to the rooms that write receipts and tell others, and only then the dossier is told."""

import logging
from collections.abc import Callable

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import SYSTEM
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, NotAllowed
from webapp.payments.journal import state_of
from webapp.payments.models import Bill

log = logging.getLogger(__name__)
Listener = Callable[[Session, Bill], None]
_listeners: list[Listener] = []


def on_paid(listener: Listener) -> None:
    """A later room asks to be told of each bill that was paid, in the same transaction, in the order of asking; told once however
    often it asks."""
    if listener not in _listeners:
        _listeners.append(listener)


def settle(db: Session, bill: Bill) -> None:
    """Money first: the bill is paid, and whoever asked to be told knows, whatever becomes of the dossier. Harmless when repeated;
    the bill is locked."""
    if bill.state != "open" or state_of(bill) != "paid":
        return
    bill.state, bill.paid_at = "paid", clock.now()
    for listener in _listeners:
        listener(db, bill)
    dossier = dossier_of(db, bill)
    if dossier is None or bill.debt_code:
        return  # a debt of elsewhere: no dossier waits for it
    try:
        dossiers.apply(db, dossier, Event.PAID, SYSTEM)
    except NotAllowed:
        log.info("paid, while the dossier is %s: it will not be asked again", dossier.state)


def dossier_of(db: Session, bill: Bill) -> Dossier | None:
    """As it is now: read again, because another process may have changed it before the bill was locked."""
    return db.get_one(Dossier, bill.dossier_id, populate_existing=True) if bill.dossier_id else None
