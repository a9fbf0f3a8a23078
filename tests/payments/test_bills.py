"""When a bill is frozen, from which rules, and what becomes of it when the dossier is corrected."""

from datetime import datetime

import pytest

from tests import people
from tests.payments.till import FEE, Till, publish
from tests.procedures.conftest import HEARD, fee
from webapp import clock
from webapp.dossiers import service as dossiers
from webapp.dossiers.service import State
from webapp.payments import service, vietqr
from webapp.units.models import Unit

LAW = "Nghị quyết 35/2026/NQ-HĐND"


def test_it_asks_before_acceptance_when_the_papers_are_complete(till: Till) -> None:
    dossier = till.owing(copies=3)
    assert till.state(dossier) == State.AWAITING_PAYMENT
    assert till.bill(dossier).total == 3 * FEE
    assert till.bill(dossier).quote["lines"][0]["reasons"][1]["count"] == 3


def test_it_asks_after_acceptance_when_the_office_received_it(till: Till) -> None:
    publish(till.db, payment="after_acceptance")
    dossier = till.owing(state=State.NEW)
    assert till.bills(dossier) == []
    dossiers.receive(till.db, till.again(dossier), people.OFFICER)
    till.db.commit()
    assert till.state(dossier) == State.FEE_DUE
    assert till.bill(dossier).total == FEE


@pytest.mark.parametrize("payment", ["before_acceptance", "after_acceptance", "none"])
def test_it_asks_nothing_where_nothing_is_due(till: Till, payment: str) -> None:
    publish(till.db, amount=0, payment=payment)
    dossier = till.owing(state=State.RECEIVED)
    assert till.bills(dossier) == []


def test_it_lets_a_dossier_through_whose_fee_nobody_told(till: Till) -> None:
    publish(till.db, amount=None)
    dossier = till.owing(state=State.NEW)
    assert till.bills(dossier) == []


def test_it_never_bills_an_amount_whose_source_is_not_confirmed(till: Till) -> None:
    publish(till.db, fees=[fee(amount=200_000, source=HEARD, unknown="circular")])
    dossier = till.owing(state=State.NEW)
    assert till.bills(dossier) == []
    service.set_bill(till.db, till.again(dossier), 200_000, "Phí", LAW, people.OFFICER)
    till.db.commit()
    assert (till.bill(dossier).total, till.state(dossier)) == (200_000, State.AWAITING_PAYMENT)


def test_it_lets_a_dossier_through_where_the_unit_has_no_account(till: Till) -> None:
    unit = till.db.get_one(Unit, people.UNIT)
    unit.bank_bin = unit.bank_account = None
    till.db.commit()
    assert till.bills(till.owing(state=State.NEW)) == []


def test_it_uses_the_rule_of_the_day_the_bill_is_frozen(till: Till) -> None:
    day = clock.today().isoformat()
    publish(till.db, fees=[fee("cu", 10_000, to="2020-12-31"), fee("moi", 30_000, **{"from": day})])
    assert till.bill(till.owing()).total == 30_000


def test_it_never_touches_a_frozen_bill_when_the_rules_change(till: Till) -> None:
    today = clock.today()
    next_year = today.replace(year=today.year + 1, day=1).isoformat()
    publish(till.db, fees=[fee("cu", 10_000, to=today.isoformat()), fee("moi", 30_000, **{"from": next_year})])
    dossier = till.owing()
    clock.set_to(datetime(today.year + 2, 1, 5, 9, tzinfo=clock.VN))
    till.pay(till.bill(dossier), 10_000)
    assert (till.bill(dossier).total, till.bill(dossier).state) == (10_000, "paid")


def test_it_freezes_the_account_of_the_unit(till: Till) -> None:
    dossier = till.owing()
    unit = till.db.get_one(Unit, people.UNIT)
    unit.bank_account = "111"
    till.db.commit()
    assert till.bill(dossier).bank_account != "111"


def test_it_writes_a_qr_that_reads_back(till: Till) -> None:
    bill = till.bill(till.owing())
    qr = vietqr.parse(service.qr_text(bill))
    unit = till.db.get_one(Unit, people.UNIT)
    assert (qr.bin, qr.account, qr.amount, qr.purpose) == (unit.bank_bin, unit.bank_account, FEE, bill.reference)


def test_it_asks_in_the_qr_for_what_is_still_missing(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    assert vietqr.parse(service.qr_text(till.bill(dossier))).amount == FEE - 5_000


def test_it_splits_what_one_transfer_cannot_carry(till: Till) -> None:
    publish(till.db, amount=900_000_000)
    dossier = till.owing()
    assert vietqr.parse(service.qr_text(till.bill(dossier))).amount == 499_999_999
    till.pay(till.bill(dossier), 499_999_999)
    till.pay(till.bill(dossier), 400_000_001)
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


def test_it_replaces_an_unpaid_bill_when_the_answers_change(till: Till) -> None:
    dossier = till.owing()
    till.correct(dossier, copies=4)
    old, new = till.bills(dossier)
    assert (old.state, new.state, new.total) == ("void", "open", 4 * FEE)
    assert till.state(dossier) == State.AWAITING_PAYMENT


def test_it_keeps_an_unpaid_bill_when_nothing_changed_that_matters(till: Till) -> None:
    dossier = till.owing()
    before = till.bill(dossier)
    till.correct(dossier, copies=1)
    assert [bill.reference for bill in till.bills(dossier)] == [before.reference]
    assert till.state(dossier) == State.AWAITING_PAYMENT


def test_it_drops_the_bill_when_nothing_is_due_any_more(till: Till) -> None:
    dossier = till.owing()
    till.correct(dossier, copies=0)
    assert [bill.state for bill in till.bills(dossier)] == ["void"]
    assert till.state(dossier) == State.NEW


def test_it_asks_what_an_officer_sets_and_cites_the_document(till: Till) -> None:
    publish(till.db, amount=None, refundable_if_refused=False)
    dossier = till.owing(state=State.NEW)
    made = service.set_bill(till.db, dossier, 100_000, "Lệ phí", LAW, people.OFFICER)
    till.db.commit()
    assert (made.legal_document, made.refundable, made.total) == (LAW, False, 100_000)
    assert till.state(dossier) == State.AWAITING_PAYMENT


@pytest.mark.parametrize("amount", [0, -1, 500_000_000, 10**18])
def test_it_refuses_an_officers_amount_no_transfer_can_carry(till: Till, amount: int) -> None:
    with pytest.raises(service.AmountOutOfRange):
        service.set_bill(till.db, till.owing(), amount, "Lệ phí", LAW, people.OFFICER)


def test_it_refuses_an_officers_bill_without_a_document(till: Till) -> None:
    with pytest.raises(service.DocumentMissing):
        service.set_bill(till.db, till.owing(), 1_000, "Lệ phí", "  ", people.OFFICER)


def test_it_refuses_an_officers_bill_for_a_closed_dossier(till: Till) -> None:
    dossier = till.owing()
    till.withdraw(dossier)
    with pytest.raises(dossiers.NotAllowed):
        service.set_bill(till.db, till.again(dossier), 1_000, "Lệ phí", LAW, people.OFFICER)


def test_it_replaces_an_officers_bill_by_another(till: Till) -> None:
    publish(till.db, amount=None)
    dossier = till.owing(state=State.AWAITING_PAYMENT)  # people.py lets the officer set 8.000
    service.set_bill(till.db, till.again(dossier), 9_000, "Lệ phí", LAW, people.OFFICER)
    till.db.commit()
    assert [(bill.total, bill.state) for bill in till.bills(dossier)] == [(8_000, "void"), (9_000, "open")]


@pytest.mark.parametrize("payment", ["before_acceptance", "none"])
def test_it_drops_an_officers_unpaid_bill_when_the_dossier_is_corrected(till: Till, payment: str) -> None:
    publish(till.db, amount=None, payment=payment)
    dossier = till.owing(state=State.AWAITING_PAYMENT)
    till.correct(dossier, copies=2)
    assert (till.bill(dossier).state, till.state(dossier)) == ("void", State.NEW)
