"""`flask money check`: rows bent by hand are named, one by one; the journal itself cannot be bent."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, text, update
from sqlalchemy.exc import DatabaseError
from sqlalchemy.orm import Session

from tests.decisions.deciders import Deciders
from tests.payments.till import FEE, Till
from webapp import seeds
from webapp.books import checking
from webapp.decisions.models import Voucher, VoucherCounter
from webapp.dossiers.service import Event
from webapp.payments.journal_models import Decision, MoneyFact, Posting
from webapp.payments.models import Bill
from webapp.receipts.models import Receipt, ReceiptCounter


@pytest.fixture
def decide(till: Till) -> Deciders:
    """Something of each kind has happened: paid, part paid, refunded and gone, returned, waiting."""
    decide, part, refused = Deciders(till), till.owing(), till.owing()
    till.pay(till.bill(till.owing()))
    till.pay(till.bill(part), 500)
    till.pay(till.bill(refused))
    till.apply(refused, Event.REFUSED)
    decide.gone(decide.refund(till.bill(refused), FEE))
    for amount in (700, 900):
        till.send(till.notice("", amount))
    decide.return_(till.facts()[-1])
    return decide


def check(app: Flask) -> Any:
    return app.test_cli_runner().invoke(args=["money", "check"])


def test_it_is_content_where_everything_agrees(app: Flask, decide: Deciders) -> None:
    said = check(app)
    assert (said.exit_code, said.output) == (0, "Every đồng is where the books say.\n")


@pytest.mark.parametrize(
    ("bend", "said"),
    [
        (update(Bill).where(Bill.state == "open").values(state="paid"), " is paid, the journal says open"),
        (update(Bill).where(Bill.state == "paid").values(state="open"), " is open, the journal says paid"),
        (update(Bill).where(Bill.state == "refunded").values(state="paid"), " is paid, the journal says refunded"),
        (update(Bill).where(Bill.state == "paid").values(total=FEE - 1), f" over {FEE - 1} đồng and has {FEE}"),
        (update(Bill).where(Bill.state == "paid").values(state="void"), f" is void over {FEE} đồng and has {FEE}"),
        (update(MoneyFact).where(MoneyFact.held == 700).values(held=701), " keeps 701 đồng for a person, the journal says 700"),
        (update(MoneyFact).where(MoneyFact.held == 700).values(amount=800), " is over 800 đồng, the journal says 700"),
        (update(ReceiptCounter).values(last=3), ": 2 numbers up to 2, 3 were given out"),
        (update(Receipt).where(Receipt.number == 2).values(number=3), ": 2 numbers up to 3, 2 were given out"),
        (update(VoucherCounter).values(last=2), ": 1 numbers up to 1, 2 were given out"),
        (delete(Voucher), " has no voucher"),
        (update(Decision).where(Decision.kind == "return").values(amount=1), "(return) is over 1 đồng, the journal has 900"),
    ],
    ids=["not paid", "paid", "refunded", "too much", "dropped", "held", "amount", "counter", "gap", "vouchers", "no voucher", "decision"],
)  # fmt: skip
def test_it_names_what_does_not_agree(app: Flask, db: Session, decide: Deciders, bend: Any, said: str) -> None:
    db.execute(bend)
    db.commit()
    found = check(app)
    assert found.exit_code == 1
    assert said in found.output


def test_it_names_a_paid_bill_without_a_receipt(app: Flask, db: Session, decide: Deciders, till: Till) -> None:
    receipt = till.receipts()[0]
    db.execute(delete(Receipt).where(Receipt.id == receipt.id))
    db.commit()
    assert f"is paid over {FEE} đồng and has receipts over 0" in check(app).output


def test_it_names_an_entry_that_does_not_add_up(app: Flask, db: Session, decide: Deciders, till: Till) -> None:
    line = till.postings()[0]
    known = {"entry_id": line.entry_id, "fact_id": line.fact_id, "account": "held", "at": line.at}
    db.add(Posting(amount=-3, **known))
    db.commit()
    assert f"entry {line.entry_id} does not add up: -3 đồng too much" in check(app).output


@pytest.mark.parametrize("change", ["UPDATE postings SET amount = amount", "DELETE FROM postings"])
def test_an_entry_is_neither_changed_nor_taken_back(db: Session, decide: Deciders, change: str) -> None:
    with pytest.raises(DatabaseError, match="postings are only ever added to"):
        db.execute(text(change))
    db.rollback()
    assert len(decide.till.postings()) > 8


def test_the_demonstration_agrees_with_its_books(app: Flask, db: Session) -> None:
    seeds.seed(app)
    assert list(checking.wrong(db)) == []
