"""Nobody decides about money of their own: not what it counts for, not that it goes back, not that it stays."""

from typing import Any

import pytest
from sqlalchemy import select

from tests import people
from tests.decisions.deciders import Deciders
from tests.payments.till import Till
from webapp.accounts.service import Account
from webapp.decisions.deciding import NotYours
from webapp.dossiers.service import Dossier, Event


@pytest.fixture
def own(till: Till, decide: Deciders) -> Dossier:
    """A dossier of Lan's, who is supervisor of the unit it is handed in at."""
    return till.owing(account=_lan(till))


def _lan(till: Till) -> Account:
    found: Account = till.db.scalars(
        select(Account).where(Account.id == people.account_of(till.db, *people.LAN).id)
    ).one()
    till.db.commit()
    return found


def refused(verb: Any, *args: Any, **more: Any) -> None:
    with pytest.raises(NotYours):
        verb(*args, **more)


def test_a_stranger_s_money_does_not_pay_one_s_own_bill(till: Till, decide: Deciders, own: Dossier) -> None:
    till.send(till.notice("khong ghi gi", 20_000))
    refused(decide.assign, till.facts()[0], till.bill(own), by=decide.lan)
    assert till.bill(own).state == "open"


def test_one_s_own_fee_is_not_given_back_to_oneself(till: Till, decide: Deciders, own: Dossier) -> None:
    till.pay(till.bill(own))
    till.apply(own, Event.REFUSED)
    refused(decide.refund, till.bill(own), 20_000)
    refused(decide.keep, till.bill(own))
    assert decide.wrong() == []


def test_nor_what_one_paid_twice(till: Till, decide: Deciders, own: Dossier) -> None:
    till.pay(till.bill(own))
    till.pay(till.bill(own))
    refused(decide.return_, till.facts()[-1])


def test_nor_is_money_that_went_back_to_oneself_signed_off_by_oneself(
    till: Till, decide: Deciders, own: Dossier
) -> None:
    till.pay(till.bill(own))
    till.pay(till.bill(own))
    other = people.account_of(till.db, *people.MINH, [("leader", people.UNIT)])
    minh = type(decide.lan)("staff", people.MINH[1], other.id, roles=frozenset({("leader", people.UNIT)}))
    decision = decide.return_(till.facts()[-1], by=minh)
    refused(decide.gone, decision)
    decide.gone(decision, by=minh)
    assert decide.balance() == {"bank": 20_000, "bill": -20_000}
