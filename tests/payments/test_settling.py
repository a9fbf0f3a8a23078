"""From a signed notice to a paid bill: whatever comes is recorded, once, and nothing is lost."""

import json
from typing import Any

import pytest

from tests import people
from tests.payments.till import FEE, Till, publish
from webapp import outbox
from webapp.dossiers.service import Event, State
from webapp.payments import service
from webapp.units.models import Unit

NOBODY = "MC22222222"  # the shape of a reference, of no bill


def journal(till: Till) -> list[tuple[str, int, int]]:
    """Outcome of each movement, đồng, and how many of these wait for a person."""
    return [(fact.outcome, fact.amount, fact.held) for fact in till.facts()]


def test_it_settles_the_right_amount(till: Till) -> None:
    dossier = till.owing()
    answer = till.pay(till.bill(dossier))
    assert (answer.status_code, answer.json) == (200, {"success": True})
    assert journal(till) == [("settled", FEE, 0)]
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


def test_it_goes_on_after_acceptance(till: Till) -> None:
    publish(till.db, payment="after_acceptance")
    dossier = till.owing(state=State.FEE_DUE)
    till.pay(till.bill(dossier))
    assert till.state(dossier) == State.IN_PROGRESS


def test_it_waits_for_the_rest_of_a_part_payment(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), FEE - 1)
    assert (service.remaining(till.bill(dossier)), till.state(dossier)) == (1, State.AWAITING_PAYMENT)
    till.pay(till.bill(dossier), 1)
    assert journal(till) == [("short", FEE - 1, 0), ("settled", 1, 0)]
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


def test_it_settles_with_too_much_and_keeps_the_surplus_for_a_person(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), FEE + 5)
    assert journal(till) == [("surplus", FEE + 5, 5)]
    assert service.kept_back(till.bill(dossier)) == 5
    assert till.state(dossier) == State.NEW


def test_it_keeps_money_for_a_reference_nobody_knows(till: Till) -> None:
    dossier = till.owing()
    assert till.pay(till.bill(dossier), content=NOBODY).status_code == 200
    assert journal(till) == [("unknown_reference", FEE, FEE)]
    assert till.state(dossier) == State.AWAITING_PAYMENT


def test_it_does_not_count_money_on_another_account(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), accountNumber="111")
    assert journal(till) == [("other_account", FEE, FEE)]
    assert (till.bill(dossier).state, service.remaining(till.bill(dossier))) == ("open", FEE)


def test_it_counts_money_on_a_virtual_account_of_ours(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), accountNumber="111", subAccount=till.bill(dossier).bank_account)
    assert till.bill(dossier).state == "paid"


def test_it_keeps_a_second_payment_for_a_person(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.pay(till.bill(dossier))
    assert journal(till) == [("settled", FEE, 0), ("second", FEE, FEE)]
    assert len(till.receipts()) == 1
    assert service.kept_back(till.bill(dossier)) == FEE


def test_it_keeps_money_for_a_withdrawn_dossier(till: Till) -> None:
    dossier = till.owing()
    till.withdraw(dossier)
    assert till.pay(till.bill(dossier)).status_code == 200
    assert journal(till) == [("closed", FEE, FEE)]
    assert (till.state(dossier), till.receipts()) == (State.WITHDRAWN, [])


def test_it_settles_while_the_dossier_is_being_corrected_and_does_not_ask_again(till: Till) -> None:
    dossier = till.owing()
    till.apply(dossier, Event.REOPENED)
    till.pay(till.bill(dossier))
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.DRAFT)
    till.apply(dossier, Event.SUBMITTED)
    assert till.state(dossier) == State.NEW


def test_it_lands_money_sent_to_the_reference_of_a_replaced_bill(till: Till) -> None:
    dossier = till.owing()
    till.correct(dossier, copies=2)
    old, new = till.bills(dossier)
    till.pay(old, amount=2 * FEE)
    assert [(fact.bill_id, fact.outcome) for fact in till.facts()] == [(new.id, "settled")]
    assert till.state(dossier) == State.NEW


def test_it_keeps_money_for_a_bill_that_was_dropped(till: Till) -> None:
    dossier = till.owing()
    till.correct(dossier, copies=0)
    till.pay(till.bill(dossier))
    assert journal(till) == [("closed", FEE, FEE)]


def test_it_leaves_outgoing_money_alone(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), transferType="out")
    assert (till.facts(), till.notices()[0].outcome) == ([], "outgoing")
    assert till.state(dossier) == State.AWAITING_PAYMENT


@pytest.mark.parametrize(
    "changed",
    [str.lower, "MBVCB.123456.{}.CT tu 0123 toi 999".format, "IBFT {} LE PHI".format, "CHUYEN TIEN{}FT26327".format,
     lambda ref: f"{ref[:4]} {ref[4:]}", lambda ref: f"{ref[:2]}-{ref[2:6]}-{ref[6:]}", (NOBODY + " {}").format],
)  # fmt: skip
def test_it_finds_the_reference_in_what_banks_make_of_it(till: Till, changed: Any) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), content=changed(till.bill(dossier).reference))
    assert till.state(dossier) == State.NEW


@pytest.mark.parametrize("field", ["code", "description"])
def test_it_finds_the_reference_beside_the_content(till: Till, field: str) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier), content="NOP TIEN", **{field: till.bill(dossier).reference})
    assert till.state(dossier) == State.NEW


def test_it_records_a_repeated_notice_once_and_answers_ok_again(till: Till) -> None:
    dossier = till.owing()
    raw = till.notice(till.bill(dossier).reference, FEE, accountNumber=till.bill(dossier).bank_account)
    assert [till.send(raw).status_code for _ in range(3)] == [200, 200, 200]
    assert [notice.outcome for notice in till.notices()] == ["settled", "repeated", "repeated"]
    assert (len(till.facts()), len(till.receipts())) == (1, 1)


@pytest.mark.parametrize(
    "changes",
    [{"transferAmount": 10**15 - 1}, {"referenceCode": "x" * 1000}, {"content": "đ" * 1000}, {"id": 2**63 - 1}],
)
def test_it_records_any_size_a_notice_may_have(till: Till, changes: dict[str, Any]) -> None:
    raw = json.dumps(json.loads(till.notice("", 1)) | changes).encode()
    assert till.send(raw).status_code == 200
    assert len(till.facts()) == 1


def test_it_says_in_the_timeline_that_money_came_and_who_wrote_that(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    last = till.again(dossier).events[-1]
    assert (last.event, last.actor_kind) == (Event.PAID, "system")


def test_it_leaves_nothing_to_do_for_the_worker(till: Till) -> None:
    dossier = till.owing()
    till.pay(till.bill(dossier))
    till.work()
    assert [notice.outcome for notice in till.notices()] == ["settled"]
    assert (len(till.facts()), outbox.resting(till.db)) == (1, [])


def test_it_lets_the_worker_finish_what_could_not_be_understood_at_once(till: Till) -> None:
    till.app.config["TESTING_RAISES"] = False
    dossier = till.owing()
    bill = till.db.get_one(service.Bill, till.bill(dossier).id)
    quote, bill.quote = bill.quote, {}  # a broken row: no receipt can be written
    till.db.commit()
    assert till.pay(bill).status_code == 500
    assert (len(till.notices()), till.notices()[0].outcome, till.facts()) == (1, None, [])
    bill.quote = quote
    till.db.commit()
    till.work()
    assert (till.bill(dossier).state, till.state(dossier)) == ("paid", State.NEW)


def test_it_receipts_money_of_a_unit_closed_since(till: Till) -> None:
    dossier = till.owing()
    unit = till.db.get_one(Unit, people.UNIT)
    unit.active = False
    till.db.commit()
    till.pay(till.bill(dossier))
    assert till.receipts()[0].content["collector"]["vi"] == till.bill(dossier).bank_account_name
