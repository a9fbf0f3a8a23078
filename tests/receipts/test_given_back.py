"""A refund does not cancel the receipt, which was true that day; whoever checks it learns that the money is not there any more."""

import pytest

from tests.decisions.deciders import Deciders
from tests.page import Client
from tests.payments.till import FEE, Till
from webapp.dossiers.service import Dossier, Event

SAID = "đã có quyết định trả lại"


@pytest.fixture
def decide(till: Till) -> Deciders:
    return Deciders(till)


@pytest.fixture
def refused(till: Till) -> Dossier:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.apply(dossier, Event.REFUSED)
    return dossier


def check(client: Client, till: Till) -> str:
    return client.get(f"/bien-lai/{till.receipts()[0].token}").text


def test_as_long_as_the_money_is_there_nothing_is_said(till: Till, client: Client, refused: Dossier) -> None:
    assert SAID not in check(client, till)


def test_all_of_it_given_back(till: Till, client: Client, refused: Dossier, decide: Deciders) -> None:
    decide.refund(till.bill(refused), FEE)
    page = check(client, till)
    assert "Toàn bộ tiền của lần thu này đã có quyết định trả lại" in page
    assert ("Có trong sổ của đơn vị thu" in page, till.receipts()[0].living, decide.wrong()) == (True, True, [])


def test_a_part_of_it_given_back(till: Till, client: Client, refused: Dossier, decide: Deciders) -> None:
    decide.refund(till.bill(refused), FEE - 1)
    assert "Một phần tiền của lần thu này đã có quyết định trả lại" in check(client, till)


def test_what_came_twice_and_went_back_is_no_matter_of_the_receipt(
    till: Till, client: Client, decide: Deciders
) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.pay(till.bill(dossier))
    decide.return_(till.facts()[-1])
    assert SAID not in check(client, till)
