"""Two people decide about the same money at the same moment: one of them does, the other hears that nothing waits any more."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.decisions.deciders import WHY, Deciders
from tests.payments.till import FEE, Till
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.decisions.service import Undecidable
from webapp.dossiers.service import Event
from webapp.payments import service
from webapp.payments.service import MoneyFact


def at_once(till: Till, *verbs: Any) -> list[str]:
    """Each in a transaction and a thread of its own; what became of them."""
    together = Barrier(len(verbs))

    def one(verb: Any) -> str:
        together.wait()
        try:
            with till.app.app_context(), till.app.extensions["sessions"].write.begin() as db:
                verb(db)
        except Undecidable as error:
            return error.why
        return "done"

    with ThreadPoolExecutor(len(verbs)) as pool:
        return sorted(pool.map(one, verbs))


@pytest.fixture
def decide(till: Till) -> Deciders:
    return Deciders(till)


def test_money_that_waits_is_given_back_or_assigned(till: Till, decide: Deciders) -> None:
    bill = till.bill(till.owing())
    till.send(till.notice("nop tien", FEE))
    fact = till.facts()[0]

    def assign(db: Any) -> None:
        decisions.assign(
            db, uuid7(), db.get_one(MoneyFact, fact.id), db.get_one(service.Bill, bill.id), WHY, decide.lan
        )

    def give_back(db: Any) -> None:
        decisions.return_(db, uuid7(), db.get_one(MoneyFact, fact.id), WHY, decide.lan)

    assert at_once(till, assign, give_back) == ["done", "nothing"]
    assert decide.balance() in ({"bank": FEE, "bill": -FEE}, {"bank": FEE, "owed": -FEE})
    assert decide.wrong() == []


def test_a_fee_goes_back_once_and_vouchers_have_no_gap(till: Till, decide: Deciders) -> None:
    bills = []
    for _ in range(3):
        dossier = till.owing()
        till.pay(till.bill(dossier))
        till.apply(dossier, Event.REFUSED)
        bills.append(till.bill(dossier))

    def refund(bill: service.Bill) -> Any:
        return lambda db: decisions.refund(db, uuid7(), db.get_one(service.Bill, bill.id), FEE, WHY, decide.lan)

    told = at_once(till, *(refund(bill) for bill in (*bills, *bills)))
    assert (told.count("done"), len(told)) == (3, 6)
    assert decide.balance() == {"bank": 3 * FEE, "owed": -3 * FEE}
    assert decide.wrong() == []
