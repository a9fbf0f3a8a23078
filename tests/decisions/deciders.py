"""Who decides about money in tests: the actors, and short ways to have them decide."""

from typing import Any
from uuid import UUID

from flask import Flask

from tests import people
from tests.page import Client
from tests.payments.till import Till
from webapp.access import Actor
from webapp.books import checking
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.payments import service
from webapp.payments.journal_models import Decision, MoneyFact
from webapp.payments.models import Bill

WAITING = "/ban-lam-viec/tien"
WHY = "Đã đối chiếu với người nộp"


def staff(till: Till, who: tuple[str, str], role: str, unit: str = people.UNIT) -> Actor:
    account = people.account_of(till.db, *who, [(role, unit)])
    return Actor("staff", who[1], account.id, roles=frozenset({(role, unit)}))


def browser(till: Till, app: Flask, who: tuple[str, str], role: str, unit: str = people.UNIT) -> Client:
    client: Client = app.test_client()  # type: ignore[assignment]
    people.sign_in(client, till.db, *who, [(role, unit)])
    return client


class Deciders:
    """Each verb in a transaction of its own, as a page would; by Khánh, officer, Lan, supervisor, or Quang of elsewhere."""

    def __init__(self, till: Till) -> None:
        self.till, self.db = till, till.db
        self.khanh = staff(till, people.KHANH, "officer")
        self.lan = staff(till, people.LAN, "supervisor")
        self.quang = staff(till, people.QUANG, "supervisor", "ha-tu")

    def _do(self, verb: Any, *args: Any, id: UUID | None = None, **more: Any) -> Decision:
        try:
            made: Decision = verb(self.db, id or uuid7(), *args, **more)
        except Exception:
            self.db.rollback()
            raise
        self.db.commit()
        self.db.refresh(made)
        self.db.commit()
        return made

    def assign(self, fact: MoneyFact, bill: Bill, why: str = WHY, by: Actor | None = None, **more: Any) -> Decision:
        return self._do(decisions.assign, fact, bill, why, by or self.khanh, **more)

    def refund(self, bill: Bill, amount: int, why: str = WHY, by: Actor | None = None, **more: Any) -> Decision:
        return self._do(decisions.refund, bill, amount, why, by or self.lan, **more)

    def return_(self, fact: MoneyFact, why: str = WHY, by: Actor | None = None, **more: Any) -> Decision:
        return self._do(decisions.return_, fact, why, by or self.lan, **more)

    def gone(self, decision: Decision, reference: str = "FT26330", by: Actor | None = None, **more: Any) -> Decision:
        return self._do(decisions.gone, decision, reference, by or self.lan, **more)

    def keep(self, bill: Bill, why: str = WHY, by: Actor | None = None, **more: Any) -> Decision:
        return self._do(decisions.keep, bill, why, by or self.lan, **more)

    def balance(self) -> dict[str, int]:
        found = service.balance(self.db)
        self.db.commit()
        return found

    def wrong(self) -> list[str]:
        found = list(checking.wrong(self.db))
        self.db.commit()
        return found
