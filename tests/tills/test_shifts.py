"""A clerk's shift: one at a time, at a unit where the clerk takes money; what is taken in it stands in its book."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests import people
from tests.payments.till import publish
from tests.procedures.conftest import fee
from tests.tills.counter import FEE, FLOAT, HA, Counter
from tests.tills.test_counter import POST
from webapp.db import uuid7
from webapp.dossiers.service import State
from webapp.payments import service as payments
from webapp.receipts import service as receipts
from webapp.tills import service


def test_a_clerk_opens_a_shift_with_what_lies_in_the_drawer(counter: Counter) -> None:
    shift = counter.opened()
    assert (shift.clerk, shift.unit_id, shift.opening_float, shift.state) == (HA[1], people.UNIT, FLOAT, "open")


def test_opened_twice_by_the_same_form_is_once(counter: Counter) -> None:
    once = uuid7()
    assert counter.opened(shift_id=once).id == counter.opened(shift_id=once, opening=1).id
    assert counter.opened(shift_id=once).opening_float == FLOAT


def test_a_clerk_has_one_open_shift(counter: Counter) -> None:
    counter.opened()
    with pytest.raises(service.StillOpen):
        counter.opened()


def test_another_clerk_has_one_too_but_not_the_same(counter: Counter) -> None:
    shift = counter.opened()
    assert counter.opened(counter.tu).id != shift.id
    with pytest.raises(service.NoSuchShift):
        counter.opened(counter.tu, shift_id=shift.id)


@pytest.mark.parametrize("opening", [-1, 10**10])
def test_no_drawer_holds_less_than_nothing_or_beyond_measure(counter: Counter, opening: int) -> None:
    with pytest.raises(service.OutOfRange):
        counter.opened(opening=opening)


@pytest.mark.parametrize("unit", ["ha-tu", "nowhere"])
def test_nobody_opens_a_shift_where_they_take_no_money(counter: Counter, unit: str) -> None:
    with pytest.raises(service.NotThere):
        service.open_shift(counter.db, counter.ha, uuid7(), unit, FLOAT)


def test_who_is_in_charge_opens_none(counter: Counter) -> None:
    with pytest.raises(service.NotThere):
        service.open_shift(counter.db, counter.lan, uuid7(), people.UNIT, FLOAT)


def test_money_is_taken_and_the_dossier_goes_on(counter: Counter) -> None:
    dossier = counter.till.owing()
    taking = counter.take(counter.opened(), counter.till.bill(dossier), given=50_000)
    assert (taking.kind, taking.amount, taking.given, taking.kinds) == ("taken", FEE, 50_000, {"le_phi": FEE})
    assert (counter.till.bill(dossier).state, counter.till.state(dossier)) == ("paid", State.NEW)
    receipt = counter.till.receipts()[0]
    assert [one["id"] for one in taking.receipts] == [str(receipt.id)]


def test_the_same_form_twice_is_one_taking(counter: Counter) -> None:
    shift, bill, once = counter.opened(), counter.owed(), uuid7()
    assert counter.take(shift, bill, id=once).id == counter.take(shift, bill, id=once).id
    assert [row["amount"] for row in counter.sheet(shift)["rows"]] == [FEE]


def test_less_cash_than_is_to_be_paid_is_not_enough(counter: Counter) -> None:
    with pytest.raises(service.NotEnough):
        counter.take(counter.opened(), counter.owed(), given=FEE - 1)
    assert counter.till.facts() == []


def test_what_another_unit_collects_is_paid_there(counter: Counter) -> None:
    bill = counter.till.bill(counter.till.owing(unit="ha-tu"))
    with pytest.raises(service.Elsewhere) as refused:
        counter.take(counter.opened(), bill)
    assert (refused.value.unit_id, counter.till.facts()) == ("ha-tu", [])


@pytest.mark.usefixtures("agreements")
def test_a_post_office_takes_for_the_unit_it_has_an_agreement_with(counter: Counter) -> None:
    clerk = counter.actor(("0912000043", "Lý Thị Bưu"), "clerk", POST)
    counter.take(counter.opened(clerk), bill := counter.owed(), clerk)
    assert receipts.delegate_of(counter.db, bill) == POST


def test_nobody_takes_money_of_their_own(counter: Counter) -> None:
    clerk = counter.actor(people.AN, "clerk")
    with pytest.raises(service.OwnDossier):
        counter.take(counter.opened(clerk), counter.owed(), clerk)


def test_nobody_takes_money_in_anothers_shift(counter: Counter) -> None:
    with pytest.raises(service.NoSuchShift):
        counter.take(counter.opened(), counter.owed(), counter.tu)


def test_two_clerks_take_for_the_same_bill_at_once_and_one_is_refused(counter: Counter) -> None:
    bill, sessions, start = counter.owed(), counter.app.extensions["sessions"], Barrier(2)
    pairs = [(counter.ha, counter.opened().id), (counter.tu, counter.opened(counter.tu).id)]

    def take(pair: tuple[object, object]) -> str:
        who, shift_id = pair
        start.wait()
        try:
            with counter.app.app_context(), sessions.write.begin() as own:
                asked = own.get_one(payments.Bill, bill.id)
                service.take(own, who, shift_id, asked, service.Taken(uuid7(), "cash", FEE))
        except payments.NotPayable:
            return "refused"
        return "taken"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(take, pairs)) == ["refused", "taken"]
    assert sum(len(counter.sheet(service.one(counter.db, counter.lan, one))["rows"]) for _, one in pairs) == 1


def test_what_went_back_stands_beside_what_was_taken(counter: Counter) -> None:
    shift = counter.opened()
    entry = counter.give_back(counter.take(shift, counter.owed()))
    assert (entry.kind, entry.reason) == ("counter_entry", "Nhập nhầm hồ sơ")
    assert [row["amount"] for row in counter.sheet(shift)["rows"]] == [FEE, -FEE]


def test_given_back_twice_by_the_same_form_is_once(counter: Counter) -> None:
    shift, once = counter.opened(), uuid7()
    taking = counter.take(shift, counter.owed())
    assert counter.give_back(taking, once).id == counter.give_back(taking, once).id
    assert len(counter.sheet(shift)["rows"]) == 2


def test_a_taking_is_its_clerks(counter: Counter) -> None:
    taking = counter.take(counter.opened(), counter.owed())
    assert service.taking(counter.db, counter.ha, taking.id) is taking
    for who in (counter.tu, counter.lan):
        with pytest.raises(service.NoSuchTaking):
            service.taking(counter.db, who, taking.id)


def test_a_shift_is_seen_by_its_clerk_and_by_who_is_in_charge(counter: Counter) -> None:
    shift = counter.opened()
    elsewhere = counter.actor(("0912000044", "Cao Văn Xa"), "supervisor", "ha-tu")
    assert service.one(counter.db, counter.ha, shift.id) is service.one(counter.db, counter.lan, shift.id)
    for who in (counter.tu, elsewhere):
        with pytest.raises(service.NoSuchShift):
            service.one(counter.db, who, shift.id)


def test_fees_and_charges_have_receipts_of_their_own_and_stand_apart_on_the_sheet(counter: Counter) -> None:
    publish(counter.db, fees=[fee("le-phi", 8_000), fee("phi-tham-dinh", 5_000, kind="phi")])
    shift = counter.opened()
    taking = counter.take(shift, counter.owed())
    written = counter.till.receipts()
    assert [one["name"] for one in taking.receipts] == [receipts.name_of(one) for one in written]
    assert counter.sheet(shift)["kinds"] == {one.kind: one.total for one in written} == {"le_phi": 8_000, "phi": 5_000}


def test_a_counter_entry_cancels_every_receipt_and_the_next_payment_gets_new_ones(counter: Counter) -> None:
    shift, bill = counter.opened(), counter.owed()
    counter.give_back(counter.take(shift, bill))
    again = counter.take(shift, bill, means="pos")
    assert [one.living for one in counter.till.receipts()] == [False, True]
    assert again.receipts[0]["id"] == str(counter.till.receipts()[1].id)
