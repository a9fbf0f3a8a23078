"""The end of a shift: counted first, then compared, then frozen to the đồng; nothing changes it afterwards."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from tests.tills.counter import FEE, FLOAT, HA, LAN, Counter
from webapp import clock
from webapp.db import uuid7
from webapp.payments.models import Bill
from webapp.tills import service
from webapp.tills import sheet as sheets
from webapp.tills.models import Shift


def test_the_drawer_holds_the_float_and_the_cash_alone(counter: Counter) -> None:
    shift = counter.opened()
    for means in ("cash", "pos", "bank"):
        counter.take(shift, counter.owed(), means=means)
    counter.count(shift, FLOAT + FEE)
    said = counter.sheet(counter.close(shift))
    assert said["means"] == {"cash": FEE, "pos": FEE, "bank": FEE}
    assert (said["expected"], said["counted"], said["difference"]) == (FLOAT + FEE, FLOAT + FEE, 0)
    assert (said["total"], said["kinds"]) == (3 * FEE, {"le_phi": 3 * FEE})


def test_a_difference_is_told_to_the_dong_and_explained(counter: Counter) -> None:
    shift = counter.opened()
    counter.take(shift, counter.owed())
    counter.count(shift, FLOAT + FEE - 500)
    with pytest.raises(service.NoteMissing):
        counter.close(shift, seen=-500, note="  ")
    said = counter.sheet(counter.close(shift, seen=-500, note="Trả thừa 500 đồng"))
    assert (said["difference"], said["note"]) == (-500, "Trả thừa 500 đồng")


def test_it_is_counted_before_it_is_closed(counter: Counter) -> None:
    with pytest.raises(service.NotCounted):
        counter.close(counter.opened())


def test_once_counted_nothing_more_is_taken(counter: Counter) -> None:
    shift = counter.opened()
    counter.count(shift, FLOAT)
    with pytest.raises(service.NotOpen):
        counter.take(shift, counter.owed())


def test_every_count_stays_on_the_sheet(counter: Counter) -> None:
    shift, once = counter.opened(), uuid7()
    counter.count(shift, FLOAT - 1, count_id=once)
    counter.count(shift, FLOAT - 1, count_id=once)
    counter.count(shift, FLOAT)
    said = counter.sheet(counter.close(shift))
    assert [(one["amount"], one["by"]) for one in said["counts"]] == [(FLOAT - 1, HA[1]), (FLOAT, HA[1])]


def test_what_went_back_after_counting_has_to_be_seen_first(counter: Counter) -> None:
    shift = counter.opened()
    taking = counter.take(shift, counter.owed())
    counter.count(shift, FLOAT)
    counter.give_back(taking)
    with pytest.raises(service.Changed):
        counter.close(shift, seen=-FEE, note="Thiếu")
    with pytest.raises(service.NoteMissing):
        counter.close(shift, seen=0)
    assert counter.close(shift, seen=0, note="Khách nộp nhầm").state == "closed"


def test_a_supervisor_of_the_unit_closes_what_a_clerk_left_open(counter: Counter) -> None:
    shift = counter.opened()
    counter.count(shift, FLOAT, counter.lan)
    said = counter.sheet(counter.close(shift, who=counter.lan))
    assert (said["clerk"], said["closed_by"]) == (HA[1], LAN[1])


def test_another_clerk_and_a_leader_close_nothing(counter: Counter) -> None:
    shift = counter.opened()
    for who in (counter.tu, counter.actor(("0912000045", "Ngô Văn Minh"), "leader")):
        with pytest.raises(service.NoSuchShift):
            counter.count(shift, FLOAT, who)


def test_closed_twice_is_once(counter: Counter) -> None:
    shift = counter.opened()
    counter.count(shift, FLOAT)
    first = counter.sheet(counter.close(shift))
    clock.advance(timedelta(hours=1))
    assert counter.sheet(counter.close(shift, seen=5, note="khác")) == first


def test_after_closing_no_verb_changes_it(counter: Counter) -> None:
    shift = counter.opened()
    taking = counter.take(shift, counter.owed())
    counter.count(shift, FLOAT + FEE)
    before = counter.sheet(counter.close(shift))
    with pytest.raises(service.NotOpen):
        counter.take(shift, counter.owed())
    with pytest.raises(service.NotOpen):
        counter.give_back(taking)
    with pytest.raises(service.NotOpen):
        counter.count(shift, 0)
    counter.db.rollback()
    assert counter.sheet(shift) == before


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE shifts SET counted = 1", "UPDATE shifts SET opening_float = 1", "UPDATE shifts SET closed_at = NULL",
        "UPDATE shifts SET sheet_hash = 'x'", "UPDATE shift_takings SET amount = 1", "DELETE FROM shift_takings",
        "INSERT INTO shift_takings SELECT * FROM shift_takings",
    ],
)  # fmt: skip
def test_after_closing_not_even_the_database_changes_it(counter: Counter, change: str) -> None:
    shift = counter.opened()
    counter.take(shift, counter.owed())
    counter.count(shift, FLOAT + FEE)
    counter.close(shift)
    with pytest.raises(DatabaseError, match="change|only ever added"):
        counter.db.execute(text(change))
    counter.db.rollback()


def test_the_frozen_sheet_proves_itself(counter: Counter) -> None:
    shift = counter.opened()
    counter.take(shift, counter.owed())
    counter.count(shift, FLOAT + FEE)
    counter.close(shift)
    counter.db.expire_all()
    found = counter.db.get_one(Shift, shift.id)
    assert found.sheet_hash == service.hashed(found.sheet)
    assert found.sheet == sheets.made(found, {name: found.sheet["unit"][name] for name in ("vi", "en")})
    assert service.hashed(found.sheet | {"counted": 1}) != found.sheet_hash


@pytest.mark.parametrize(
    ("lines", "amount", "kinds"),
    [
        ([("phi", 30_000), ("le_phi", 20_000)], 50_000, {"phi": 30_000, "le_phi": 20_000}),
        ([("phi", 30_000), ("le_phi", 20_000)], 15_000, {"le_phi": 15_000}),
        ([("phi", 30_000), ("le_phi", 20_000)], 45_000, {"phi": 25_000, "le_phi": 20_000}),
        ([("le_phi", 40_000), ("da_nop", -20_000)], 20_000, {"le_phi": 20_000}),
        ([("le_phi", 10_000), ("phi", 5_000), ("le_phi", 1_000)], 16_000, {"le_phi": 11_000, "phi": 5_000}),
        ([("le_phi", 0)], 0, {}),
    ],
    ids=["whole", "the rest", "part of the first", "a difference", "lines of one kind", "nothing"],
)
def test_fees_and_charges_are_told_apart(lines: list[tuple[str, int]], amount: int, kinds: dict[str, int]) -> None:
    bill = Bill(quote={"lines": [{"kind": one, "amount": sum_} for one, sum_ in lines]})
    assert sheets.kinds_of(bill, amount) == kinds
