"""Money that came for a notice of elsewhere and cannot count: who is in charge of money that names nobody decides about it."""

from collections.abc import Iterator

import pytest

from tests.debts.conftest import Payer
from tests.debts.register import AMOUNT
from tests.decisions.deciders import WAITING, WHY, Deciders
from tests.people import KHANH, LAN, UNIT, Browser, browser
from webapp.db import uuid7


@pytest.fixture
def lan(payer: Payer) -> Browser:
    return browser(payer.app, payer.till.db, *LAN, ("supervisor", UNIT))


@pytest.fixture(autouse=True)
def _the_books_agree(payer: Payer) -> Iterator[None]:
    yield
    assert Deciders(payer.till).wrong() == []


def send(client: Browser, page: str, **fields: str) -> int:
    return client.post(f"{WAITING}/{page}", data={"id": str(uuid7()), "reason": WHY} | fields).status_code


def test_paid_a_second_time_it_goes_back(payer: Payer, lan: Browser) -> None:
    payer.till.pay(payer.paid())
    fact = payer.till.facts()[-1]
    assert f"{WAITING}/{fact.id}" in lan.get(WAITING).text
    assert send(lan, f"{fact.id}/tra-lai") == 303
    decision = payer.till.decisions()[-1]
    assert f"{WAITING}/da-quyet/{decision.id}" in lan.get(f"{WAITING}/da-quyet").text
    assert send(lan, f"da-quyet/{decision.id}", reference="FT99") == 303
    assert Deciders(payer.till).balance() == {"bank": AMOUNT, "bill": -AMOUNT}


def test_an_officer_of_some_unit_does_not(payer: Payer) -> None:
    payer.till.pay(payer.paid())
    khanh = browser(payer.app, payer.till.db, *KHANH, ("officer", UNIT))
    assert send(khanh, f"{payer.till.facts()[-1].id}/tra-lai") == 403


def test_a_part_of_it_goes_back(payer: Payer, lan: Browser) -> None:
    payer.paid(amount=86_000)
    assert f"{WAITING}/khoan-thu/{payer.bill().id}" in lan.get(WAITING).text
    assert send(lan, f"khoan-thu/{payer.bill().id}", amount="86.000") == 303
    assert Deciders(payer.till).balance() == {"bank": 86_000, "owed": -86_000}


def test_money_that_names_nobody_counts_for_it(payer: Payer, lan: Browser) -> None:
    payer.go(payer.found())
    payer.till.send(payer.till.notice("nop thue", AMOUNT))
    assert send(lan, str(payer.till.facts()[-1].id), named=payer.bill().reference) == 303
    assert payer.bill().state == "paid"


def test_what_was_paid_stays_paid(payer: Payer, lan: Browser) -> None:
    bill = payer.paid()
    assert send(lan, f"khoan-thu/{bill.id}", amount="186.000") == 422
    assert payer.bill().state == "paid"
