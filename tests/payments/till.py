"""What the tests of money need: a made-up procedure, dossiers that owe its fee, and a bank that tells of transfers."""

import json
from itertools import count
from typing import Any
from uuid import UUID

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests import people
from tests.procedures.conftest import definition, fee, question
from webapp import clock, outbox
from webapp.access import Actor
from webapp.accounts.service import Account
from webapp.db import uuid7
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import Dossier, Event, State
from webapp.jobs import handlers
from webapp.payments.gateways.sepay import signed_headers
from webapp.payments.journal_models import BankNotice, Decision, MoneyFact, Posting
from webapp.payments.models import Bill
from webapp.payments.wiring import of_gateways
from webapp.procedures.models import ProcedureVersion
from webapp.receipts.models import Receipt

SECRET = "sepay-demo-secret"
BANK = "/thong-bao/sepay"
CODE = "9.000001"
FEE = 20_000
COPIES = question("ban", "number", min=0, max=1000)


def publish(db: Session, amount: int | None = FEE, **changes: Any) -> None:
    """A newer version of the made-up procedure; its fee is `amount` a copy of the answer «ban»."""
    made = definition(COPIES, **{"fees": [fee(amount=amount, per="copy", count_from="ban")]} | changes)
    number = len(db.scalars(select(ProcedureVersion.id).where(ProcedureVersion.code == CODE)).all()) + 1
    db.add(
        ProcedureVersion(
            id=uuid7(), code=CODE, agency=made["agency"], number=number, content_hash="", source_hash="",
            definition=made, published_at=clock.now(),
        )
    )  # fmt: skip
    db.commit()


class Till:
    """Every look has a session of its own and leaves no transaction open: it would hold up SQLite's writers."""

    def __init__(self, app: Flask, db: Session) -> None:
        self.app, self.db, self.numbers = app, db, count(92704)
        self.an = people.account_of(db, *people.AN)

    def owing(
        self, copies: int = 1, state: State = State.AWAITING_PAYMENT, account: Account | None = None, **known: Any
    ) -> Dossier:
        """A dossier of the made-up procedure, FEE đồng a copy."""
        return people.make_dossier(self.db, account or self.an, CODE, state=state, answers={"ban": copies}, **known)

    def again(self, dossier: Dossier) -> Dossier:
        """As it is now, to be changed in `db`."""
        found = self.db.get_one(Dossier, dossier.id, populate_existing=True)
        self.db.refresh(found, ["events"])
        self.db.commit()
        return found

    def state(self, dossier: Dossier) -> str:
        return str(self._all(select(Dossier).where(Dossier.id == dossier.id))[0].state)

    def bills(self, dossier: Dossier) -> list[Bill]:
        """Oldest first, facts and receipt loaded."""
        return self._all(select(Bill).where(Bill.dossier_id == dossier.id).order_by(Bill.frozen_at, Bill.id))

    def bill(self, dossier: Dossier) -> Bill:
        return self.bills(dossier)[-1]

    def facts(self) -> list[MoneyFact]:
        return self._all(select(MoneyFact).order_by(MoneyFact.at, MoneyFact.id))

    def bills_by(self, bill_id: UUID) -> Bill:
        found: Bill = self._all(select(Bill).where(Bill.id == bill_id))[0]
        return found

    def decisions(self) -> list[Decision]:
        return self._all(select(Decision).order_by(Decision.at, Decision.id))

    def postings(self) -> list[Posting]:
        return self._all(select(Posting).order_by(Posting.id))

    def notices(self) -> list[BankNotice]:
        return self._all(select(BankNotice).order_by(BankNotice.received_at, BankNotice.id))

    def receipts(self) -> list[Receipt]:
        return self._all(select(Receipt).order_by(Receipt.issued_at, Receipt.id))

    def _all(self, statement: Any) -> list[Any]:
        with self.app.extensions["sessions"].read() as own:
            found = list(own.scalars(statement))
            for row in found:
                assert not isinstance(row, Bill) or None not in (row.facts, row.postings, row.receipts)
        return found

    def notice(self, content: str, amount: int, **changes: Any) -> bytes:
        """The body the bank sends; a new number each time unless `id` says otherwise."""
        body = {
            "id": next(self.numbers), "gateway": "Vietcombank", "transactionDate": "2026-11-23 08:32:10",
            "accountNumber": "9999000006685", "subAccount": None, "code": None, "content": content,
            "transferType": "in", "description": "", "transferAmount": amount, "referenceCode": "FT26327000001",
            "accumulated": 120000,
        }  # fmt: skip
        return json.dumps(body | changes).encode()

    def send(self, raw: bytes, secret: str = SECRET, late: int = 0) -> TestResponse:
        """Signed `late` seconds ago."""
        headers = signed_headers(raw, secret, int(clock.now().timestamp()) - late)
        client = self.app.test_client()
        return client.post(BANK, data=raw, headers=headers, content_type="application/json", origin=None)

    def pay(self, bill: Bill, amount: int | None = None, content: str | None = None, **changes: Any) -> TestResponse:
        """Somebody transfers `amount` (the whole bill) with `content` (its reference); the bank tells."""
        account = {"accountNumber": bill.bank_account}
        return self.send(self.notice(content or bill.reference, amount or bill.total, **account | changes))

    def correct(self, dossier: Dossier, copies: int) -> None:
        """Taken back, filled in anew, submitted again."""
        who, found = self.citizen(dossier), self.again(dossier)
        dossiers.reopen(self.db, found, who)
        found.answers = {"ban": copies}
        dossiers.submit(self.db, found, who)
        self.db.commit()

    def apply(self, dossier: Dossier, event: Event) -> None:
        dossiers.apply(self.db, self.again(dossier), event, people.OFFICER)
        self.db.commit()

    def withdraw(self, dossier: Dossier) -> None:
        dossiers.withdraw(self.db, dossier, self.citizen(dossier))
        self.db.commit()

    def citizen(self, dossier: Dossier) -> Actor:
        found = self.again(dossier)
        return Actor("citizen", people.AN[1], found.account_id, found.person_id)

    def work(self) -> int:
        """The worker runs what is due."""
        table = handlers(self.app.config["CONFIG"]) | of_gateways(self.app.extensions["gateways"])
        return outbox.run_due(self.app.extensions["sessions"], table)


def pay_page(dossier: Dossier) -> str:
    return f"/ho-so/{dossier.id}/thanh-toan"


def receipt_page(dossier: Dossier, receipt_id: UUID) -> str:
    return f"/ho-so/{dossier.id}/bien-lai/{receipt_id}"
