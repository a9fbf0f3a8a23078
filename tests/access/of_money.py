"""What the table's world holds of money: bills, payments, shifts, sheets and debts, for whoever asks."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests import booked, things
from tests.access.visitors import Visitor
from tests.debts.register import Book, debt
from webapp import clock
from webapp.accounts.service import Account
from webapp.books import reconciling
from webapp.db import uuid7
from webapp.debts import bills as debt_bills
from webapp.debts import service as debts
from webapp.debts.models import Confirmation
from webapp.dossiers.service import Dossier, State
from webapp.payments.models import Bill
from webapp.receipts import service as receipts

S = State
STATEMENT = b"id,transactionDate,accountNumber,transferAmount,transferType,content,referenceCode"
DONE = S.RESOLVED  # where a dossier is wherever a route does not need it elsewhere


class OfMoney:
    """A part of the world; the rest of it brings `app`, `an`, `ids`, `visitors`."""

    app: Flask
    an: Account
    ids: dict[str, Any]
    visitors: dict[str, Visitor]

    def _account(self, column: str) -> UUID:
        found = self.visitors[column].account_id
        assert found
        return found

    def _add(self, db: Session, row: Any) -> Any:
        db.add(row)
        db.flush()
        return row.id

    def _debts(self, db: Session) -> None:
        """A notice that somebody found, one beside An's dossier, and one that was paid here and not taken."""
        self.app.extensions["debts"] = register = Book()
        beside, refused = debt(code="TB26-0000-0002"), debt(code="TB26-0000-0003")
        for one in (beside, refused):
            register.write(one)
        self.ids["debt_id"] = debts.keep(db, uuid7(), debt(), None).id
        bills = [debts.put_beside(db, beside, db.get_one(Dossier, self.ids[DONE])), debt_bills.for_debt(db, refused)]
        assert bills[0]
        assert bills[1]
        self.ids |= {"bill_id": bills[0].id, "bill of a refusal": bills[1].id}
        self._receipted(db)
        told = {"code": "TB2600000003", "amount": bills[1].total, "number": "1", "paid_at": clock.now()}
        db.add(Confirmation(bill_id=bills[1].id, refused_code="04", refused_at=clock.now(), **told))

    def _receipted(self, db: Session) -> None:
        """A notice that was found, then paid and receipted."""
        asked = debt(code="TB26-0000-0004")
        found, bill = debts.keep(db, uuid7(), asked, None), debt_bills.for_debt(db, asked)
        assert bill
        bill.state, bill.paid_at = "paid", clock.now()
        self.ids |= {"paid debt": found.id, "receipt of a debt": receipts.issue(db, bill, None)[0].id}

    def _counter(self, db: Session) -> None:
        """The clerk took a tax of An's, and one beside no dossier; the officer's drawer was counted. Another bill waits to be paid."""
        shift, counted = things.shift(self._account("Cl")), things.shift(self._account("Of"), counted=0)
        self.ids |= {"shift_id": self._add(db, shift), "counted shift": self._add(db, counted)}
        receipted, alone = things.debt(self.ids[DONE]), things.debt()
        db.add_all([receipted, alone])
        taking = things.taking(db, shift, receipted)
        self.ids |= {"taking_id": taking.id, "receipt of a taking": UUID(taking.receipts[0]["id"])}
        self.ids["taking of a debt"] = things.taking(db, shift, alone).id
        waits = db.scalars(select(Bill).where(Bill.dossier_id == self.ids[S.AWAITING_PAYMENT])).one()
        self.ids |= {"bill reference": waits.reference, "bill amount": str(waits.total)}

    def _books(self, db: Session) -> None:
        """Of An's: a second payment that waits, one that is to go back, a fee of a dossier that was withdrawn."""
        bill = booked.refused(db, self.an)
        self.ids |= {
            "refundable": bill.id, "fact_id": booked.came(db, bill).id, "decision_id": booked.going_back(db, booked.refused(db, self.an)),
            "open bill": db.scalars(select(Bill.reference).where(Bill.dossier_id == self.ids[S.AWAITING_PAYMENT])).one(),
        }  # fmt: skip

    def _sheets(self, db: Session) -> None:
        """A day whose statement knows nothing of the money that came, and one that is explained."""
        day, boss = clock.today(), booked.BOSS
        open_ = reconciling.take(db, uuid7(), "sepay", day, STATEMENT, boss)
        self.ids |= {"sheet_id": open_.id, "statement line": open_.lines[0].id}
        self.ids["explained"] = reconciling.take(db, uuid7(), "sepay", day - timedelta(days=300), STATEMENT, boss).id
