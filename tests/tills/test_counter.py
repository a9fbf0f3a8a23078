"""Money taken at a counter: a bill whole and once, and taken back only by a counter-entry."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import UUID

import pytest

from tests import people
from tests.payments.till import FEE, Till, publish
from webapp import clock
from webapp.db import uuid7
from webapp.decisions import service as decisions
from webapp.dossiers.service import Dossier, Event, State
from webapp.payments import journal, service
from webapp.payments.journal_models import Decision
from webapp.payments.models import Bill
from webapp.receipts import series
from webapp.receipts import service as receipts
from webapp.tills import counter, counter_entries

POST, OLD_POST, DAY = "buu-dien-ha-tu", "buu-dien-viet-hung", timedelta(days=1)


def take(till: Till, bill: Bill, amount: int = FEE, where: str = "cash", **known: object) -> service.MoneyFact:
    said = {"taken_id": uuid7(), "reference": "" if where == "cash" else "0042", "unit_id": people.UNIT} | known
    made = counter.take(
        till.db, till.db.get_one(Bill, bill.id), where=where, amount=amount, actor=people.OFFICER, **said
    )
    till.db.commit()
    return made


def give_back(till: Till, fact: service.MoneyFact, entry_id: UUID | None = None, reason: str = "Nhập nhầm") -> Decision:
    made = counter_entries.counter_entry(till.db, fact, entry_id or uuid7(), reason, people.OFFICER)
    till.db.commit()
    return made


def owed(till: Till, **known: object) -> tuple[Dossier, Bill]:
    dossier = till.owing(**known)
    return dossier, till.bill(dossier)


@pytest.mark.parametrize(("where", "provider"), [("cash", "cash"), ("pos", "pos"), ("bank", "transfer")])
def test_a_bill_is_paid_receipted_and_its_dossier_told(till: Till, where: str, provider: str) -> None:
    dossier, bill = owed(till)
    fact = take(till, bill, where=where)
    assert (fact.provider, fact.outcome, journal.lies(fact)) == (provider, "settled", {where: FEE, "bill": FEE})
    assert (till.bill(dossier).state, len(till.receipts()), till.state(dossier)) == ("paid", 1, State.NEW)


def test_it_is_known_who_took_it_and_where(till: Till) -> None:
    _dossier, bill = owed(till)
    fact = take(till, bill, where="pos", reference=" 0042 ")
    till.db.rollback()
    said = till.db.query(Decision).filter_by(fact_id=fact.id).one()
    assert (said.kind, said.by_name, said.unit_id, said.reference) == ("taken", people.KHANH[1], people.UNIT, "0042")


@pytest.mark.parametrize("amount", [FEE - 1, FEE + 1, 0, -FEE])
def test_only_the_whole_bill_is_taken(till: Till, amount: int) -> None:
    _dossier, bill = owed(till)
    with pytest.raises(counter.NotWhole) as refused:
        take(till, bill, amount)
    assert (refused.value.remaining, till.facts(), till.postings()) == (FEE, [], [])


def test_what_came_by_transfer_before_counts(till: Till) -> None:
    dossier, bill = owed(till)
    till.pay(bill, 5_000)
    take(till, bill, FEE - 5_000)
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


@pytest.mark.parametrize("where", ["pos", "bank"])
def test_a_terminal_or_a_bank_has_a_reference(till: Till, where: str) -> None:
    _dossier, bill = owed(till)
    with pytest.raises(counter.ReferenceMissing):
        take(till, bill, where=where, reference="  ")
    assert till.facts() == []


def test_the_same_form_twice_is_once(till: Till) -> None:
    _dossier, bill = owed(till)
    once = uuid7()
    assert take(till, bill, taken_id=once).id == take(till, bill, taken_id=once).id
    assert (len(till.facts()), len(till.receipts())) == (1, 1)


@pytest.mark.parametrize("other", [{"amount": FEE + 1}, {"where": "pos"}, {"another": True}])
def test_the_same_form_for_something_else_is_refused(till: Till, other: dict[str, object]) -> None:
    _dossier, bill = owed(till)
    once, other = uuid7(), dict(other)
    take(till, bill, taken_id=once)
    asked = owed(till)[1] if other.pop("another", False) else bill
    with pytest.raises(counter.OtherTaking):
        take(till, asked, taken_id=once, **other)
    assert len(till.facts()) == 1


def test_a_paid_bill_takes_no_more(till: Till) -> None:
    _dossier, bill = owed(till)
    till.pay(bill)
    with pytest.raises(service.NotPayable):
        take(till, bill)
    assert len(till.facts()) == 1


@pytest.mark.parametrize("gone", ["withdrawn", "being corrected"])
def test_what_is_given_up_or_filled_in_anew_takes_nothing(till: Till, gone: str) -> None:
    dossier, bill = owed(till)
    if gone == "withdrawn":
        till.withdraw(dossier)
    else:
        till.apply(dossier, Event.REOPENED)
    with pytest.raises(service.NotPayable):
        take(till, bill)


def test_of_a_corrected_dossier_the_new_bill_is_paid(till: Till) -> None:
    dossier, old = owed(till)
    till.correct(dossier, copies=2)
    with pytest.raises(counter.NotWhole):
        take(till, old)
    till.db.rollback()
    take(till, old, 2 * FEE)
    assert (till.bill(dossier).state, till.facts()[0].bill_id) == ("paid", till.bill(dossier).id)


def test_of_two_clerks_at_once_one_is_refused(till: Till) -> None:
    dossier, bill = owed(till)
    sessions, start = till.app.extensions["sessions"], Barrier(2)

    def clerk(taken_id: UUID) -> str:
        start.wait()
        try:
            with till.app.app_context(), sessions.write.begin() as own:
                counter.take(own, own.get_one(Bill, bill.id), taken_id, "cash", FEE, "", people.OFFICER, people.UNIT)
        except service.NotPayable:
            return "refused"
        return "taken"

    till.db.commit()
    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(clerk, (uuid7(), uuid7()))) == ["refused", "taken"]
    assert (len(till.facts()), len(till.receipts()), till.bill(dossier).state) == (1, 1, "paid")


def test_a_counter_entry_opens_the_bill_and_asks_for_the_fee_again(till: Till) -> None:
    dossier, bill = owed(till)
    fact = take(till, bill)
    said = give_back(till, fact)
    assert (said.kind, said.amount, said.reason, said.unit_id) == ("counter", FEE, "Nhập nhầm", people.UNIT)
    (receipt,) = till.receipts()
    assert (journal.lies(fact), receipt.living, receipt.cancelled_why) == ({}, False, "Nhập nhầm")
    again = till.bill(dossier)
    assert (again.state, again.paid_at, till.state(dossier)) == ("open", None, State.AWAITING_PAYMENT)
    till.db.rollback()
    assert journal.balance(till.db) == {}


def test_after_a_counter_entry_it_is_paid_anew(till: Till) -> None:
    dossier, bill = owed(till)
    give_back(till, take(till, bill))
    take(till, bill, where="pos")
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)
    assert [(one.number, one.living, one.content["means"]) for one in till.receipts()] == [
        (1, False, ["cash"]), (2, True, ["pos"]),
    ]  # fmt: skip
    till.db.rollback()
    assert journal.balance(till.db) == {"pos": FEE, "bill": -FEE}


def test_after_acceptance_the_work_waits_for_the_fee_again(till: Till) -> None:
    publish(till.db, payment="after_acceptance")
    dossier, bill = owed(till, state=State.FEE_DUE)
    give_back(till, take(till, bill))
    assert till.state(dossier) == State.FEE_DUE


def test_where_the_dossier_went_on_it_waits_for_a_person_until_it_is_paid(till: Till) -> None:
    publish(till.db, payment="after_acceptance")
    dossier, bill = owed(till, state=State.FEE_DUE)
    fact = take(till, bill)
    till.apply(dossier, Event.RESOLVED)
    give_back(till, fact)
    assert (till.bill(dossier).state, till.state(dossier)) == ("open", State.RESOLVED)
    assert [(one.outcome, one.amount) for one in decisions.for_a_person(till.db, [people.UNIT], False)] == [
        ("unpaid_again", FEE)
    ]
    take(till, bill)
    assert decisions.for_a_person(till.db, [people.UNIT], False) == []
    till.db.rollback()


def test_the_same_counter_entry_twice_is_once(till: Till) -> None:
    _dossier, bill = owed(till)
    fact, once = take(till, bill), uuid7()
    assert give_back(till, fact, once).id == give_back(till, fact, once).id
    assert len(till.postings()) == 4


def test_nothing_is_taken_back_twice_nor_under_anothers_id(till: Till) -> None:
    _dossier, bill = owed(till)
    fact, once = take(till, bill), uuid7()
    give_back(till, fact, once)
    with pytest.raises(counter_entries.Moved):
        give_back(till, fact)
    till.db.rollback()
    other = take(till, owed(till)[1])
    with pytest.raises(counter_entries.OtherEntry):
        give_back(till, other, once)


def test_it_needs_a_reason(till: Till) -> None:
    _dossier, bill = owed(till)
    fact = take(till, bill)
    with pytest.raises(counter_entries.WhyMissing):
        give_back(till, fact, reason="  ")


def test_what_did_not_come_over_the_counter_does_not_go_back_over_it(till: Till) -> None:
    _dossier, bill = owed(till)
    till.pay(bill)
    with pytest.raises(counter_entries.NotAtCounter):
        give_back(till, till.db.get_one(service.MoneyFact, till.facts()[0].id))


@pytest.mark.parametrize("copies", [1, 3])
def test_a_payment_that_a_correction_built_upon_stays(till: Till, copies: int) -> None:
    dossier, bill = owed(till, copies=2)
    fact = take(till, bill, 2 * FEE)
    till.correct(dossier, copies)
    with pytest.raises(counter_entries.BuiltUpon):
        give_back(till, fact)


@pytest.fixture
def agreements(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hà Tu post office collects for Hồng Gai today; another did until yesterday; an office is no delegate."""
    today = clock.today()
    terms = {POST: (today, today), OLD_POST: (today - DAY, today - DAY), "ha-tu": (today, today)}
    rows = [
        {
            "delegate": unit, "principal": people.UNIT, "from": f"{begins}", "to": f"{ends}", "address": {"vi": "x", "en": "x"},
            "agreement": {"number": "1", "date": "2026-09-01"},
        }
        for unit, (begins, ends) in terms.items()
    ]  # fmt: skip
    monkeypatch.setattr(series, "_delegations", lambda: rows)


@pytest.mark.usefixtures("agreements")
@pytest.mark.parametrize(
    ("unit", "may"),
    [
        (people.UNIT, True),
        (POST, True),
        (OLD_POST, False),
        ("buu-dien-thong-nhat", False),
        ("ha-tu", False),
        ("nowhere", False),
    ],
)
def test_a_counter_takes_for_its_unit_and_a_post_office_by_agreement(till: Till, unit: str, may: bool) -> None:
    _dossier, bill = owed(till)
    assert receipts.may_collect(till.db, unit, bill) is may


def test_without_an_agreement_nobody_takes_for_another(till: Till) -> None:
    _dossier, bill = owed(till)
    assert not receipts.may_collect(till.db, POST, bill)


@pytest.mark.usefixtures("agreements")
def test_a_receipt_hears_which_delegate_took_the_money_that_counts(till: Till) -> None:
    _dossier, bill = owed(till)
    fact = take(till, bill, unit_id=POST)
    assert receipts.delegate_of(till.db, bill) == POST
    assert till.receipts()[0].delegate_unit_id == POST
    till.db.rollback()
    give_back(till, fact)
    take(till, bill)
    assert receipts.delegate_of(till.db, bill) is None
