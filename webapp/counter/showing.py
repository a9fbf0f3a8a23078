"""What a clerk's page says of the customer: what is under way for them, what it costs, what is known of them."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from webapp.counter.visits import Customer
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Card, Dossier, State
from webapp.payments import service as payments
from webapp.payments.service import Bill


@dataclass(frozen=True)
class Work:
    """One dossier of this visit; `bill`: what can be paid for it now, with the đồng still missing. `waits`: the server is still
    looking at its files."""

    card: Card
    dossier: Dossier
    bill: Bill | None
    remaining: int

    @property
    def draft(self) -> bool:
        return self.dossier.state == State.DRAFT

    @property
    def waits(self) -> bool:
        return self.dossier.state == State.WAITING_DOCUMENTS


def works(db: Session, begun: list[Dossier]) -> list[Work]:
    """In the order they came, the latest first."""
    bills, cards = payments.asked_of(db, begun), dossiers.cards(db, begun)
    found = []
    for card, dossier in zip(cards, begun, strict=True):
        bill = bills.get(dossier.id)
        found.append(Work(card, dossier, bill, payments.remaining(bill) if bill else 0))
    return found


def facts_of(found: Customer) -> dict[str, Any]:
    """What forms may begin with, under the names they ask for."""
    return dict(found.person.facts) | {"phone": found.person.account.phone}
