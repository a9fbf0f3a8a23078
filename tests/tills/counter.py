"""What tests of tills need: clerks with a role, their shifts, money taken and given back, and the sheet as it stands."""

from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy.orm import Session

from tests import people
from tests.payments.till import FEE, Till
from webapp.access import Actor
from webapp.db import uuid7
from webapp.payments.models import Bill
from webapp.tills import service
from webapp.tills.models import Shift, Taking

HA, TU = ("0912000041", "Phạm Thị Hà"), ("0912000042", "Trịnh Văn Tú")
LAN, MINH = people.LAN, people.MINH
FLOAT = 500_000


class Counter:
    """Commits after every verb: nobody else would get at the database."""

    def __init__(self, app: Flask, db: Session, till: Till) -> None:
        self.app, self.db, self.till = app, db, till
        self.ha, self.tu = self.actor(HA, "clerk"), self.actor(TU, "clerk")
        self.lan = self.actor(LAN, "supervisor")

    def actor(self, who: tuple[str, str], role: str, unit: str = people.UNIT) -> Actor:
        account = people.account_of(self.db, *who, [(role, unit)])
        return Actor("staff", who[1], account.id, None, frozenset({(role, unit)}))

    def opened(self, who: Actor | None = None, shift_id: UUID | None = None, opening: int = FLOAT) -> Shift:
        who = who or self.ha
        made = service.open_shift(self.db, who, shift_id or uuid7(), min(who.units("clerk", "officer")), opening)
        self.db.commit()
        return made

    def owed(self, copies: int = 1) -> Bill:
        """A bill of FEE đồng a copy that waits to be paid."""
        return self.till.bill(self.till.owing(copies))

    def take(self, shift: Shift, bill: Bill, who: Actor | None = None, **said: Any) -> Taking:
        means = said.get("means", "cash")
        known = {"id": uuid7(), "means": means, "amount": bill.total, "reference": "" if means == "cash" else "0042"}
        asked = self.db.get_one(Bill, bill.id)
        made = service.take(self.db, who or self.ha, shift.id, asked, service.Taken(**(known | said)))
        self.db.commit()
        return made

    def give_back(self, taking: Taking, entry_id: UUID | None = None, who: Actor | None = None) -> Taking:
        made = service.give_back(self.db, who or self.ha, taking, entry_id or uuid7(), "Nhập nhầm hồ sơ")
        self.db.commit()
        return made

    def count(self, shift: Shift, amount: int, who: Actor | None = None, count_id: UUID | None = None) -> None:
        service.count(self.db, who or self.ha, shift, count_id or uuid7(), amount)
        self.db.commit()

    def close(self, shift: Shift, seen: int = 0, note: str = "", who: Actor | None = None) -> Shift:
        made = service.close(self.db, who or self.ha, shift, seen, note)
        self.db.commit()
        return made

    def sheet(self, shift: Shift) -> dict[str, Any]:
        made = service.sheet_of(self.db, service.one(self.db, self.lan, shift.id))
        self.db.commit()
        return made


__all__ = ["FEE", "FLOAT", "HA", "LAN", "MINH", "TU", "Counter"]
