"""A dossier's place in its office's queue: one number that state and dates give."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from tests.people import AN, KHANH, UNIT, account_of, make_dossier
from webapp import clock
from webapp.access import Actor
from webapp.db import uuid7
from webapp.dossiers import queue
from webapp.dossiers import service as dossiers
from webapp.dossiers.queue import place
from webapp.dossiers.service import Dossier, State

DAY = datetime(2026, 11, 23, tzinfo=UTC)
SOON, LATER = DAY + timedelta(days=1), DAY + timedelta(days=9)
EVERYTHING = (queue.WORKED_ON, queue.OVER)
OFFICER = Actor("staff", KHANH[1], uuid7(), None, frozenset({("officer", UNIT)}))


def test_every_state_but_a_draft_has_a_place() -> None:
    assert {state for state in State if place(state, None, DAY, DAY) is None} == {State.DRAFT}


def test_work_comes_before_what_is_new_and_that_before_what_waits_for_the_citizen() -> None:
    there = [
        place(State.RECEIVED, SOON, DAY, None), place(State.IN_PROGRESS, LATER, DAY, None), place(State.RECEIVED, None, DAY, None),
        place(State.NEW, None, DAY, None), place(State.NEW, None, SOON, None), place(State.SUPPLEMENT, SOON, DAY, None),
        place(State.AWAITING_PAYMENT, None, DAY, None), place(State.RESOLVED, SOON, DAY, None),
        place(State.HANDED_OVER, SOON, DAY, LATER), place(State.HANDED_OVER, SOON, DAY, DAY),
        place(State.REFUSED, None, DAY, LATER), place(State.WITHDRAWN, None, DAY, DAY),
    ]  # fmt: skip
    assert there == sorted(there)
    assert len(set(there)) == len(there)


@pytest.mark.parametrize("state", [state for state in State if state in queue.RANK])
def test_a_place_lies_in_the_span_of_its_rank(state: State) -> None:
    rank = queue.RANK[state]
    for due, closed in ((None, DAY), (SOON, LATER)):
        first, end = queue.span(rank, rank)
        assert first <= (place(state, due, DAY, closed) or 0) < end


def test_a_dossier_is_in_its_place_whatever_happens_to_it(db: Session) -> None:
    account = account_of(db, *AN)
    for state in State:
        made = make_dossier(db, account, state=state)
        assert made.queue == place(made.state, made.due_at, made.submitted_at, made.closed_at)


def _page_by_page(db: Session, who: Actor, units: set[str], size: int) -> list[Dossier]:
    found: list[Dossier] = []
    after = None
    while places := dossiers.queue_of(db, who, units, EVERYTHING, size, after):
        found += dossiers.at_places(db, places)
        after = places[-1]
    return found


def test_pages_together_are_the_whole_list_of_all_units_in_order_each_once(db: Session) -> None:
    account = account_of(db, *AN)
    made = [
        make_dossier(db, account, state=state, unit=unit)
        for state in (State.NEW, State.RECEIVED, State.RESOLVED, State.REFUSED) for unit in (UNIT, "ha-tu", UNIT)
    ]  # fmt: skip
    make_dossier(db, account, state=State.DRAFT)
    make_dossier(db, account, unit="cao-xanh")
    found = _page_by_page(db, OFFICER, {UNIT, "ha-tu"}, 3)
    assert {one.id for one in found} == {one.id for one in made}
    assert len(found) == len(made)
    assert [one.queue for one in found] == sorted(one.queue or 0 for one in made)


def test_nobody_finds_their_own_dossiers_there(db: Session) -> None:
    account = account_of(db, *AN)
    make_dossier(db, account)
    own = Actor("staff", AN[1], account.id, None, frozenset({("officer", UNIT)}))
    assert _page_by_page(db, own, {UNIT}, 3) == []
    assert len(_page_by_page(db, OFFICER, {UNIT}, 3)) == 1
    assert dossiers.queue_of(db, OFFICER, set(), EVERYTHING, 3, None) == []


def test_the_list_of_an_account_goes_on_where_its_page_ended(db: Session) -> None:
    account = account_of(db, *AN)
    made = []
    for _ in range(5):
        made.append(make_dossier(db, account).id)
        clock.advance(timedelta(minutes=1))
    first = dossiers.some_of_mine(db, account.id, 3)
    rest = dossiers.some_of_mine(db, account.id, 3, before=first[-1].saved_at)
    assert [one.id for one in (*first, *rest)] == made[::-1]
