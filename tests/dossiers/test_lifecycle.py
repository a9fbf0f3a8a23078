"""The table of states: what may happen, everything else refused, nothing out of reach."""

from itertools import product

import pytest

from webapp.dossiers.lifecycle import (
    CLOSED,
    NATIONAL,
    NEXT,
    OPEN,
    WITHDRAWABLE,
    Clock,
    Event,
    NotAllowed,
    State,
    clock_runs,
    move,
)

# written out once more, by hand: the test would prove nothing if it asked the table about the table
TABLE = """
draft submitted waiting_documents
waiting_documents documents_complete new
draft withdrawn withdrawn
waiting_documents withdrawn withdrawn
waiting_documents reopened draft
new fee_asked awaiting_payment
new received received
new refused refused
new returned returned_new
new withdrawn withdrawn
new reopened draft
awaiting_payment paid new
awaiting_payment withdrawn withdrawn
awaiting_payment reopened draft
returned_new supplemented new
returned_new withdrawn withdrawn
received started in_progress
received fee_asked fee_due
received returned supplement
received resolved resolved
received stopped stopped
received withdrawal_granted withdrawn
in_progress fee_asked fee_due
in_progress returned supplement
in_progress resolved resolved
in_progress stopped stopped
in_progress withdrawal_granted withdrawn
fee_due paid in_progress
fee_due stopped stopped
fee_due withdrawal_granted withdrawn
supplement supplemented in_progress
supplement stopped stopped
supplement withdrawal_granted withdrawn
resolved handed_over handed_over
"""
ALLOWED = {(State(a), Event(b)): State(c) for a, b, c in (line.split() for line in TABLE.split("\n") if line)}
OTHERS = sorted(set(product(State, Event)) - set(ALLOWED))


@pytest.mark.parametrize(("pair", "after"), ALLOWED.items(), ids="-".join)
def test_it_moves_as_the_table_says(pair: tuple[State, Event], after: State) -> None:
    assert move(*pair) is after


@pytest.mark.parametrize(("state", "event"), OTHERS)
def test_it_refuses_every_other_pair(state: State, event: Event) -> None:
    with pytest.raises(NotAllowed) as refused:
        move(state, event)
    assert (refused.value.state, refused.value.event) == (state, event)


def test_it_has_no_row_that_the_hand_written_table_lacks() -> None:
    assert ALLOWED == NEXT
    assert len(OTHERS) == len(State) * len(Event) - len(ALLOWED)


def test_it_reaches_every_state_from_a_draft() -> None:
    reached = {State.DRAFT}
    for _ in State:
        reached |= {after for (before, _event), after in NEXT.items() if before in reached}
    assert reached == set(State)


def test_it_uses_every_event() -> None:
    assert {event for _state, event in NEXT} == set(Event)


def test_it_ends_only_in_closed_states() -> None:
    assert {state for state, _event in NEXT}.isdisjoint(CLOSED)
    assert {state for state, _event in NEXT} | CLOSED == set(State)


def test_it_leaves_no_state_without_a_way_to_its_end() -> None:
    ending = set(CLOSED)
    for _ in State:
        ending |= {before for (before, _event), after in NEXT.items() if after in ending}
    assert ending == set(State)


def test_it_maps_onto_every_national_code() -> None:
    assert set(NATIONAL.values()) == set(range(1, 11))
    assert set(State) - NATIONAL.keys() == {State.DRAFT}


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("waiting_documents", 1), ("new", 1), ("received", 2), ("refused", 3), ("in_progress", 4), ("returned_new", 5),
        ("supplement", 5), ("awaiting_payment", 6), ("fee_due", 6), ("withdrawn", 7), ("stopped", 8), ("resolved", 9),
        ("handed_over", 10),
    ],
)  # fmt: skip
def test_it_tells_the_national_portal_the_code_of_the_facts(state: str, code: int) -> None:
    assert NATIONAL[State(state)] == code


def test_it_lets_the_citizen_withdraw_alone_only_before_acceptance() -> None:
    before = {State.DRAFT, State.WAITING_DOCUMENTS, State.NEW, State.AWAITING_PAYMENT, State.RETURNED_NEW}
    assert before == WITHDRAWABLE


def test_it_divides_the_states_into_draft_open_and_closed() -> None:
    assert OPEN | CLOSED | {State.DRAFT} == set(State)
    assert not OPEN & CLOSED
    assert State.RESOLVED in OPEN


@pytest.mark.parametrize(
    ("states", "clock"),
    [
        ("new received in_progress", Clock.OFFICE),
        ("waiting_documents awaiting_payment returned_new supplement fee_due", Clock.CITIZEN),
        ("draft resolved handed_over refused withdrawn stopped", None),
    ],
)
def test_it_knows_whose_clock_runs(states: str, clock: Clock | None) -> None:
    assert {clock_runs(State(state)) for state in states.split()} == {clock}


def test_it_keeps_its_values_as_small_words_for_the_database() -> None:
    assert all(one.value == one.name.lower() == str(one) for one in (*State, *Event))
