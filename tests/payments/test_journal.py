"""The journal: entries add up, nothing in it is ever changed, and what came for a bill that is dropped is carried on."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DatabaseError

from tests.payments.till import FEE, Till, publish
from webapp.dossiers.service import State
from webapp.payments import journal, service
from webapp.payments.journal import Line, OutOfBalance
from webapp.payments.journal_models import Decision, MoneyFact


def lines(till: Till) -> list[tuple[str, int]]:
    return [(line.account, line.amount) for line in till.postings()]


def test_it_says_where_the_money_lies_and_what_it_is_for(till: Till) -> None:
    till.pay(till.bill(till.owing()), FEE + 5)
    assert sorted(lines(till)) == [("bank", FEE + 5), ("bill", -FEE), ("held", -5)]
    assert journal.balance(till.db) == {"bank": FEE + 5, "bill": -FEE, "held": -5}


@pytest.mark.parametrize("amounts", [(5, -4), (5, 5), (5,)])
def test_it_refuses_what_does_not_add_up(till: Till, amounts: tuple[int, ...]) -> None:
    till.pay(till.bill(till.owing()))
    fact = till.db.get_one(MoneyFact, till.facts()[0].id)
    with pytest.raises(OutOfBalance):
        journal.enter(till.db, fact, [Line("held", amount) for amount in amounts])


def test_it_refuses_what_counts_for_no_bill(till: Till) -> None:
    till.pay(till.bill(till.owing()))
    fact = till.db.get_one(MoneyFact, till.facts()[0].id)
    with pytest.raises(OutOfBalance):
        journal.enter(till.db, fact, [Line("held", 5), Line("bill", -5)])


@pytest.mark.parametrize("change", ["UPDATE postings SET amount = amount + 1", "DELETE FROM postings"])
def test_the_database_itself_refuses_to_change_it(till: Till, change: str) -> None:
    till.pay(till.bill(till.owing()))
    before = lines(till)
    with pytest.raises(DatabaseError, match="only ever added to"):
        till.db.execute(text(change))
    till.db.rollback()
    assert lines(till) == before


def test_part_of_a_dropped_bill_counts_for_the_next(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    till.correct(dossier, copies=2)
    old, new = till.bills(dossier)
    assert (old.state, service.received(old), service.received(new), service.remaining(new)) == (
        "void",
        0,
        5_000,
        35_000,
    )
    till.pay(new, 35_000)
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


def test_a_next_bill_that_is_covered_already_is_paid_at_once(till: Till) -> None:
    dossier = till.owing(copies=3)
    till.pay(till.bill(dossier), 2 * FEE)
    till.correct(dossier, copies=1)
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)
    assert [fact.held for fact in till.facts()] == [FEE]
    assert len(till.receipts()) == 1


def test_part_of_a_bill_nothing_follows_waits_for_a_person(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    till.correct(dossier, copies=0)
    assert [(fact.outcome, fact.held) for fact in till.facts()] == [("short", 5_000)]


def test_what_is_carried_says_by_which_rule(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    till.correct(dossier, copies=2)
    told = till._all(select(Decision).order_by(Decision.id))
    assert [(one.kind, one.amount, one.by_id) for one in told] == [("dropped", 5_000, None), ("carried", 5_000, None)]


def test_a_change_of_rules_never_touches_a_frozen_bill(till: Till) -> None:
    dossier = till.owing()
    before = till.bill(dossier)
    publish(till.db, amount=99_000)
    now = till.bill(dossier)
    assert (now.total, now.quote, now.reference) == (before.total, before.quote, before.reference)


def test_a_bill_s_state_comes_from_the_journal(till: Till) -> None:
    dossiers = [till.owing() for _ in range(2)]
    till.pay(till.bill(dossiers[0]))
    till.pay(till.bill(dossiers[1]), 1)
    assert [journal.state_of(till.bill(one)) for one in dossiers] == ["paid", "open"]
