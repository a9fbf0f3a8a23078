"""How long found notices are kept, and what an account knows of its own."""

from datetime import timedelta

from tests.debts.conftest import Payer
from tests.people import BINH, browser
from webapp import clock, retention
from webapp.debts import service as debts

LONG = timedelta(days=91)


def forget(payer: Payer) -> int:
    with payer.app.extensions["sessions"].write.begin() as own:
        return debts.forget_old(own)


def test_found_and_never_paid_goes_after_its_term(payer: Payer) -> None:
    payer.found()
    clock.advance(retention.term(debts.RULE) - timedelta(minutes=1))
    assert (forget(payer), len(payer.rows())) == (0, 1)
    clock.advance(timedelta(minutes=2))
    assert (forget(payer), payer.rows()) == (1, [])


def test_its_bill_names_nobody_any_more_once_its_link_is_long_over(payer: Payer) -> None:
    payer.go(payer.found())
    clock.advance(LONG)
    forget(payer)
    assert payer.bill().state == "open"
    clock.advance(timedelta(days=50))
    forget(payer)
    assert (payer.bill().state, payer.bill().owed_by) == ("void", None)


def test_a_bill_that_money_came_for_stays(payer: Payer) -> None:
    payer.go(payer.found())
    payer.till.pay(payer.bill(), amount=1_000)
    clock.advance(timedelta(days=200))
    forget(payer)
    assert payer.bill().state == "open"


def test_a_paid_one_stays(payer: Payer) -> None:
    payer.paid()
    clock.advance(timedelta(days=400))
    assert (forget(payer), len(payer.rows())) == (0, 1)


def test_whoever_takes_their_data_along_finds_it_there(payer: Payer) -> None:
    binh = browser(payer.app, payer.till.db, *BINH)
    payer.found(client=binh)
    row = payer.rows()[0]
    said = debts.said(payer.till.db, row.account_id)
    assert [(one["code"], one["notice"]["amount"], one["paid_at"]) for one in said] == [("TB2620260001", 186_000, None)]


def test_a_closed_account_leaves_none(payer: Payer) -> None:
    binh = browser(payer.app, payer.till.db, *BINH)
    payer.found(client=binh)
    payer.found(key="2")
    with payer.app.extensions["sessions"].write.begin() as own:
        debts.forget(own, payer.rows()[0].account_id)
    assert [row.account_id for row in payer.rows()] == [None]
