"""What a person decides about money: what moves in the journal, who may, and that it happens once."""

import pytest
from sqlalchemy import select

from tests import people
from tests.decisions.deciders import WHY, Deciders
from tests.payments.till import FEE, Till
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.decisions.service import NotYours, TooMuch, Undecidable
from webapp.dossiers.service import Dossier, Event, State
from webapp.messages.models import Message
from webapp.payments import service


@pytest.fixture
def decide(till: Till) -> Deciders:
    return Deciders(till)


@pytest.fixture(autouse=True)
def _the_books_agree(decide: Deciders):
    """Whatever was decided."""
    yield
    assert decide.wrong() == []


def stray(till: Till, amount: int = FEE) -> service.MoneyFact:
    """Money that names nobody."""
    till.send(till.notice("nop tien", amount))
    return till.facts()[-1]


def refused(till: Till, copies: int = 1) -> service.Bill:
    """Paid, and then the dossier was refused."""
    dossier = till.owing(copies)
    till.pay(till.bill(dossier))
    till.apply(dossier, Event.REFUSED)
    return till.bill(dossier)


def corrected(till: Till) -> service.Bill:
    """Paid for two copies; one is wanted."""
    dossier = till.owing(2)
    till.pay(till.bill(dossier))
    till.correct(dossier, 1)
    return till.bill(dossier)


# assigning


def test_money_of_nobody_is_assigned_to_the_bill_it_was_meant_for_and_pays_it(till: Till, decide: Deciders) -> None:
    dossier, fact = till.owing(), stray(till)
    made = decide.assign(fact, till.bill(dossier), by=decide.lan)
    assert (till.bill(dossier).state, till.state(dossier), till.facts()[0].held) == ("paid", State.NEW, 0)
    assert (made.amount, made.by_name, made.unit_id) == (FEE, people.LAN[1], people.UNIT)
    assert till.receipts()[0].bill_id == till.bill(dossier).id


def test_only_what_is_due_is_assigned_and_the_rest_waits_on(till: Till, decide: Deciders) -> None:
    dossier, fact = till.owing(), stray(till, FEE + 500)
    assert decide.assign(fact, till.bill(dossier), by=decide.lan).amount == FEE
    assert till.facts()[0].held == 500


def test_a_second_payment_may_pay_another_bill(till: Till, decide: Deciders) -> None:
    paid, open_ = till.owing(), till.owing()
    till.pay(till.bill(paid))
    till.pay(till.bill(paid))
    decide.assign(till.facts()[1], till.bill(open_))
    assert till.bill(open_).state == "paid"
    assert decide.balance() == {"bank": 2 * FEE, "bill": -2 * FEE}


def test_nothing_is_assigned_to_a_bill_that_is_paid_or_whose_dossier_is_closed(till: Till, decide: Deciders) -> None:
    paid, closed, fact = till.owing(), till.owing(), stray(till)
    till.pay(till.bill(paid))
    till.withdraw(closed)
    for bill in (till.bill(paid), till.bill(closed)):
        with pytest.raises(Undecidable, match="not_open"):
            decide.assign(fact, bill, by=decide.lan)
    assert till.facts()[0].held == FEE


def test_money_that_went_its_way_is_not_assigned_again(till: Till, decide: Deciders) -> None:
    first, second, fact = till.owing(), till.owing(), stray(till)
    decide.assign(fact, till.bill(first), by=decide.lan)
    with pytest.raises(Undecidable, match="nothing"):
        decide.assign(fact, till.bill(second), by=decide.lan)


# giving back what counted


def test_a_refund_of_a_refused_dossiers_fee_is_a_voucher_and_the_bill_is_refunded(till: Till, decide: Deciders) -> None:
    bill = refused(till)
    made = decide.refund(bill, FEE, pay_to="Vietcombank 0123456789")
    assert till.bills_by(bill.id).state == "refunded"
    assert decide.balance() == {"bank": FEE, "owed": -FEE}
    paper = decisions.voucher_of(till.db, made)
    assert paper
    assert (paper.number, paper.content["amount"], paper.content["words"]) == (1, FEE, "Hai mươi nghìn đồng")
    assert paper.content["pay_to"] == "Vietcombank 0123456789"
    assert paper.content["receipts"][0]["number"] == 1
    till.db.commit()


def test_vouchers_are_numbered_without_gaps(till: Till, decide: Deciders) -> None:
    made = [decide.refund(refused(till), FEE) for _ in range(3)]
    with pytest.raises(TooMuch):
        decide.refund(refused(till), FEE + 1)
    made.append(decide.refund(refused(till), FEE))
    assert [decisions.voucher_of(till.db, one).number for one in made] == [1, 2, 3, 4]  # type: ignore[union-attr]
    till.db.commit()


def test_only_what_a_correction_left_over_goes_back_and_the_bill_stays_paid(till: Till, decide: Deciders) -> None:
    bill = corrected(till)
    with pytest.raises(TooMuch) as error:
        decide.refund(bill, FEE + 1)
    assert error.value.most == FEE
    decide.refund(bill, FEE)
    assert till.bills_by(bill.id).state == "paid"
    with pytest.raises(Undecidable, match="not_refundable"):
        decide.refund(bill, 1)


def test_after_a_refund_a_correction_asks_for_what_is_due_again(till: Till, decide: Deciders) -> None:
    bill = corrected(till)
    decide.refund(bill, FEE)
    dossier = till.db.get_one(Dossier, bill.dossier_id)
    till.correct(dossier, 2)
    assert [one.total for one in till.bills(dossier)] == [2 * FEE, FEE]


def test_part_of_what_is_too_much_leaves_the_rest_to_decide_about(till: Till, decide: Deciders) -> None:
    bill = corrected(till)
    decide.refund(bill, FEE - 1)
    left = decisions.for_a_person(till.db, [people.UNIT], nameless=False)
    till.db.commit()
    assert [(one.outcome, one.amount) for one in left] == [("corrected", 1)]


def test_a_part_payment_goes_back_and_the_bill_asks_for_all_of_it(till: Till, decide: Deciders) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), FEE - 1)
    decide.refund(till.bill(dossier), FEE - 1)
    bill = till.bill(dossier)
    assert (bill.state, service.remaining(bill)) == ("open", FEE)
    till.pay(bill)
    assert till.bill(dossier).state == "paid"


def test_a_fee_that_is_rightly_paid_does_not_go_back(till: Till, decide: Deciders) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    with pytest.raises(Undecidable, match="not_refundable"):
        decide.refund(till.bill(dossier), FEE)


# giving back what never counted, and having given


def test_money_that_never_counted_goes_back_where_it_came_from(till: Till, decide: Deciders) -> None:
    made = decide.return_(stray(till))
    assert decide.balance() == {"bank": FEE, "owed": -FEE}
    sent = decide.gone(made, "FT26331123")
    assert decide.balance() == {}
    assert (sent.of_id, sent.amount, sent.reference) == (made.id, FEE, "FT26331123")


def test_what_has_gone_does_not_go_again(till: Till, decide: Deciders) -> None:
    made = decide.return_(stray(till))
    decide.gone(made)
    with pytest.raises(Undecidable, match="gone"):
        decide.gone(made)
    with pytest.raises(Undecidable, match="nothing"):
        decide.return_(till.facts()[0])


def test_a_refund_goes_as_several_movements_where_the_fee_came_as_several(till: Till, decide: Deciders) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), 5_000)
    till.pay(till.bill(dossier), FEE - 5_000)
    till.apply(dossier, Event.REFUSED)
    decide.gone(decide.refund(till.bill(dossier), FEE))
    assert decide.balance() == {}


def test_it_cannot_have_gone_without_the_number_of_the_transfer(till: Till, decide: Deciders) -> None:
    made = decide.return_(stray(till))
    for number in ("", "  ", "F" * 61):
        with pytest.raises(Undecidable, match="reference"):
            decide.gone(made, number)


def test_a_fee_that_stays_is_said_to_stay_and_waits_no_more(till: Till, decide: Deciders) -> None:
    bill = refused(till)
    decide.keep(bill, "Thủ tục này không hoàn phí")
    assert decisions.for_a_person(till.db, [people.UNIT], nameless=True) == []
    till.db.commit()
    assert decide.balance() == {"bank": FEE, "bill": -FEE}


# who, why, once


def test_officers_say_what_money_is_for_and_only_supervisors_let_it_leave(till: Till, decide: Deciders) -> None:
    twice = till.owing()
    till.pay(till.bill(twice))
    till.pay(till.bill(twice))
    for act in (
        lambda: decide.refund(refused(till), FEE, by=decide.khanh),
        lambda: decide.return_(till.facts()[1], by=decide.khanh),
        lambda: decide.keep(refused(till), by=decide.khanh),
        lambda: decide.assign(stray(till), till.bill(till.owing()), by=decide.khanh),  # of nobody
    ):
        with pytest.raises(NotYours):
            act()
    decide.gone(decide.return_(till.facts()[1]), by=decide.khanh)  # the second pair of eyes


def test_nobody_decides_about_another_units_money(till: Till, decide: Deciders) -> None:
    bill, fact = refused(till), stray(till)
    for act in (
        lambda: decide.refund(bill, FEE, by=decide.quang),
        lambda: decide.keep(bill, by=decide.quang),
        lambda: decide.assign(fact, till.bill(till.owing()), by=decide.quang),
        lambda: decide.gone(decide.refund(bill, FEE), by=decide.quang),
    ):
        with pytest.raises(NotYours):
            act()


@pytest.mark.parametrize("why", ["", " ", "ok", "…"])
def test_a_reason_is_more_than_a_word(till: Till, decide: Deciders, why: str) -> None:
    with pytest.raises(Undecidable, match="reason"):
        decide.return_(stray(till), why)


def test_each_is_done_once_however_often_its_form_is_sent(till: Till, decide: Deciders) -> None:
    dossier, bill, ids = till.owing(), refused(till), [uuid7() for _ in range(5)]
    fact, other = stray(till), stray(till)
    for _ in range(2):
        decide.assign(fact, till.bill(dossier), by=decide.lan, id=ids[0])
        decide.gone(decide.refund(bill, FEE, id=ids[1]), id=ids[2])
        decide.gone(decide.return_(other, id=ids[3]), id=ids[4])
    assert decide.balance() == {"bank": FEE, "bill": -FEE}
    assert len(till.decisions()) == 5


def test_the_same_form_with_other_contents_is_refused(till: Till, decide: Deciders) -> None:
    bill, id_ = corrected(till), uuid7()
    decide.refund(bill, 100, id=id_)
    for amount, why in ((101, WHY), (100, "Một lý do khác")):
        with pytest.raises(Undecidable, match="other"):
            decide.refund(bill, amount, why, id=id_)


def test_the_citizen_hears_that_money_is_to_go_back_and_that_it_has_gone(till: Till, decide: Deciders) -> None:
    made = decide.refund(refused(till), FEE)
    decide.gone(made)
    told = till.db.scalars(select(Message.title).where(Message.template.like("money_%")).order_by(Message.id)).all()
    till.db.commit()
    assert [one.partition(": ")[2] for one in told] == ["có tiền sẽ được trả lại", "đã trả lại tiền"]
