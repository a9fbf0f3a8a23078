"""When a fee is asked: by the dated rules at their moment, or by an officer who names the legal document.

Asked again after a correction, what was paid already counts: more is a further bill over the difference, less waits
for a person (reckonings.py).
"""

import json
import logging
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from webapp import clock
from webapp.access import Actor
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event
from webapp.payments import reckonings
from webapp.payments.bills import ASKED, HIGHEST, bill_of, bills_of, freeze, paid_of
from webapp.payments.differences import difference, due, total_of
from webapp.payments.dropping import carry, drop
from webapp.payments.journal import given_up
from webapp.payments.models import Bill
from webapp.procedures import service as procedures
from webapp.units.service import NoBankAccount

log = logging.getLogger(__name__)


class AmountOutOfRange(Exception):
    """A bill is between 1 đồng and what one bank transfer can carry."""


class DocumentMissing(Exception):
    """An officer's bill cites the legal document it rests on."""


def ask_before_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on DOCUMENTS_COMPLETE."""
    _ask_when(db, dossier, actor, "before_acceptance")


def ask_after_acceptance(db: Session, dossier: Dossier, actor: Actor) -> None:
    """Listener on RECEIVED."""
    _ask_when(db, dossier, actor, "after_acceptance")


def _ask_when(db: Session, dossier: Dossier, actor: Actor, moment: str) -> None:
    """An unpaid bill of an earlier submission stands only if it still asks for the same; nothing is ever asked twice."""
    known = bill_of(db, dossier, lock=True)
    waiting = known if known and known.state == "open" else None
    ask = _to_ask(db, dossier, moment)
    if waiting and not _stands(db, dossier, waiting, ask):
        drop(db, waiting)
        waiting = None
    try:
        if ask and not waiting:
            waiting = freeze(db, dossier, ask)
            carry(db, waiting)
    except NoBankAccount:
        log.error("no bill: unit %s has no bank account", dossier.unit_id)
    if waiting and waiting.state == "open":
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor)


def _to_ask(db: Session, dossier: Dossier, moment: str) -> dict[str, Any] | None:
    """What the rules of today ask for at this moment, less what was paid; None where nothing is due, or nobody told
    the amount yet. What was paid beyond it is put before a person."""
    if procedures.version(db, dossier.version_id).definition.get("payment", "none") != moment:
        return None
    quote, paid = _quote(db, dossier, clock.today()), paid_of(db, dossier)
    if not paid:
        return quote if quote["total"] else None
    if not _given_back(db, dossier) and _unchanged(db, dossier, paid[-1]):
        if not paid[-1].legal_document:  # else what stood when the officer set it stands on
            reckonings.close(db, dossier)
        return None
    owed, before = due(quote, paid), total_of(paid)
    reckonings.keep(db, dossier, before, owed, quote)
    return difference(quote, paid) if owed is not None and owed > before else None


def _given_back(db: Session, dossier: Dossier) -> bool:
    """Whether something of what was paid went back: then what a bill asked for says no more what the dossier costs."""
    return any(given_up(bill) for bill in bills_of(db, dossier))


def _quote(db: Session, dossier: Dossier, day: date) -> dict[str, Any]:
    """The price by the rules of that day, as JSON, with what it says in a word."""
    procedure = procedures.version(db, dossier.version_id)
    made = procedures.quote(procedure, dossier.answers or {}, dossier.declared or [], dossier.channel, day)
    # through JSON and back, so that it compares with what a bill keeps
    said: dict[str, Any] = json.loads(json.dumps(made.as_json()))
    return said | {"says": made.says}


def _stands(db: Session, dossier: Dossier, bill: Bill, ask: dict[str, Any] | None) -> bool:
    """Whether an open bill still fits; an officer's does until the answers its price hangs on change."""
    if bill.legal_document:
        return _unchanged(db, dossier, bill)
    return ask is not None and bill.quote["lines"] == ask["lines"]


def _unchanged(db: Session, dossier: Dossier, bill: Bill) -> bool:
    """Whether the rules of the bill's own day say what they said then: who only mends a misspelt name in January is
    not asked for January's fee."""
    on, rules = bill.quote.get("on"), bill.quote.get("rules", bill.quote["lines"])
    return on is not None and _quote(db, dossier, date.fromisoformat(on))["lines"] == rules


def set_bill(db: Session, dossier: Dossier, amount: int, label: str, legal_document: str, actor: Actor) -> Bill:
    """An officer's bill, for fees whose amount the material does not carry; where something was paid, `amount` comes
    on top of it.

    Raises AmountOutOfRange, DocumentMissing, NoBankAccount; dossiers.NotAllowed where no fee may be asked.
    """
    if not 1 <= amount <= HIGHEST:
        raise AmountOutOfRange
    if not legal_document.strip():
        raise DocumentMissing
    known = bill_of(db, dossier, lock=True)
    if known and known.state == "open":
        drop(db, known)
    made = freeze(db, dossier, _officers_quote(db, dossier, amount, label, legal_document), legal_document)
    reckonings.close(db, dossier, doubts_only=True)
    carry(db, made)
    if made.state == "open" and dossier.state not in ASKED:
        dossiers.apply(db, dossier, Event.FEE_ASKED, actor, unit_id=dossier.unit_id)
    return made


def _officers_quote(db: Session, dossier: Dossier, amount: int, label: str, legal_document: str) -> dict[str, Any]:
    """In the shape of procedures.Quote.as_json(), as far as pages, receipts and a later correction read it."""
    text = {"vi": label, "en": label}
    source = {"text": legal_document, "mark": "C"}
    reason = {"what": "rule", "source": source, "label": text, "amount": amount, "per": "dossier"}
    line = {"id": "can-bo", "kind": "le_phi", "label": text, "amount": amount, "base": amount, "reasons": [reason]}
    today = _quote(db, dossier, clock.today())
    before = total_of(paid_of(db, dossier))
    return {"lines": [line], "total": amount, "on": today["on"], "rules": today["lines"], "before": before}
