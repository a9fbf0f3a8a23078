"""By which channels an account wants its messages: chosen on its page, kept per account, known to privacy."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from webapp import clock
from webapp.db import insert_for
from webapp.messages.models import Choice
from webapp.messages.rules import Rules


def chosen_of(account_id: UUID) -> Select[Choice]:
    """The account's row, if it ever chose."""
    return select(Choice).where(Choice.account_id == account_id)


def chosen(db: Session, account_id: UUID | None) -> str | None:
    """The name of an order; None while nothing was chosen."""
    row = db.scalar(chosen_of(account_id)) if account_id else None
    return row.order if row else None


def choose(db: Session, account_id: UUID, order: str) -> None:
    """From now on; harmless when repeated."""
    new = {"order": order, "at": clock.now()}
    put = insert_for(db, Choice).values({"account_id": account_id, **new})
    db.execute(
        put.on_conflict_do_update(index_elements=[Choice.account_id], set_={Choice.order: order, Choice.at: new["at"]})
    )


@dataclass(frozen=True)
class Offer:
    """What can be chosen while only the channels `on` are there: orders that differ then, so no Zalo first without Zalo."""

    rules: Rules
    on: frozenset[str]

    @property
    def names(self) -> list[str]:
        return [name for name in self.rules.orders if self.same_as(name) == name]

    def same_as(self, order: str | None) -> str:
        """The offered order that comes to the same as this one (or as the default)."""
        wanted = self._left(order if order in self.rules.orders else self.rules.default)
        alike = [name for name in self.rules.orders if self._left(name) == wanted]
        return min(alike, key=lambda name: len(self.rules.orders[name]))

    def _left(self, order: str | None) -> list[str]:
        return [channel for channel in self.rules.orders[order or self.rules.default] if channel in self.on]


def forget(db: Session, account_id: UUID) -> None:
    db.execute(delete(Choice).where(Choice.account_id == account_id))
