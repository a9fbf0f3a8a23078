"""A notice of a unit here may be paid at its counter too; what is given back there is held against what the register was told."""

import pytest

from tests.debts.conftest import Payer
from tests.people import LAN, UNIT, browser
from tests.tills.counter import Counter

MONEY = "/ban-lam-viec/tien"


@pytest.fixture
def counter(payer: Payer) -> Counter:
    payer.book.change(unit_code=UNIT)
    payer.go(payer.found())
    return Counter(payer.app, payer.till.db, payer.till)


def test_cash_is_told_to_the_register_like_any_money(payer: Payer, counter: Counter) -> None:
    counter.take(counter.opened(), payer.bill())
    payer.work()
    assert [one["amount"] for one in payer.book.told] == [payer.bill().total]


def test_given_back_before_it_was_told_nobody_hears_of_it(payer: Payer, counter: Counter) -> None:
    counter.give_back(counter.take(counter.opened(), payer.bill()))
    payer.work()
    assert (payer.bill().state, payer.book.told) == ("open", [])


def test_and_paid_anew_it_is_told_once(payer: Payer, counter: Counter) -> None:
    shift = counter.opened()
    counter.give_back(counter.take(shift, payer.bill()))
    payer.work()
    again = counter.take(shift, payer.bill())
    payer.work()
    assert [one["transaction"] for one in payer.book.told] == [f"cash-{again.id}"]


def test_given_back_after_it_was_told_a_person_speaks_with_the_office(payer: Payer, counter: Counter) -> None:
    taking = counter.take(counter.opened(), payer.bill())
    payer.work()
    counter.give_back(taking)
    lan = browser(payer.app, payer.till.db, *LAN, ("supervisor", UNIT))
    assert "cơ quan vẫn ghi là đã nộp" in lan.get(MONEY).text
    lan.post(f"/ban-lam-viec/thong-bao-nop/{payer.bill().id}/xong", data={"note": "Đã báo chi cục"})
    assert "cơ quan vẫn ghi là đã nộp" not in lan.get(MONEY).text


def test_paid_anew_there_is_nothing_to_speak_of(payer: Payer, counter: Counter) -> None:
    shift = counter.opened()
    taking = counter.take(shift, payer.bill())
    payer.work()
    counter.give_back(taking)
    counter.take(shift, payer.bill())
    payer.work()
    lan = browser(payer.app, payer.till.db, *LAN, ("supervisor", UNIT))
    assert ("cơ quan vẫn ghi" in lan.get(MONEY).text, len(payer.book.told)) == (False, 1)
