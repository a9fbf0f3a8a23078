"""A register that is a book in memory, and somebody with a paper in their hand."""

from typing import Any
from uuid import UUID, uuid5

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from tests.debts.register import LAND, Book
from tests.page import Client
from tests.payments.till import Till, publish
from tests.visitors import fresh
from webapp import outbox
from webapp.debts import telling
from webapp.debts.models import Confirmation, FoundDebt
from webapp.jobs import handlers
from webapp.payments.models import Bill

SPACE = UUID("6d6f7463-6861-4d00-8000-000000000002")


@pytest.fixture
def book(app: Flask) -> Book:
    made = Book()
    app.extensions["debts"] = made
    return made


@pytest.fixture
def payer(app: Flask, db: Session, book: Book) -> "Payer":
    publish(db)
    return Payer(app, Till(app, db), book)


class Payer:
    """Finds notices and pays them, each time as a browser of their own unless told otherwise."""

    def __init__(self, app: Flask, till: Till, book: Book) -> None:
        self.app, self.till, self.book, self.browser = app, till, book, fresh(app)

    def find(self, code: str = LAND, client: Client | None = None, key: str = "1") -> TestResponse:
        data = {"code": code, "id": str(uuid5(SPACE, f"{code}{key}"))}
        return (client or self.browser).post("/nop-thong-bao", data=data)

    def found(self, code: str = LAND, client: Client | None = None, key: str = "1") -> str:
        """The page of what was found."""
        answer = self.find(code, client, key)
        assert answer.status_code == 303
        return answer.headers["Location"]

    def read(self, page: str) -> str:
        return self.browser.get(page).text

    def go(self, page: str, client: Client | None = None) -> str:
        """«Nộp»: where it leads."""
        return (client or self.browser).post(f"{page}/nop").headers["Location"]

    def bills(self) -> list[Bill]:
        return self.till._all(select(Bill).where(Bill.debt_code.is_not(None)).order_by(Bill.frozen_at, Bill.id))

    def bill(self) -> Bill:
        return self.bills()[-1]

    def rows(self) -> list[FoundDebt]:
        return self.till._all(select(FoundDebt).order_by(FoundDebt.found_at, FoundDebt.id))

    def confirmation(self) -> Confirmation:
        return self.till._all(select(Confirmation))[0]

    def paid(self, **changes: Any) -> Bill:
        """Found, gone to pay, transferred, and the bank told of it."""
        self.go(self.found())
        self.till.pay(self.bill(), **changes)
        return self.bill()

    def work(self) -> None:
        """The worker runs what is due, with the register of this test."""
        table = handlers(self.app.config["CONFIG"]) | telling.handlers(self.book)
        outbox.run_due(self.app.extensions["sessions"], table)
