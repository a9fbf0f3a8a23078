"""Numbers that no page of ours sends are refused in words, whatever they look like; nothing is taken meanwhile."""

import pytest

from tests.people import Browser
from tests.tills.counter import FLOAT, Counter
from tests.tills.pages import newest, pay, shift_of
from webapp.tills.models import Shift, Taking


@pytest.mark.parametrize("amount", ["9" * 5000, "-1", "0", "1e9", "٢٠٠٠٠", str(2**63), ""], ids=str.__len__)
def test_an_amount_of_any_length_takes_nothing(ha: Browser, counter: Counter, amount: str) -> None:
    shift_of(ha, counter)
    answer = pay(ha, counter.owed(), amount=amount)
    assert answer.status_code in (400, 422)
    assert newest(counter, Taking, Taking.at) is None


@pytest.mark.parametrize("seen", ["--5", "-", "٥" * 15, "9" * 5000, "²"], ids=["signs", "sign", "far", "long", "above"])
def test_a_difference_nobody_could_have_seen_closes_nothing(ha: Browser, counter: Counter, seen: str) -> None:
    shift = shift_of(ha, counter)
    counter.count(shift, FLOAT)
    assert ha.post(f"/quay/ca/{shift.id}/dong", data={"seen": seen, "note": ""}).status_code == 422
    assert newest(counter, Shift, Shift.opened_at).closed_at is None


def test_money_owed_to_an_office_elsewhere_is_not_taken_here(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    bill = counter.owed()
    counter.db.get_one(type(bill), bill.id).unit_id = "thue-co-so"
    counter.db.commit()
    answer = ha.get(f"/quay/thu?ma={bill.reference}")
    assert (answer.status_code, "Quầy này không thu được khoản này" in answer.text) == (200, True)


def test_of_several_bills_those_of_elsewhere_are_not_shown(ha: Browser, counter: Counter) -> None:
    shift_of(ha, counter)
    dossier = counter.till.owing()
    own = counter.till.bill(dossier)
    other = counter.owed(7)
    found = counter.db.get_one(type(own), other.id)
    found.unit_id, found.dossier_id, found.debt_code = "thue-co-so", dossier.id, "TB1"
    counter.db.commit()
    page = ha.get(f"/quay/thu?ma={dossier.reference}").text
    assert (own.reference in page, other.reference in page, "140.000" in page) == (True, False, False)
