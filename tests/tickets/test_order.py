"""Who is next: whoever goes ahead by the unit's rules, never so many in a row that the others wait for ever."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from webapp.tickets.order import Estimate, estimate, goes_ahead, in_order
from webapp.tickets.rules import usual

NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
RULES = usual()


@dataclass(frozen=True)
class One:
    number: int
    group: str = ""
    turn_at: datetime = NOW
    slot_at: datetime | None = None


def came(number: int, group: str = "", slot: int | None = None) -> One:
    """The n-th came n minutes after the hour began; `slot` in minutes from now."""
    at = NOW + timedelta(minutes=slot) if slot is not None else None
    return One(number, group, at or NOW - timedelta(minutes=60 - number), at)


def numbers(line: list[One], run: int = 0) -> list[int]:
    return [one.number for one in in_order(line, RULES, NOW, run)]


def test_first_come_first_served() -> None:
    assert numbers([came(3), came(1), came(2)]) == [1, 2, 3]


def test_an_elderly_person_goes_ahead() -> None:
    assert numbers([came(1), came(2), came(3, "elderly")]) == [3, 1, 2]


def test_after_two_who_go_ahead_comes_one_of_the_others() -> None:
    line = [came(1), came(2), *(came(n, "elderly") for n in (3, 4, 5))]
    assert numbers(line) == [3, 4, 1, 5, 2]
    assert numbers(line, run=2) == [1, 3, 4, 2, 5]


def test_a_booked_time_that_has_come_goes_ahead_and_one_to_come_waits_for_it() -> None:
    assert numbers([came(1), came(2, slot=0)]) == [2, 1]
    assert numbers([came(1), came(2, slot=10), came(3)]) == [1, 3, 2]


def test_a_group_the_unit_does_not_name_waits_like_everybody() -> None:
    assert numbers([came(1), came(2, "child")]) == [1, 2]


LINES = st.lists(
    st.tuples(st.sampled_from(["", "elderly", "merit", "child"]), st.one_of(st.none(), st.integers(-30, 30))),
    max_size=30,
).map(lambda rows: [came(n, group, slot) for n, (group, slot) in enumerate(rows, 1)])


@given(LINES, st.integers(1, 4), st.integers(0, 4))
def test_nobody_is_left_out_or_called_twice_and_nobody_waits_for_ever(line: list[One], ahead: int, run: int) -> None:
    rules = replace(RULES, ahead=ahead)
    made = in_order(line, rules, NOW, run)
    assert sorted(one.number for one in made) == sorted(one.number for one in line)
    for kind in (True, False):
        lane = [one for one in made if goes_ahead(one, rules, NOW) is kind]
        assert lane == sorted(lane, key=lambda one: (one.turn_at, one.number))
    in_a_row = run
    for place, one in enumerate(made):
        in_a_row = in_a_row + 1 if goes_ahead(one, rules, NOW) else 0
        others = any(not goes_ahead(later, rules, NOW) for later in made[place:])
        assert in_a_row <= max(ahead, run) or not others


def test_an_estimate_needs_three_who_were_served_and_a_desk() -> None:
    assert estimate(4, [5, 5], 1) is None
    assert estimate(4, [5, 5, 5], 0) is None
    assert estimate(4, [5, 5, 60], 1) == Estimate(10, 30)  # one who took an hour does not frighten the others
    assert estimate(4, [5, 5, 5], 2) == Estimate(5, 15)
    assert estimate(0, [5, 5, 5], 1) == Estimate(0, 5)
